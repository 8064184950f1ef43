import { Literal, type OutputBytes } from '../output-bytes.ts';
import { type DirectStep, stepKinds } from './print-steps.ts';
import type { Print } from './print-strings.ts';
import type { PrintContext, RecordState } from './record-state.ts';

/** A text, and what is printed behind it: where it stands if it is that simple, and in any case a closure for it. */
export interface ProgramStep {
  readonly before: string;
  readonly direct: DirectStep | undefined;
  readonly print: Print;
}

const hexPrefix = new Literal('0x');
const nil = new Literal('(nil)');

/**
 * Makes the closure that prints one step after the other. Simple ones are done in one loop over their places, because a
 * call of one of many closures takes longer than printing a number.
 */
export function compileProgram(steps: readonly ProgramStep[], behind: string, context: PrintContext): Print {
  const count = steps.length;
  const kinds = Uint8Array.from(steps, ({ direct }) => direct?.kind ?? stepKinds.call);
  const places = Int32Array.from(steps, ({ direct }) => direct?.at ?? 0);
  const ends = Int32Array.from(steps, ({ direct }) => (direct === undefined ? 0 : direct.at + direct.bytes));
  const shifts = Uint8Array.from(steps, ({ direct }) => direct?.shift ?? 0);
  const masks = Int32Array.from(steps, ({ direct }) => direct?.mask ?? 0);
  const texts = steps.map(({ before }) => new Literal(before));
  const prints = steps.map(({ print }) => print);
  const end = new Literal(behind);
  const little = context.littleEndian;
  const lowAt = little ? 0 : 4;
  const highAt = 4 - lowAt;
  const names = context.functionNames;
  return (state, out) => {
    const { view, offset, length } = state;
    for (let i = 0; i < count; i++) {
      out.literal(texts[i]!);
      const kind = kinds[i]!;
      // What reaches beyond the record is for the closures to say.
      if (kind === 0 || ends[i]! > length) {
        prints[i]!(state, out);
        continue;
      }
      const at = offset + places[i]!;
      // The numbers of `stepKinds`, written out: then this is one jump.
      switch (kind) {
        case 1: // unsigned8
          out.decimal(view.getUint8(at));
          break;
        case 2: // unsigned16
          out.decimal(view.getUint16(at, little));
          break;
        case 3: // unsigned32
          out.decimal(view.getUint32(at, little));
          break;
        case 4: // signed32
          out.int(view.getInt32(at, little));
          break;
        case 5: // unsigned64
          out.decimal64(view.getUint32(at + highAt, little), view.getUint32(at + lowAt, little));
          break;
        case 6: // signed64
          out.int64(view.getUint32(at + highAt, little), view.getUint32(at + lowAt, little));
          break;
        case 7: // hex8
          out.hex(view.getUint8(at));
          break;
        case 8: // hex16
          out.hex(view.getUint16(at, little));
          break;
        case 9: // hex32
          out.hex(view.getUint32(at, little));
          break;
        case 10: // hex64
          out.hex64(view.getUint32(at + highAt, little), view.getUint32(at + lowAt, little));
          break;
        case 15: // bits32
          out.decimal(((view.getInt32(at, little) >>> shifts[i]!) & masks[i]!) >>> 0);
          break;
        case 14: // text
          printText(state, view.getUint32(at, little), out);
          break;
        // pointer, symbol, symbolWithOffset
        default: {
          const low = view.getInt32(at + lowAt, little);
          const high = view.getInt32(at + highAt, little);
          const name =
            kind === 11 ? undefined : kind === 12 ? names.at(high, low) : names.withOffset(high, low);
          if (name !== undefined) out.literal(name);
          else if (kind === 11 && (high | low) === 0) out.literal(nil);
          else {
            out.literal(hexPrefix);
            out.hex64(high >>> 0, low >>> 0);
          }
        }
      }
    }
    out.literal(end);
  };
}

function printText({ bytes, offset, length }: RecordState, word: number, out: OutputBytes): void {
  const from = word & 0xffff;
  const size = word >>> 16;
  if (size === 0 || from + size > length) return;
  const start = offset + from;
  const last = offset + length;
  let to = start;
  while (to < last && bytes[to] !== 0) to++;
  out.copy(bytes, start, to);
}
