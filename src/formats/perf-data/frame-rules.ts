import { leb128At, type Place } from './dwarf-numbers.ts';

/** How a register of the caller is found again (DWARF 5, 6.4.1). */
export const rule = {
  same: 0,
  undefined: 1,
  /** In memory at the frame's address plus a number. */
  offset: 2,
  /** In another register. */
  register: 3,
  /** In memory where an expression says. */
  expression: 4,
  /** What an expression says. */
  value: 5,
} as const;

/** The rules that hold at one place of a function: for each register, and for the frame's address. */
export class FrameRules {
  readonly kind: Uint8Array;
  /** The number of the rule: an offset, a register, or where in the section the expression is. */
  readonly value: Float64Array;
  cfaIsExpression = false;
  cfaRegister = 0;
  cfaOffset = 0;

  constructor(registers: number) {
    this.kind = new Uint8Array(registers);
    this.value = new Float64Array(registers);
  }

  set(register: number, kind: number, value: number): void {
    this.kind[register] = kind;
    this.value[register] = value;
  }

  copy(): FrameRules {
    const copy = new FrameRules(this.kind.length);
    copy.takeFrom(this);
    return copy;
  }

  takeFrom(other: FrameRules): void {
    this.kind.set(other.kind);
    this.value.set(other.value);
    this.cfaIsExpression = other.cfaIsExpression;
    this.cfaRegister = other.cfaRegister;
    this.cfaOffset = other.cfaOffset;
  }
}

/** What a CIE says for the programs of its functions. */
export interface FrameProgram {
  readonly view: DataView;
  readonly littleEndian: boolean;
  readonly codeAlign: number;
  readonly dataAlign: number;
}

/** More remembered states than any compiler nests. */
const mostRemembered = 64;

/**
 * Runs the program `[from, to)` on the rules up to the address `until`, which counts from `start` as its addresses do.
 * False where it is broken.
 */
export function runFrameProgram(
  program: FrameProgram,
  from: number,
  to: number,
  start: number,
  until: number,
  rules: FrameRules,
  initial: FrameRules,
): boolean {
  const { view, littleEndian, codeAlign, dataAlign } = program;
  const place: Place = { at: from, end: Math.min(to, view.byteLength), ok: true };
  const registers = rules.kind.length;
  const remembered: FrameRules[] = [];
  let address = start;
  const number = (): number => leb128At(view, place, false);
  const signed = (): number => leb128At(view, place, true);
  const register = (): number => {
    const found = number();
    if (found >= registers) place.ok = false;
    return found;
  };
  const fixed = (bytes: 1 | 2 | 4): number => {
    const { at } = place;
    place.at += bytes;
    if (place.at > place.end) {
      place.ok = false;
      return 0;
    }
    if (bytes === 1) return view.getUint8(at);
    return bytes === 2 ? view.getUint16(at, littleEndian) : view.getUint32(at, littleEndian);
  };
  const block = (): number => {
    const { at } = place;
    const bytes = number();
    place.at += bytes;
    return at;
  };
  while (address <= until && place.at < place.end) {
    const byte = fixed(1);
    const low = byte & 0x3f;
    switch (byte >>> 6 === 0 ? low : byte & 0xc0) {
      case 0x40: // advance_loc
        address += low * codeAlign;
        break;
      case 0x80: // offset
        if (low >= registers) return false;
        rules.set(low, rule.offset, number() * dataAlign);
        break;
      case 0xc0: // restore
        if (low >= registers) return false;
        rules.set(low, initial.kind[low]!, initial.value[low]!);
        break;
      case 0x00: // nop
        break;
      case 0x02: // advance_loc1, 2, 4
        address += fixed(1) * codeAlign;
        break;
      case 0x03:
        address += fixed(2) * codeAlign;
        break;
      case 0x04:
        address += fixed(4) * codeAlign;
        break;
      case 0x05: // offset_extended
        rules.set(register(), rule.offset, number() * dataAlign);
        break;
      case 0x06: {
        // restore_extended
        const restored = register();
        if (place.ok) rules.set(restored, initial.kind[restored]!, initial.value[restored]!);
        break;
      }
      case 0x07: // undefined
        rules.set(register(), rule.undefined, 0);
        break;
      case 0x08: // same_value
        rules.set(register(), rule.same, 0);
        break;
      case 0x09: // register
        rules.set(register(), rule.register, number());
        break;
      case 0x0a: // remember_state
        if (remembered.length >= mostRemembered) return false;
        remembered.push(rules.copy());
        break;
      case 0x0b: {
        // restore_state
        const last = remembered.pop();
        if (last === undefined) return false;
        rules.takeFrom(last);
        break;
      }
      case 0x0c: // def_cfa
        rules.cfaIsExpression = false;
        rules.cfaRegister = register();
        rules.cfaOffset = number();
        break;
      case 0x0d: // def_cfa_register
        rules.cfaIsExpression = false;
        rules.cfaRegister = register();
        break;
      case 0x0e: // def_cfa_offset
        rules.cfaOffset = number();
        break;
      case 0x0f: // def_cfa_expression
        rules.cfaIsExpression = true;
        rules.cfaOffset = block();
        break;
      case 0x10: // expression
        rules.set(register(), rule.expression, block());
        break;
      case 0x11: // offset_extended_sf
        rules.set(register(), rule.offset, signed() * dataAlign);
        break;
      case 0x12: // def_cfa_sf
        rules.cfaIsExpression = false;
        rules.cfaRegister = register();
        rules.cfaOffset = signed() * dataAlign;
        break;
      case 0x13: // def_cfa_offset_sf
        rules.cfaOffset = signed() * dataAlign;
        break;
      case 0x16: // val_expression
        rules.set(register(), rule.value, block());
        break;
      case 0x2e: // GNU_args_size
        number();
        break;
      case 0x2f: // GNU_negative_offset_extended
        rules.set(register(), rule.offset, -number() * dataAlign);
        break;
      default:
        return false;
    }
    if (!place.ok) return false;
  }
  return true;
}
