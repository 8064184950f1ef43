import type { OutputBytes } from '../output-bytes.ts';
import type { CurrentEvent } from './current-event.ts';

/** The bytes of a command in hexadecimal, ` ..` for zeros at its end, between two texts; nothing where there are none. */
export function putPacket(event: CurrentEvent, out: OutputBytes, before: string, after: string): void {
  const { view, payload, end } = event;
  if (end <= payload) return;
  let last = end;
  while (last > payload && view.getUint8(last - 1) === 0) last--;
  out.text(before);
  // One of the zeros is shown.
  for (let at = payload; at < Math.min(end, last + 1); at++) {
    if (at > payload) out.byte(32);
    out.hex(view.getUint8(at), 2);
  }
  if (last < end) out.text(' ..');
  out.text(after);
}
