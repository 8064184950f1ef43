import type { OutputBytes } from '../output-bytes.ts';
import type { Evaluate } from '../trace-cmd/evaluate.ts';
import type { RecordState } from '../trace-cmd/record-state.ts';
import { printPlace } from './addresses.ts';
import type { KernelContext } from './kernel-context.ts';

/** The largest error number, as in `IS_ERR_VALUE`. */
const mostErrors = 4095n;

/** ` ret=0x3` or ` ret=-2`; kernels before 6.13 write ` = 0x3` (print_graph_retval). */
export function printReturned(
  read: Evaluate,
  state: RecordState,
  hexadecimal: boolean,
  version: number,
  out: OutputBytes,
): void {
  out.text(version >= 6013 ? ' ret=' : ' = ');
  const low = read(state);
  const { high } = state;
  // An int that is negative.
  const isInt = high === 0 && low >= 0x8000_0000;
  const value = BigInt.asIntN(isInt ? 32 : 64, (BigInt(high) << 32n) | BigInt(low));
  if (!hexadecimal && value < 0n && value >= -mostErrors) out.text(String(value));
  else {
    out.text('0x');
    out.hex64(high, low);
  }
}

/** ` <-caller+0x10/0x20` (print_graph_retaddr). */
export function printCaller(
  read: Evaluate,
  state: RecordState,
  context: KernelContext,
  out: OutputBytes,
): void {
  out.text(' <-');
  const low = read(state);
  printPlace(out, context, state.high, low, { offset: true, address: false });
}
