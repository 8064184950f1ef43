import type { KernelSymbols } from '../../store/index.ts';
import type { Literal } from './output-bytes.ts';

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
}

/** What records are printed with: facts of the whole recording. */
export interface PrintContext {
  readonly littleEndian: boolean;
  readonly longBytes: 4 | 8;
  readonly symbols: KernelSymbols;
  readonly kernelStrings: ReadonlyMap<string, string>;
  /** The name of a symbol. */
  functionName(symbol: number): Literal;
  /** Names a task, as far as it has no name yet. */
  nameTask(pid: number, name: Uint8Array, start: number, end: number): void;
}
