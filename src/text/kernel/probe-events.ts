import type { EventFormat } from '../../store/index.ts';
import { readField } from '../trace-cmd/evaluate.ts';
import { ownField } from '../trace-cmd/print-arguments.ts';
import type { Segment } from '../trace-cmd/print-segments.ts';
import type { Print } from '../trace-cmd/print-strings.ts';
import { printPlace } from './addresses.ts';
import { compileSegments, parseSegments } from './format-text.ts';
import type { KernelContext } from './kernel-context.ts';

const exact = { offset: true, address: false };
const named = { offset: false, address: false };

/**
 * `(do_sys_openat2+0x0/0x170) dfd=…` and `(caller+0x6a/0xa0 <- do_sys_openat2) ret=…` (kernel/trace/trace_kprobe.c):
 * the kernel names the places for which the print format only has numbers. Undefined for what is no kprobe.
 */
export function compileProbe(format: EventFormat, context: KernelContext): Print | undefined {
  const ip = ownField(format, '__probe_ip');
  const func = ownField(format, '__probe_func');
  const back = ownField(format, '__probe_ret_ip');
  if (ip === undefined && (func === undefined || back === undefined)) return undefined;
  const segments = parseSegments(format, context);
  if (segments === undefined) return undefined;
  const args = compileSegments(behindPlaces(segments), context);
  const first = readField(ip ?? back!, context.littleEndian);
  const second = ip === undefined ? readField(func!, context.littleEndian) : undefined;
  return (state, out) => {
    out.byte(40);
    const low = first(state);
    printPlace(out, context, state.high, low, exact);
    if (second !== undefined) {
      out.text(' <- ');
      const start = second(state);
      printPlace(out, context, state.high, start, named);
    }
    out.byte(41);
    args(state, out);
  };
}

/** What follows the places and their closing parenthesis. */
function behindPlaces(segments: readonly Segment[]): readonly Segment[] {
  const index = segments.findIndex(({ kind, text }) => kind === 'text' && text.startsWith(')'));
  const closing = segments[index];
  if (closing === undefined) return [];
  return [{ ...closing, text: closing.text.slice(1) }, ...segments.slice(index + 1)];
}

/**
 * Synthetic events: the kernel sets blanks between their fields where the print format has commas
 * (kernel/trace/trace_events_synth.c). Undefined for others.
 */
export function compileSynthetic(format: EventFormat, context: KernelContext): Print | undefined {
  if (format.system !== 'synthetic') return undefined;
  const segments = parseSegments(format, context);
  return (
    segments &&
    compileSegments(
      segments.map(one =>
        one.kind === 'text' ? { ...one, text: one.text.replace(/^, (?=\w+=$)/, ' ') } : one,
      ),
      context,
    )
  );
}
