import type { EventFormat, Trace } from '../../store/index.ts';

interface Flag {
  readonly bits: number;
  readonly name: string;
}

/** Reads an event's GFP flags as names, by the pairs of its own print format; what is left over stays a number. */
export function gfpReader(trace: Trace, event: number): (row: number) => string {
  const value = trace.fields.value(event, 'gfp_flags');
  const flags = flagsOf(trace.formats[event]!);
  const names = new Map<number, string>();
  return row => {
    const read = value?.(row);
    if (typeof read === 'string' && !/^0x[\da-f]+$/.test(read)) return read;
    const bits = Number(read ?? 0);
    const known = names.get(bits) ?? namesOf(bits, flags);
    if (names.size < mostNames) names.set(bits, known);
    return known;
  };
}

const mostNames = 65_536;

/** As the kernel prints flags: the first that are wholly in the value, one after the other. */
function namesOf(value: number, flags: readonly Flag[]): string {
  const found: string[] = [];
  let left = value >>> 0;
  for (const { bits, name } of flags) {
    if (bits === 0 || (left & bits) >>> 0 !== bits) continue;
    found.push(name);
    left = (left & ~bits) >>> 0;
  }
  if (left !== 0) found.push(`0x${left.toString(16)}`);
  return found.join('|') || 'none';
}

function flagsOf({ printFormat }: EventFormat): readonly Flag[] {
  const start = printFormat.indexOf('gfp_flags', printFormat.indexOf('__print_flags('));
  if (start < 0) return [];
  // {( unsigned long)((( gfp_t)0x400u)), "GFP_X"}
  const pairs = printFormat.slice(start).matchAll(/\{([^{}"]{1,4000}), *"([\w|]{1,64})"\}/g);
  return [...pairs].flatMap(([, expression, name]) => {
    const bits = constantOf(expression!);
    return bits === undefined ? [] : [{ bits, name: name! }];
  });
}

/** The value of a constant expression of casts, numbers, `|`, `&`, `~`, `+`, `-` and `<<`; undefined where it is none. */
function constantOf(expression: string): number | undefined {
  const bare = expression.replace(/\( *(?:unsigned|long|int|gfp_t)(?: +(?:unsigned|long|int))* *\)/g, '');
  const tokens =
    bare.match(/0x[\da-fA-F]+|\d+|<<|[|&~()+-]|\S/g)?.filter(token => !/^[uUlL]$/.test(token)) ?? [];
  const reader = new ConstantReader(tokens);
  const value = reader.or(0);
  return reader.isDone ? value : undefined;
}

const deepest = 100;

class ConstantReader {
  readonly #tokens: readonly string[];
  #at = 0;
  #broken = false;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  get isDone(): boolean {
    return !this.#broken && this.#at === this.#tokens.length;
  }

  or(depth: number): number {
    let value = this.#and(depth);
    while (this.#take('|')) value |= this.#and(depth);
    return value >>> 0;
  }

  #and(depth: number): number {
    let value = this.#shift(depth);
    while (this.#take('&')) value &= this.#shift(depth);
    return value;
  }

  #shift(depth: number): number {
    let value = this.#sum(depth);
    while (this.#take('<<')) value <<= this.#sum(depth);
    return value;
  }

  #sum(depth: number): number {
    let value = this.#unary(depth);
    while (true) {
      if (this.#take('+')) value += this.#unary(depth);
      else if (this.#take('-')) value -= this.#unary(depth);
      else return value;
    }
  }

  #unary(depth: number): number {
    if (depth > deepest) this.#broken = true;
    if (this.#broken) return 0;
    if (this.#take('~')) return ~this.#unary(depth + 1);
    if (this.#take('(')) {
      const value = this.or(depth + 1);
      if (!this.#take(')')) this.#broken = true;
      return value;
    }
    const token = this.#tokens[this.#at++];
    if (token === undefined || !/^\d/.test(token)) this.#broken = true;
    return Number(token ?? 0);
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }
}
