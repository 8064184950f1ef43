/** What an expression reads: registers by their DWARF numbers, and memory. Undefined where there is none. */
export interface ExpressionSources {
  register(number: number): bigint | undefined;
  /** Eight bytes at an address. */
  memory(address: bigint): bigint | undefined;
}

const deepest = 64;
/** An expression may jump backwards. */
const mostSteps = 1000;
const word = (value: bigint): bigint => BigInt.asUintN(64, value);
const signed = (value: bigint): bigint => BigInt.asIntN(64, value);

/**
 * Evaluates the expression (a length, then that many bytes) at `at`, with `first` on the stack, as far as call frames
 * use expressions (DWARF 5, 2.5). Undefined where it is broken or asks for what is not there.
 */
export function evaluate(
  view: DataView,
  at: number,
  first: bigint,
  littleEndian: boolean,
  sources: ExpressionSources,
): bigint | undefined {
  try {
    return new Evaluation(view, at, first, littleEndian, sources).run();
  } catch (error) {
    if (error instanceof RangeError || error instanceof BrokenExpression) return undefined;
    throw error;
  }
}

class BrokenExpression extends Error {}

/** Numbers out of the view are RangeErrors of its own; the stack's and the sources' lacks are thrown too. */
class Evaluation {
  readonly #view: DataView;
  readonly #littleEndian: boolean;
  readonly #sources: ExpressionSources;
  readonly #stack: bigint[];
  readonly #end: number;
  #at: number;

  constructor(view: DataView, at: number, first: bigint, littleEndian: boolean, sources: ExpressionSources) {
    this.#view = view;
    this.#littleEndian = littleEndian;
    this.#sources = sources;
    this.#stack = [first];
    this.#at = at;
    const bytes = Number(this.#leb128(false));
    this.#end = this.#at + bytes;
  }

  run(): bigint {
    for (let steps = 0; this.#at < this.#end; steps++) {
      if (steps > mostSteps) throw new BrokenExpression();
      const code = this.#view.getUint8(this.#at++);
      if (code >= 0x30 && code <= 0x4f) this.#push(BigInt(code - 0x30));
      else if (code >= 0x70 && code <= 0x8f) this.#push(this.#register(code - 0x70) + this.#leb128(true));
      else if (!this.#constant(code) && !this.#arrange(code)) this.#compute(code);
    }
    return this.#pop();
  }

  #constant(code: number): boolean {
    const view = this.#view;
    const little = this.#littleEndian;
    const at = this.#at;
    const take = (bytes: number, value: bigint | number): boolean => {
      this.#at += bytes;
      this.#push(BigInt(value));
      return true;
    };
    switch (code) {
      case 0x03: // addr
      case 0x0e: // const8u
        return take(8, view.getBigUint64(at, little));
      case 0x08:
        return take(1, view.getUint8(at));
      case 0x09:
        return take(1, view.getInt8(at));
      case 0x0a:
        return take(2, view.getUint16(at, little));
      case 0x0b:
        return take(2, view.getInt16(at, little));
      case 0x0c:
        return take(4, view.getUint32(at, little));
      case 0x0d:
        return take(4, view.getInt32(at, little));
      case 0x0f:
        return take(8, view.getBigInt64(at, little));
      case 0x10: // constu
        return take(0, this.#leb128(false));
      case 0x11: // consts
        return take(0, this.#leb128(true));
      case 0x92: {
        // bregx
        const register = Number(this.#leb128(false));
        return take(0, this.#register(register) + this.#leb128(true));
      }
      default:
        return false;
    }
  }

  /** Operations on the stack's order, and jumps. */
  #arrange(code: number): boolean {
    switch (code) {
      case 0x12: // dup
        this.#pick(0);
        return true;
      case 0x13: // drop
        this.#pop();
        return true;
      case 0x14: // over
        this.#pick(1);
        return true;
      case 0x15: // pick
        this.#pick(this.#view.getUint8(this.#at++));
        return true;
      case 0x16: {
        // swap
        const [top, second] = [this.#pop(), this.#pop()];
        this.#push(top);
        this.#push(second);
        return true;
      }
      case 0x17: {
        // rot
        const [top, second, third] = [this.#pop(), this.#pop(), this.#pop()];
        this.#push(top);
        this.#push(third);
        this.#push(second);
        return true;
      }
      case 0x28: // bra
      case 0x2f: {
        // skip
        const distance = this.#view.getInt16(this.#at, this.#littleEndian);
        const jumps = code === 0x2f || this.#pop() !== 0n;
        this.#at += 2 + (jumps ? distance : 0);
        return true;
      }
      case 0x96: // nop
        return true;
      default:
        return false;
    }
  }

  #compute(code: number): void {
    if (code === 0x06) {
      this.#push(this.#memory(this.#pop()));
      return;
    }
    if (code === 0x94) {
      // deref_size
      const bytes = this.#view.getUint8(this.#at++);
      if (bytes < 1 || bytes > 8) throw new BrokenExpression();
      this.#push(BigInt.asUintN(bytes * 8, this.#memory(this.#pop())));
      return;
    }
    const top = this.#pop();
    const one = this.#withOne(code, top);
    this.#push(one ?? this.#withTwo(code, this.#pop(), top));
  }

  #withOne(code: number, top: bigint): bigint | undefined {
    switch (code) {
      case 0x19: // abs
        return signed(top) < 0n ? -top : top;
      case 0x1f: // neg
        return -top;
      case 0x20: // not
        return ~top;
      case 0x23: // plus_uconst
        return top + this.#leb128(false);
      default:
        return undefined;
    }
  }

  #withTwo(code: number, a: bigint, b: bigint): bigint {
    const shift = b > 63n ? 64n : b;
    switch (code) {
      case 0x1a:
        return a & b;
      case 0x1b:
        return b === 0n ? 0n : signed(a) / signed(b);
      case 0x1c:
        return a - b;
      case 0x1d:
        return b === 0n ? 0n : a % b;
      case 0x1e:
        return a * b;
      case 0x21:
        return a | b;
      case 0x22:
        return a + b;
      case 0x24:
        return a << shift;
      case 0x25:
        return a >> shift;
      case 0x26:
        return signed(a) >> shift;
      case 0x27:
        return a ^ b;
      case 0x29:
        return a === b ? 1n : 0n;
      case 0x2a:
        return signed(a) >= signed(b) ? 1n : 0n;
      case 0x2b:
        return signed(a) > signed(b) ? 1n : 0n;
      case 0x2c:
        return signed(a) <= signed(b) ? 1n : 0n;
      case 0x2d:
        return signed(a) < signed(b) ? 1n : 0n;
      case 0x2e:
        return a === b ? 0n : 1n;
      default:
        throw new BrokenExpression();
    }
  }

  #push(value: bigint): void {
    if (this.#stack.length >= deepest) throw new BrokenExpression();
    this.#stack.push(word(value));
  }

  #pop(): bigint {
    const value = this.#stack.pop();
    if (value === undefined) throw new BrokenExpression();
    return value;
  }

  #pick(depth: number): void {
    const value = this.#stack.at(-1 - depth);
    if (value === undefined) throw new BrokenExpression();
    this.#push(value);
  }

  #register(number: number): bigint {
    const value = this.#sources.register(number);
    if (value === undefined) throw new BrokenExpression();
    return value;
  }

  #memory(address: bigint): bigint {
    const value = this.#sources.memory(address);
    if (value === undefined) throw new BrokenExpression();
    return value;
  }

  #leb128(isSigned: boolean): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#view.getUint8(this.#at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return isSigned && (byte & 0x40) !== 0 ? value - (1n << (shift + 7n)) : value;
    }
    throw new BrokenExpression();
  }
}
