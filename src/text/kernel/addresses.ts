import type { OutputBytes } from '../output-bytes.ts';
import type { KernelContext } from './kernel-context.ts';
import type { NameWishes } from './symbol-table.ts';

/** Options `sym-offset` and `sym-addr` of the tracer. */
export interface AddressWishes {
  readonly offset: boolean;
  readonly address: boolean;
}

/** As `seq_print_ip_sym` (kernel/trace/trace_output.c): the name of a place in the code, without its module. */
export function printPlace(
  out: OutputBytes,
  context: KernelContext,
  high: number,
  low: number,
  { offset, address }: AddressWishes,
): void {
  if ((high | low) === 0) {
    out.byte(48);
    return;
  }
  if (context.symbols.isTrampoline(high, low)) out.text("[unknown/kretprobe'd]");
  else if (!context.symbols.print(out, high, low, { offset, module: offset })) {
    out.text('0x');
    const start = out.length;
    out.hex64(high, low);
    out.pad(start, 8, false, 48);
  }
  if (address) printAddress(out, context, high, low);
}

/** ` <ffffffff810dbf96>`. */
export function printAddress(out: OutputBytes, context: KernelContext, high: number, low: number): void {
  out.text(' <');
  if (context.longBytes === 8) out.hex8(high);
  out.hex8(low);
  out.byte(62);
}

/** As `%ps` and `%pS` of the kernel's printf: with the module, or the address where there is no name. */
export function printSymbol(
  out: OutputBytes,
  context: KernelContext,
  high: number,
  low: number,
  wishes: NameWishes,
): void {
  if (context.symbols.print(out, high, low, { ...wishes, module: true })) return;
  out.text('0x');
  out.hex64(high, low);
}
