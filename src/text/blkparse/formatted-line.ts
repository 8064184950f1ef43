import { majorOf, minorOf } from '../../formats/blktrace/layout.ts';
import type { WallClock } from '../../formats/blktrace/read-state.ts';
import { payloadNumber } from '../../formats/blktrace/record.ts';
import { rwbsOf } from '../../formats/blktrace/rwbs.ts';
import type { OutputBytes } from '../output-bytes.ts';
import type { CurrentEvent } from './current-event.ts';
import { deviceText } from './default-line.ts';
import type { FormatPiece } from './format-string.ts';
import { putPacket } from './packet.ts';

/** When the recording began by the wall clock, corrected as blkparse corrects it. */
export interface StartOfDay {
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** Prints an event by a format of the user. */
export function printFormatted(
  pieces: readonly FormatPiece[],
  event: CurrentEvent,
  letters: string,
  passed: boolean,
  start: StartOfDay,
  out: OutputBytes,
): void {
  for (const piece of pieces) {
    if (piece.kind === 'text') {
      out.text(piece.text);
      continue;
    }
    const { field, left, width } = piece;
    if (field === 'D') out.text(deviceText(event.device));
    else if (field === 'P') {
      if (passed && ['D', 'C', 'I'].includes(letters)) putPacket(event, out, '', '');
    } else if (field === 't') out.text(String(event.nanoseconds).padStart(width ?? 9, '0'));
    else {
      const text = fieldText(field, event, letters, start);
      out.text(width === undefined ? text : left ? text.padEnd(width) : text.padStart(width));
    }
  }
}

function fieldText(field: string, event: CurrentEvent, letters: string, start: StartOfDay): string {
  switch (field) {
    case 'a':
      return letters;
    case 'c':
      return String(event.cpu);
    case 'C':
      return event.name;
    case 'd':
      return rwbsOf(event.category, event.bytes);
    case 'e':
      return String(event.error);
    case 'g':
      return cgroupText(event);
    case 'M':
      return String(majorOf(event.device));
    case 'm':
      return String(minorOf(event.device));
    case 'n':
      return String(event.sectors);
    case 'N':
      return String(event.bytes);
    case 'p':
      return String(event.pid >>> 0);
    case 's':
      return String(event.sequence);
    case 'S':
      return ((BigInt(event.sectorHigh) << 32n) | BigInt(event.sectorLow)).toString();
    case 'T':
      return String(event.seconds);
    case 'u':
      // blkparse stops at the first event that has no such time.
      return event.elapsed === undefined ? '-' : String(Math.floor(event.elapsed / 1000));
    case 'U':
      return String(payloadNumber(event.view, event.payload, event.end) % 2 ** 32);
    case 'z':
      return timeOfDay(event, start);
    default:
      return field;
  }
}

/** As blkparse 1.3.0 shows a cgroup's id; 1.2.0 has no such field. */
function cgroupText({ view, cgroup, littleEndian }: CurrentEvent): string {
  if (cgroup === 0) return '0,0';
  const half = (at: number): string => view.getUint32(at, littleEndian).toString(16);
  return `${half(cgroup)},${half(cgroup + 4)}`;
}

/** `HH:MM:SS.micros` in the local time zone. */
function timeOfDay(event: CurrentEvent, start: StartOfDay): string {
  let seconds = start.seconds + event.seconds;
  let nanoseconds = start.nanoseconds + event.nanoseconds;
  if (nanoseconds >= 1e9) {
    nanoseconds -= 1e9;
    seconds++;
  }
  const date = new Date(seconds * 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const micros = String(Math.floor(nanoseconds / 1000)).padStart(6, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${micros}`;
}

/**
 * The wall clock at time 0 of a recording. blkparse corrects the tracer's note of it by the time from the note to the first
 * event when it reads a pipe, and takes it as it is when it reads files.
 */
export function startOfDay(clock: WallClock | undefined, genesis: bigint, pipe: boolean): StartOfDay {
  if (clock === undefined) return { seconds: 0, nanoseconds: 0 };
  let { seconds, nanoseconds } = clock;
  if (!pipe || clock.noted === 0n) return { seconds, nanoseconds };
  const delta = BigInt.asUintN(64, genesis - clock.noted);
  seconds += Number(delta / 1_000_000_000n);
  nanoseconds += Number(delta % 1_000_000_000n);
  if (nanoseconds > 1e9) {
    nanoseconds -= 1e9;
    seconds++;
  }
  return { seconds, nanoseconds };
}
