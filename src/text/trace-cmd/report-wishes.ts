import type { SymbolLookup } from './function-names.ts';
import type { PrintedTime } from './report-time.ts';

/** Switches of `trace-cmd report`. */
export interface ReportWishes {
  /** Before each line: the name of its file, filled up to so many bytes. Of several files that are merged. */
  readonly file?: MergedFileName;
  /** The functions of the guest that a thread of this host runs a CPU of. */
  readonly guestSymbols?: (pid: number) => SymbolLookup | undefined;
  /** Events (or systems) to show as their fields. */
  readonly rawEvents?: readonly RegExp[];
  /** Events (or systems) to show as their own format says, whatever a plugin would make of them. */
  readonly plainEvents?: readonly RegExp[];
  readonly withoutPlugins?: boolean;
  /** The time from a wakeup to the switch behind that switch. */
  readonly wakeups?: boolean;
  /** How much later an event is than the one before. */
  readonly differences?: PrintedTime;
  /** Added to all times, in the unit of the clock. */
  readonly offset?: bigint;
  /** Times are ticks of which so many are a second; the recording was opened with raw times. */
  readonly ticksPerSecond?: number;
  /** No seconds; the recording was opened with raw times. */
  readonly rawTimes?: boolean;
  /** Times as the clock had them, not moved to a date. */
  readonly undated?: boolean;
  /** Times since the first event. */
  readonly aligned?: boolean;
}

/** How a file is named that is merged with others. */
export interface MergedFileName {
  readonly name: string;
  readonly width: number;
  /** The same for the line before all events: instances of later files are not known then. */
  readonly headWidth: number;
}
