import type { EventFormat } from '../../store/index.ts';
import type { OutputBytes } from '../output-bytes.ts';
import type { CallStacks } from './call-stacks.ts';
import type { RecordState } from './record-state.ts';

/** What some handlers of a report need of the report itself. */
export interface ReportState {
  readonly formats: readonly EventFormat[];
  /** What calls what, by the functions seen so far. */
  readonly callStacks: CallStacks;
  /** Prints a time as the report prints them, without the blank before and the colon after. */
  printTime(out: OutputBytes, time: number): void;
  /** The next record of the same instance, in a state of its own, where it is this event of this thread. */
  peekReturn(event: number, pid: number): RecordState | undefined;
  /** Takes the record that `peekReturn` found out of the report. */
  consumeNext(): void;
  /** Index of an event in `formats`; -1 where there is none. */
  findEvent(system: string, name: string): number;
}
