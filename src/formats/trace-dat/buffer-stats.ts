import type { ProblemList } from '../../store/index.ts';
import type { TraceDatMetadata } from './metadata.ts';

interface Loss {
  /** How `per_cpu/cpuN/stats` names it. */
  readonly key: string;
  readonly name: string;
  readonly sentence: string;
}

const losses: readonly Loss[] = [
  {
    key: 'overrun',
    name: 'tracer.overrun',
    sentence:
      'The kernel overwrote these many events before they were read, by its own count at the end; those that left a mark between other events are also counted as lost events.',
  },
  {
    key: 'commit overrun',
    name: 'tracer.commit-overrun',
    sentence: 'Events that came while others were being written, and found no room, were lost.',
  },
  {
    key: 'dropped events',
    name: 'tracer.dropped-events',
    sentence:
      'The kernel dropped these many new events because its buffers were full, by its own count at the end.',
  },
];

/** What the kernel itself counted as lost (CPUSTAT), as problems. `trace-cmd report` says nothing of it. */
export function reportBufferStats(metadata: TraceDatMetadata): void {
  for (const { text, place } of statsByCpu(metadata)) {
    for (const { key, name, sentence } of losses) {
      const count = readCount(text, key) ?? 0;
      if (count > 0) metadata.problems.add({ name, severity: 'loss', place, count, sentence });
    }
  }
}

/**
 * Events that stayed in the kernel's buffers. Recorders count at different moments, before they read what is left or
 * after it: what is neither read then nor in the file is missing. For recordings whose records were all read.
 */
export function reportUnread(
  metadata: TraceDatMetadata,
  runs: readonly { readonly buffer: number; readonly cpu: number; readonly events: number }[],
  problems: ProblemList,
): void {
  if ([...metadata.problems.rows, ...problems.rows].some(({ name }) => incomplete.has(name))) return;
  for (const { text, buffer, cpu, place } of statsByCpu(metadata)) {
    const left = readCount(text, 'entries') ?? 0;
    const read = readCount(text, 'read events');
    if (left === 0 || read === undefined) continue;
    const run = runs.find(one => one.cpu === cpu && metadata.buffers[one.buffer]?.name === buffer);
    const count = Math.min(left, left + read - (run?.events ?? 0));
    if (count <= 0) continue;
    problems.add({
      name: 'tracer.unread-events',
      severity: 'loss',
      place,
      count,
      sentence:
        'These many events were left unread in the kernel’s buffers when the recording ended; they are not in the file.',
    });
  }
}

/** Problems because of which fewer events are found than the file once had. */
const incomplete = new Set([
  'trace-dat.truncated',
  'trace-dat.recovered',
  'trace-dat.chunk',
  'trace-dat.buffer',
  'trace-dat.instance',
  'trace-dat.window',
  'ring-buffer.broken-page',
]);

/** The texts of CPUs; a text that names an instance stands before those of its CPUs. */
function* statsByCpu({ cpuStats }: TraceDatMetadata) {
  let buffer = '';
  for (const text of cpuStats) {
    buffer = /^Buffer:\s*(.*)$/m.exec(text)?.[1] ?? buffer;
    const cpu = Number(/^CPU:\s*(\d{1,9})$/m.exec(text)?.[1] ?? -1);
    if (cpu >= 0) yield { text, buffer, cpu, place: `CPU ${cpu}${buffer === '' ? '' : ` of ${buffer}`}` };
  }
}

function readCount(text: string, key: string): number | undefined {
  const digits = new RegExp(`^${key}:\\s*(\\d{1,15})$`, 'm').exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
