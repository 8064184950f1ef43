import type { EventFormat } from '../../store/index.ts';
import type { OutputBytes } from './output-bytes.ts';
import type { RecordState } from './record-state.ts';

/** What some handlers of a report need of the report itself. */
export interface ReportState {
  readonly formats: readonly EventFormat[];
  /** Prints a time as the report prints them, without the blank before and the colon after. */
  printTime(out: OutputBytes, time: number): void;
  /** The next record of the same instance, in a state of its own; undefined at the end. */
  peekNext(): RecordState | undefined;
  /** Index of the event of the record that `peekNext` found. */
  readonly nextEvent: number;
  /** Takes the record that `peekNext` found out of the report. */
  consumeNext(): void;
  /** Index of an event in `formats`; -1 where there is none. */
  findEvent(system: string, name: string): number;
}
