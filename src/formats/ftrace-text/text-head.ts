import { decodeLatin1 } from '../../base/index.ts';
import type { ProblemList } from '../../store/index.ts';
import { type GraphLayout, layoutOfTitles } from './graph-head.ts';

/** What the lines that begin with `#`, and trace-cmd's first line, say of what follows. */
export class TextHead {
  tracer = '';
  cpuCount = 0;
  /** Release of the kernel, where a latency tracer names it. */
  kernel = '';
  /** Columns of function_graph, once a line of titles named them. */
  graph: GraphLayout | undefined;
  isLatency = false;
  /** Of trace-cmd's report. */
  isReport = false;
  /** A line of titles as the kernel writes them was there. */
  isKernel = false;

  /** One line of the head, without its newline. */
  read(bytes: Uint8Array, start: number, end: number, problems: ProblemList): void {
    const line = decodeLatin1(bytes.subarray(start, Math.min(end, start + 400)));
    const tracer = /^# tracer: (\S+)/.exec(line);
    if (tracer !== null) {
      this.tracer = tracer[1]!;
      this.graph = undefined;
      this.isLatency = false;
      this.isKernel = true;
    } else if (line.includes('FUNCTION CALLS')) this.graph = layoutOfTitles(line);
    else if (line.includes('latency trace v')) {
      this.isLatency = true;
      this.kernel = / on (\S+)/.exec(line)?.[1] ?? this.kernel;
    } else if (line.includes('WARNING')) {
      problems.add({
        name: 'tracer.warning',
        severity: 'loss',
        place: `byte ${start}`,
        sentence: `The tracer itself warns: ${line.replace(/^[#\s]+/, '')}`,
      });
    }
    const cpus = /#P:(\d{1,5})/.exec(line);
    if (cpus !== null) this.cpuCount = Math.max(this.cpuCount, Number(cpus[1]));
    this.#readEntries(line, start, problems);
  }

  /**
   * Lines with which trace-cmd begins: `cpus=N`, `CPU N is empty`, and `version = N` of old ones. Answers whether it is
   * one.
   */
  readReportHead(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start > 20) return false;
    const line = decodeLatin1(bytes.subarray(start, end));
    const cpus = /^cpus=(\d{1,5})\s*$/.exec(line);
    if (cpus === null && !/^(CPU \d{1,5} is empty|version = \d{1,3})$/.test(line)) return false;
    this.isReport = true;
    if (cpus !== null) this.cpuCount = Math.max(this.cpuCount, Number(cpus[1]));
    return true;
  }

  /**
   * Lines between the name of a latency tracer and its columns, which Linux before 2.6.28 wrote without `#`. Answers
   * whether it is one.
   */
  readLatencyHead(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.tracer === '') return false;
    const line = decodeLatin1(bytes.subarray(start, Math.min(end, start + 200)));
    if (
      !/^(\w+ latency trace v\d| +latency: \d+ us|-{20}| +-{10}| +\| +task: | => (started|ended) at)/.test(
        line,
      )
    )
      return false;
    this.kernel = / latency trace v\S+ on (\S+)/.exec(line)?.[1] ?? this.kernel;
    return true;
  }

  #readEntries(line: string, start: number, problems: ProblemList): void {
    const entries = /entries-in-buffer\/entries-written: (\d{1,18})\/(\d{1,18})/.exec(line);
    const overwritten = entries === null ? 0 : Number(entries[2]) - Number(entries[1]);
    if (overwritten <= 0) return;
    problems.add({
      name: 'tracer.lost-events',
      severity: 'loss',
      place: `byte ${start}`,
      count: overwritten,
      sentence:
        'The tracer overwrote or dropped events while it recorded; -1 where the kernel did not count them.',
    });
  }
}
