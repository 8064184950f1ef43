import { categories, majorOf, minorOf } from '../../formats/blktrace/layout.ts';
import { payloadNumber, remapAt } from '../../formats/blktrace/record.ts';
import { rwbsOf } from '../../formats/blktrace/rwbs.ts';
import { Literal, type OutputBytes } from '../output-bytes.ts';
import { passedLetters, requestLetters } from './action-letters.ts';
import type { CurrentEvent } from './current-event.ts';
import { putPacket } from './packet.ts';

const space = 32;
const dot = 46;
const newline = 10;
const openBracket = 91;
const closeBracket = 93;
const plus = new Literal(' + ');
const bracket = new Literal(' [');
const lineEnd = new Literal(']\n');
// Categories that show in the letters of a request and are in both versions.
const smallCategories = 1 << 16;

/** blkparse's own line of each action. */
export class DefaultLine {
  readonly #devices = new Map<number, (Literal | undefined)[]>();
  #lastDevice = -1;
  #lastCpus: (Literal | undefined)[] = [];
  /** ` ACTION RWBS ` by event, and by categories and whether there are bytes. */
  readonly #middles: (Literal | undefined)[][] = requestLetters.map(() => []);

  /** Prints the line of a request; what it is passed through to the device prints differently. */
  print(event: CurrentEvent, letters: string, passed: boolean, out: OutputBytes): void {
    this.#printHead(event, letters, out);
    switch (letters.charCodeAt(0)) {
      case 67: // C
      case 82: // R
        if (passed) {
          if (letters === 'C') putPacket(event, out, '(', ') ');
        } else this.#putPlace(event, out);
        out.byte(openBracket);
        out.decimal(event.error);
        break;
      case 68: // D
      case 73: // I
      case 81: // Q
      case 66: // B
        if (passed) {
          out.decimal(event.bytes);
          out.byte(space);
          if (letters !== 'Q') putPacket(event, out, '(', ') ');
          out.byte(openBracket);
        } else this.#putExtent(event, out);
        out.text(event.name);
        break;
      case 85: // U
      case 90: // Z
        out.byte(openBracket);
        out.text(event.name);
        out.byte(closeBracket);
        if (letters !== 'ZP') {
          out.byte(space);
          out.decimal(payloadNumber(event.view, event.payload, event.end) % 2 ** 32);
        }
        out.byte(newline);
        return;
      case 65: // A
        this.#putRemap(event, out);
        return;
      case 88: // X
        out.decimal64(event.sectorHigh, event.sectorLow);
        out.text(' / ');
        out.decimal(payloadNumber(event.view, event.payload, event.end) % 2 ** 32);
        out.literal(bracket);
        out.text(event.name);
        break;
      case 80: // P
        out.byte(openBracket);
        out.text(event.name);
        break;
      default:
        // M, F, G and S
        this.#putExtent(event, out);
        out.text(event.name);
    }
    out.literal(lineEnd);
  }

  #printHead(event: CurrentEvent, letters: string, out: OutputBytes): void {
    // A remapped request is shown on the device that it goes to.
    const device = letters === 'A' ? remapAt(event.view, event.payload, event.end).deviceTo : event.device;
    out.literal(this.#deviceAndCpu(device, event.cpu));
    putSigned(event.sequence | 0, 8, out);
    out.byte(space);
    putSigned(event.seconds, 5, out);
    out.byte(dot);
    out.fixed(event.nanoseconds, 9);
    out.byte(space);
    out.decimalIn(event.pid >>> 0, 5);
    out.literal(this.#middle(event, letters));
  }

  #deviceAndCpu(device: number, cpu: number): Literal {
    if (device !== this.#lastDevice) {
      this.#lastDevice = device;
      this.#lastCpus = this.#devices.get(device) ?? [];
      this.#devices.set(device, this.#lastCpus);
    }
    const known = this.#lastCpus[cpu];
    if (known !== undefined) return known;
    const made = new Literal(`${deviceText(device)} ${String(cpu).padStart(2)} `);
    this.#lastCpus[cpu] = made;
    return made;
  }

  #middle({ event, category, bytes }: CurrentEvent, letters: string): Literal {
    const middles = this.#middles[event]!;
    const key = category * 2 + (bytes > 0 ? 1 : 0);
    const small = category >= 0 && category < smallCategories;
    const known = small ? middles[key] : undefined;
    if (known !== undefined) return known;
    const made = new Literal(` ${letters.padStart(2)} ${rwbsOf(category, bytes).padStart(3)} `);
    if (small) middles[key] = made;
    return made;
  }

  /** Sectors and who: `[` and the name follow. */
  #putExtent(event: CurrentEvent, out: OutputBytes): void {
    const { bytes, elapsed } = event;
    if (bytes >= 512) {
      out.decimal64(event.sectorHigh, event.sectorLow);
      out.literal(plus);
      out.decimal(bytes >>> 9);
      out.byte(space);
    }
    if (elapsed !== undefined) putElapsed(elapsed, out);
    out.byte(openBracket);
  }

  /** What was completed or requeued. */
  #putPlace(event: CurrentEvent, out: OutputBytes): void {
    out.decimal64(event.sectorHigh, event.sectorLow);
    if (event.bytes >= 512) {
      out.literal(plus);
      out.decimal(event.bytes >>> 9);
    }
    out.byte(space);
    if (event.elapsed !== undefined) putElapsed(event.elapsed, out);
  }

  #putRemap(event: CurrentEvent, out: OutputBytes): void {
    const from = remapAt(event.view, event.payload, event.end);
    out.decimal64(event.sectorHigh, event.sectorLow);
    out.literal(plus);
    out.decimal(event.bytes >>> 9);
    out.text(` <- (${majorOf(from.deviceFrom)},${minorOf(from.deviceFrom)}) `);
    out.decimal64(from.sectorHigh, from.sectorLow);
    out.byte(newline);
  }
}

/** `%3d,%-3d` of a device. */
export function deviceText(device: number): string {
  return `${String(majorOf(device)).padStart(3)},${String(minorOf(device)).padEnd(3)}`;
}

/** The letters that blkparse has for an event; undefined where it has no line. */
export function lettersOf(event: CurrentEvent): string | undefined {
  return isPassed(event) ? passedLetters[event.event] : requestLetters[event.event];
}

/** Whether the request is passed through to the device and none of a file system. */
export function isPassed(event: CurrentEvent): boolean {
  return (event.category & categories.passThrough) !== 0;
}

function putElapsed(nanoseconds: number, out: OutputBytes): void {
  out.byte(40);
  if (nanoseconds >= 0) out.decimalIn(nanoseconds, 8);
  else out.text(String(BigInt.asUintN(64, BigInt(nanoseconds))));
  out.byte(41);
  out.byte(space);
}

function putSigned(value: number, width: number, out: OutputBytes): void {
  if (value >= 0) out.decimalIn(value, width);
  else out.text(String(value).padStart(width));
}
