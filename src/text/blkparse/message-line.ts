import { decodeLatin1 } from '../../base/index.ts';
import type { OutputBytes } from '../output-bytes.ts';
import type { CurrentEvent } from './current-event.ts';
import { deviceText } from './default-line.ts';

/**
 * The line of a message that the kernel or a user wrote into the trace; false where it is empty. Those with a cgroup's id
 * are printed as blkparse 1.3.0 does, with the id and the thread.
 */
export function printMessage(event: CurrentEvent, out: OutputBytes): boolean {
  const { view, payload, end, cgroup, littleEndian } = event;
  if (payload >= end && cgroup === 0) return false;
  const bytes = new Uint8Array(view.buffer, view.byteOffset + payload, end - payload);
  const zero = bytes.indexOf(0);
  const time = `${String(event.seconds).padStart(5)}.${String(event.nanoseconds).padStart(9, '0')}`;
  const pid = String(cgroup === 0 ? 0 : event.pid >>> 0).padStart(5);
  out.text(`${deviceText(event.device)} ${String(event.cpu).padStart(2)}        0 ${time} ${pid} `);
  if (cgroup !== 0) {
    out.hex(view.getUint32(cgroup, littleEndian));
    out.byte(44);
    out.hex(view.getUint32(cgroup + 4, littleEndian));
    out.byte(32);
  }
  out.text(` m   N ${decodeLatin1(zero < 0 ? bytes : bytes.subarray(0, zero))}\n`);
  return true;
}
