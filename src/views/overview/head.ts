import type { TimeKind } from '../../base/index.ts';
import type { OfRecording } from '../question.ts';
import type { Workbench } from '../workbench.ts';

/** One line of what is open. */
export interface RecordingHead {
  /** The command that was recorded, else the file's name. */
  readonly title: string;
  readonly name: string;
  readonly format: string;
  /** `Linux 6.1.0-18-amd64 x86_64`; empty where nothing says it. */
  readonly kernel: string;
  /** From the first to the last event that is in memory, in nanoseconds or ticks. */
  readonly from: number;
  readonly to: number;
  readonly span: number;
  readonly isTicks: boolean;
  readonly time: TimeKind;
  readonly events: number;
  readonly isWhole: boolean;
  /** Whether something is missing, and how many rows the loss ledger has. */
  readonly lost: boolean;
  readonly problems: number;
}

export function askHead(bench: Workbench, { of }: OfRecording): RecordingHead {
  const { name, trace, isWhole, time, command, kernel, arch, problems } = bench.recording(of);
  const { count, facts, clock } = trace;
  const [from, to] = count === 0 ? [0, 0] : [trace.time[0]!, trace.time[count - 1]!];
  return {
    title: command || facts.command || name,
    name,
    format: facts.format,
    kernel: kernel === '' ? '' : ['Linux', kernel, arch].filter(part => part !== '').join(' '),
    from,
    to,
    span: Math.max(0, to - from),
    isTicks: clock.unit === 'ticks',
    time,
    events: count,
    isWhole,
    lost: trace.losses.length > 0 || problems.some(({ severity }) => severity === 'loss'),
    problems: problems.length,
  };
}
