import type { Trace } from '../../store/index.ts';
import type { OutputBytes } from '../output-bytes.ts';
import { type IrqColumns, irqLegend, legendRow } from './irq-flags.ts';
import type { KernelTraits } from './kernel-version.ts';
import type { KernelWishes } from './kernel-wishes.ts';
import { printNoiseHead } from './noise-head.ts';

/** What is asked of a trace. */
interface CountedTrace {
  readonly count: number;
  readonly facts: Pick<Trace['facts'], 'cpuCount' | 'cpuStats' | 'uname'>;
}

/** What the lines before the events are made of. */
export interface HeadFacts {
  readonly trace: CountedTrace;
  readonly tracer: string;
  readonly kernel: KernelTraits;
  readonly columns: IrqColumns;
  readonly wishes: KernelWishes;
}

/** The lines before the events (kernel/trace/trace.c: s_show, trace_default_header). */
export function printHead(facts: HeadFacts, out: OutputBytes): void {
  const { tracer, wishes } = facts;
  out.text(`# tracer: ${tracer}\n#\n`);
  if (!wishes.contextInfo) return;
  if (tracer === 'function_graph') {
    if (wishes.latencyFormat) printLatencyHead(facts, out);
    printGraphColumns(wishes, out);
  } else if (tracer === 'osnoise' || tracer === 'timerlat') {
    printNoiseHead(tracer, facts.columns, out);
  } else if (wishes.latencyFormat) {
    printLatencyHead(facts, out);
    if (!wishes.verbose) printLatencyColumns(facts, out);
  } else if (!wishes.verbose) {
    const { entries, written } = countEntries(facts.trace);
    out.text(
      `# entries-in-buffer/entries-written: ${entries}/${written}   #P:${facts.trace.facts.cpuCount}\n#\n`,
    );
    if (wishes.irqInfo) printIrqColumns(facts, out);
    else printPlainColumns(facts.kernel, out);
  }
}

/** What the buffers held and what was written to them, by the kernel's own counts where the recording has them. */
export function countEntries(trace: CountedTrace): { readonly entries: number; readonly written: number } {
  const sum = (key: string): number =>
    [...trace.facts.cpuStats.matchAll(new RegExp(`^${key}: *(\\d{1,15})$`, 'gm'))].reduce(
      (total, match) => total + Number(match[1]),
      0,
    );
  const counted = sum('entries') + sum('read events');
  const entries = counted === 0 ? trace.count : counted;
  return { entries, written: entries + sum('overrun') };
}

/** From 5.10 on there are two more digits for a pid. */
export function widePids({ version }: KernelTraits): boolean {
  return version >= 5010;
}

function printIrqColumns({ columns, kernel }: HeadFacts, out: OutputBytes): void {
  const margin = ' '.repeat(widePids(kernel) ? 30 : 28);
  const names = irqLegend(columns);
  const dashes = Math.max(5, names.length);
  names.forEach((name, index) => {
    out.text(`#${margin}${legendRow(index, dashes)} ${name}\n`);
  });
  const bars = '|'.repeat(names.length);
  out.text(`#${margin}${'|'.repeat(names.length - 1)} /     delay\n`);
  const gap = ' '.repeat(Math.max(2, (widePids(kernel) ? 7 : 8) - names.length));
  const pid = widePids(kernel) ? '  ' : '';
  out.text(`#           TASK-PID   ${pid}CPU#  ${bars}${gap}TIMESTAMP  FUNCTION\n`);
  // Real-time kernels move the mark of the time by one.
  const mark = columns.lazyDepth ? '    ' : '   ';
  out.text(`#              | |       ${pid}|   ${bars}${gap}${mark}|         |\n`);
}

function printPlainColumns(kernel: KernelTraits, out: OutputBytes): void {
  if (widePids(kernel)) {
    out.text('#           TASK-PID     CPU#     TIMESTAMP  FUNCTION\n');
    out.text('#              | |         |         |         |\n');
  } else {
    out.text('#           TASK-PID   CPU#      TIMESTAMP  FUNCTION\n');
    out.text('#              | |       |          |         |\n');
  }
}

function printLatencyHead({ trace, tracer, kernel }: HeadFacts, out: OutputBytes): void {
  const { entries, written } = countEntries(trace);
  const { cpuCount } = trace.facts;
  // No recording says how the kernel was built; this is how most distributions do it.
  const model = kernel.realTime ? 'preempt_rt' : 'desktop';
  out.text(`# ${tracer} latency trace v1.1.5 on ${kernel.release}\n`);
  out.text(`# ${'-'.repeat(68)}\n`);
  out.text(
    `# latency: 0 us, #${entries}/${written}, CPU#0 | (M:${model} VP:0, KP:0, SP:0 HP:0 #P:${cpuCount})\n`,
  );
  out.text(
    '#    -----------------\n#    | task: -0 (uid:0 nice:0 policy:0 rt_prio:0)\n#    -----------------\n#\n',
  );
}

function printLatencyColumns({ columns, kernel }: HeadFacts, out: OutputBytes): void {
  const margin = ' '.repeat(widePids(kernel) ? 18 : 16);
  const names = ['CPU#', ...irqLegend(columns)];
  const dashes = Math.max(6, names.length - 1);
  names.forEach((name, index) => {
    const row = `${legendRow(index, dashes)} `;
    out.text(`#${margin}${row}${name.padEnd(16)}\n`);
  });
  const last = names.length - 1;
  const pid = widePids(kernel) ? '  ' : '';
  const bars = '|'.repeat(names.length);
  out.text(`#${margin}${'|'.repeat(last)} /     delay           \n`);
  out.text(`#  cmd     pid   ${pid}${bars} time  |   caller     \n`);
  out.text(`#     \\   /      ${pid}${bars}  \\    |    /       \n`);
}

function printGraphColumns(wishes: KernelWishes, out: OutputBytes): void {
  const { graphAbstime, graphCpu, graphProc, graphDuration, latencyFormat } = wishes;
  if (latencyFormat) {
    const margin = ' '.repeat((graphAbstime ? 16 : 0) + (graphCpu ? 4 : 0) + (graphProc ? 17 : 0));
    ['irqs-off', 'need-resched', 'hardirq/softirq', 'preempt-depth'].forEach((name, index) => {
      out.text(`#${margin}${legendRow(index, 5)} ${name.padEnd(16)}\n`);
    });
    out.text(`#${margin}||| /                      \n`);
  }
  const rows = [
    [graphAbstime, '     TIME       ', '      |         '],
    [graphCpu, ' CPU', ' |  '],
    [graphProc, '  TASK/PID       ', '   |    |        '],
    [latencyFormat, '||||   ', '||||   '],
    [graphDuration, '  DURATION   ', '   |   |      '],
    [true, '               FUNCTION CALLS', '               |   |   |   |'],
  ] as const;
  for (const line of [1, 2] as const) {
    out.byte(35);
    for (const row of rows) if (row[0]) out.text(row[line]);
    out.byte(10);
  }
}
