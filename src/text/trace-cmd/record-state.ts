import type { Trace } from '../../store/index.ts';
import type { FunctionNames, SymbolLookup } from './function-names.ts';

/** The record that is being printed: where closures find what they read. One object for all records. */
export class RecordState {
  view: DataView = new DataView(new ArrayBuffer(0));
  /** The same bytes as `view`. */
  bytes: Uint8Array = new Uint8Array(0);
  /** Where the record starts in them. */
  offset = 0;
  length = 0;
  /** Bits 32 to 63 of the number that was evaluated last. */
  high = 0;
  row = 0;
  /** Since the start of the trace. */
  time = 0;
  cpu = 0;
  pid = 0;

  /** Goes to the record of a row; `runBytes` are the bytes of each run of the trace. */
  goTo(trace: Trace, runBytes: readonly Uint8Array[], row: number): void {
    const run = trace.run[row]!;
    this.view = trace.runs[run]!.view;
    this.bytes = runBytes[run]!;
    this.offset = trace.place[row]!;
    this.length = trace.length[row]!;
    this.row = row;
    this.time = trace.time[row]!;
    this.cpu = trace.cpu[row]!;
    this.pid = trace.pid[row]!;
  }
}

/** The bytes of each run of a trace. */
export function bytesOfRuns({ runs }: Trace): readonly Uint8Array[] {
  return runs.map(({ view }) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
}

/** What records are printed with: facts of the whole recording. */
export interface PrintContext {
  readonly littleEndian: boolean;
  readonly longBytes: 4 | 8;
  readonly symbols: SymbolLookup;
  readonly kernelStrings: ReadonlyMap<string, string>;
  readonly functionNames: FunctionNames;
  /** Whether print formats may use the functions that libtraceevent's plugins define; they may where it is not said. */
  readonly plugins?: boolean;
  /** The functions of the guest that a thread of this host runs a CPU of, where the guest's file is read too. */
  readonly guestSymbols?: ((pid: number) => SymbolLookup | undefined) | undefined;
}
