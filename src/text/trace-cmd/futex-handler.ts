import type { EventFormat } from '../../store/index.ts';
import type { OutputBytes } from '../output-bytes.ts';
import { fieldValue, type Handler } from './handler-fields.ts';
import type { PrintContext } from './record-state.ts';

/** Which arguments an operation has, as libtraceevent's plugin_futex prints them; `x` in hex, `u` in decimal. */
interface Operation {
  readonly name: string;
  readonly val: string;
  readonly fourth: string;
  readonly uaddr2: boolean;
  readonly val3: boolean;
}

const operations: readonly Operation[] = [
  ['WAIT', 'x', 'utime', false, false],
  ['WAKE', 'u', '', false, false],
  ['FD', 'u', '', false, false],
  ['REQUEUE', 'u', 'val2', true, false],
  ['CMP_REQUEUE', 'u', 'val2', true, true],
  ['WAKE_OP', 'u', 'val2', true, true],
  ['LOCK_PI', '', 'utime', false, false],
  ['UNLOCK_PI', '', '', false, false],
  ['TRYLOCK_PI', '', '', false, false],
  ['WAIT_BITSET', 'x', 'utime', false, true],
  ['WAKE_BITSET', 'u', '', false, true],
  ['WAIT_REQUEUE_PI', 'x', 'utime', true, true],
  ['CMP_REQUEUE_PI', 'u', 'val2', true, true],
].map(([name, val, fourth, uaddr2, val3]) => ({ name, val, fourth, uaddr2, val3 }) as Operation);

const privateFlag = 128;
const clockRealtime = 256;

export function futexPrinter(format: EventFormat, context: PrintContext): Handler {
  const uaddr = fieldValue(format, 'uaddr', context);
  const op = fieldValue(format, 'op', context);
  const val = fieldValue(format, 'val', context);
  const utime = fieldValue(format, 'utime', context);
  const uaddr2 = fieldValue(format, 'uaddr2', context);
  const val3 = fieldValue(format, 'val3', context);
  const all = [uaddr, op, val, utime, uaddr2, val3];
  return (state, out) => {
    for (const field of all) if (!field.read(state, out)) return true;
    const command = (op.low & ~(privateFlag | clockRealtime)) >>> 0;
    const operation = op.high === 0 ? operations[command] : undefined;
    if (operation === undefined) return true;
    out.text(`op=FUTEX_${operation.name}`);
    if ((op.low & privateFlag) !== 0) out.text('|FUTEX_PRIVATE_FLAG');
    if ((op.low & clockRealtime) !== 0) out.text('|FUTEX_CLOCK_REALTIME');
    hex(out, ' uaddr=0x', uaddr);
    if (operation.val === 'x') hex(out, ' val=0x', val);
    else if (operation.val === 'u') decimal(out, ' val=', val);
    if (operation.fourth === 'utime') hex(out, ' utime=0x', utime);
    else if (operation.fourth === 'val2') decimal(out, ' val2=', utime);
    if (operation.uaddr2) hex(out, ' uaddr2=0x', uaddr2);
    if (operation.val3) hex(out, ' val3=0x', val3);
    return false;
  };
}

function hex(out: OutputBytes, label: string, value: { readonly high: number; readonly low: number }): void {
  out.text(label);
  const start = out.length;
  out.hex64(value.high, value.low);
  out.pad(start, 8, false, 48);
}

function decimal(
  out: OutputBytes,
  label: string,
  value: { readonly high: number; readonly low: number },
): void {
  out.text(label);
  out.decimal64(value.high, value.low);
}
