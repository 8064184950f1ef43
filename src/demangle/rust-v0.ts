import { fail, NotMangled } from './not-mangled.ts';
import { decodePunycode } from './punycode.ts';

const basicTypes: ReadonlyMap<string, string> = new Map(
  (
    'b bool|c char|e str|u ()|a i8|s i16|l i32|x i64|n i128|i isize|h u8|t u16|m u32|y u64|o u128|j usize|f f32|' +
    'd f64|z !|p _|v ...'
  )
    .split('|')
    .map(entry => [entry[0]!, entry.slice(2)] as const),
);

const deepest = 500;
const longest = 1 << 16;
const mostSteps = 1 << 16;

/** The readable name of a Rust one in today's way of mangling (`_R…`, RFC 2603); undefined where it is none. */
export function demangleRust(name: string, verbose: boolean): string | undefined {
  const dot = name.indexOf('.');
  const text = dot < 0 ? name : name.slice(0, dot);
  if (!/^_R[A-Z]\w*$/.test(text)) return undefined;
  try {
    return new RustDemangler(text.slice(2), verbose).demangle();
  } catch (error) {
    if (error instanceof NotMangled) return undefined;
    throw error;
  }
}

class RustDemangler {
  readonly #text: string;
  readonly #verbose: boolean;
  #at = 0;
  #out = '';
  #isSilent = false;
  #boundLifetimes = 0;
  #depth = 0;
  #steps = 0;

  constructor(text: string, verbose: boolean) {
    this.#text = text;
    this.#verbose = verbose;
  }

  demangle(): string {
    this.#path(true);
    if (this.#at < this.#text.length) this.#silently(() => this.#path(false)); // The crate that made it.
    if (this.#at !== this.#text.length) fail();
    return this.#out;
  }

  #path(isValue: boolean): void {
    this.#deeper(() => this.#readPath(isValue));
  }

  #readPath(isValue: boolean): void {
    const tag = this.#next();
    switch (tag) {
      case 'C': {
        const hash = this.#disambiguator();
        this.#write(this.#identifier());
        if (this.#verbose) this.#write(`[${hash.toString(16)}]`);
        return;
      }
      case 'N':
        this.#nested(isValue);
        return;
      case 'M':
      case 'X':
      case 'Y':
        if (tag !== 'Y') {
          this.#disambiguator();
          this.#silently(() => this.#path(isValue));
        }
        this.#write('<');
        this.#type();
        if (tag !== 'M') {
          this.#write(' as ');
          this.#path(false);
        }
        this.#write('>');
        return;
      case 'I':
        this.#path(isValue);
        this.#write(isValue ? '::<' : '<');
        this.#list(() => this.#genericArgument());
        this.#write('>');
        return;
      case 'B':
        this.#backReference(() => this.#path(isValue));
        return;
      default:
        fail();
        return;
    }
  }

  #nested(isValue: boolean): void {
    const space = this.#next();
    if (!/^[a-zA-Z]$/.test(space)) fail();
    this.#path(isValue);
    const number = this.#disambiguator();
    const name = this.#identifier();
    if (/[a-z]/.test(space)) {
      if (name !== '') this.#write(`::${name}`);
      return;
    }
    const kind = space === 'C' ? 'closure' : space === 'S' ? 'shim' : space;
    this.#write(`::{${kind}${name === '' ? '' : `:${name}`}#${number}}`);
  }

  #genericArgument(): void {
    if (this.#take('L')) this.#lifetime(this.#integer62());
    else if (this.#take('K')) this.#constant();
    else this.#type();
  }

  #type(): void {
    this.#deeper(() => this.#readType());
  }

  #readType(): void {
    const tag = this.#next();
    const basic = basicTypes.get(tag);
    if (basic !== undefined) {
      this.#write(basic);
      return;
    }
    switch (tag) {
      case 'R':
      case 'Q': {
        this.#write('&');
        const lifetime = this.#take('L') ? this.#integer62() : 0n;
        if (lifetime !== 0n) {
          this.#lifetime(lifetime);
          this.#write(' ');
        }
        if (tag === 'Q') this.#write('mut ');
        this.#type();
        return;
      }
      case 'P':
      case 'O':
        this.#write(tag === 'P' ? '*const ' : '*mut ');
        this.#type();
        return;
      case 'A':
      case 'S':
        this.#write('[');
        this.#type();
        if (tag === 'A') {
          this.#write('; ');
          this.#constant();
        }
        this.#write(']');
        return;
      case 'T': {
        this.#write('(');
        const count = this.#list(() => this.#type());
        this.#write(count === 1 ? ',)' : ')');
        return;
      }
      case 'F':
        this.#withBinder(() => this.#function());
        return;
      case 'D':
        this.#write('dyn ');
        this.#withBinder(() => this.#list(() => this.#trait(), ' + '));
        if (!this.#take('L')) fail();
        this.#traitLifetime(this.#integer62());
        return;
      case 'B':
        this.#backReference(() => this.#type());
        return;
      default:
        this.#at--;
        this.#path(false);
        return;
    }
  }

  #traitLifetime(lifetime: bigint): void {
    if (lifetime === 0n) return;
    this.#write(' + ');
    this.#lifetime(lifetime);
  }

  #function(): void {
    if (this.#take('U')) this.#write('unsafe ');
    if (this.#take('K')) {
      const abi = this.#take('C') ? 'C' : this.#identifier();
      if (abi === '') fail();
      this.#write(`extern "${abi.replaceAll('_', '-')}" `);
    }
    this.#write('fn(');
    this.#list(() => this.#type());
    this.#write(')');
    if (this.#take('u')) return;
    this.#write(' -> ');
    this.#type();
  }

  #trait(): void {
    let isOpen = this.#pathLeftOpen();
    while (this.#take('p')) {
      this.#write(isOpen ? ', ' : '<');
      isOpen = true;
      this.#write(`${this.#identifier()} = `);
      this.#type();
    }
    if (isOpen) this.#write('>');
  }

  /** A path whose `<` is still open, so that associated types can be added; true where it has one. */
  #pathLeftOpen(): boolean {
    if (this.#take('B')) {
      let isOpen = false;
      this.#backReference(() => {
        isOpen = this.#pathLeftOpen();
      });
      return isOpen;
    }
    if (!this.#take('I')) {
      this.#path(false);
      return false;
    }
    this.#path(false);
    this.#write('<');
    this.#list(() => this.#genericArgument());
    return true;
  }

  #constant(): void {
    this.#deeper(() => this.#readConstant());
  }

  #readConstant(): void {
    if (this.#take('B')) {
      this.#backReference(() => this.#constant());
      return;
    }
    const tag = this.#next();
    if (tag === 'p') {
      this.#write('_');
      return;
    }
    if (/^[asxnil]$/.test(tag)) this.#write(this.#take('n') ? '-' : '');
    if (/^[asxnilhtmyoj]$/.test(tag)) {
      const digits = this.#hex();
      this.#write(digits.length > 16 ? `0x${digits}` : BigInt(`0x0${digits}`).toString());
    } else if (tag === 'b') this.#write(this.#boolean());
    else if (tag === 'c') this.#write(characterText(this.#hex()));
    else fail();
    if (this.#verbose) this.#write(`: ${basicTypes.get(tag)}`);
  }

  #boolean(): string {
    const digits = this.#hex();
    if (digits !== '0' && digits !== '1') fail();
    return digits === '1' ? 'true' : 'false';
  }

  #hex(): string {
    const match = /^(?:0|[1-9a-f][0-9a-f]*)_/.exec(this.#text.slice(this.#at, this.#at + 64)) ?? fail();
    this.#at += match[0].length;
    return match[0].slice(0, -1);
  }

  #withBinder(read: () => void): void {
    const outer = this.#boundLifetimes;
    if (this.#take('G')) {
      const count = this.#integer62() + 1n;
      if (count > 1000n) fail();
      this.#write('for<');
      for (let index = 0; index < Number(count); index++) {
        if (index > 0) this.#write(', ');
        this.#boundLifetimes++;
        this.#lifetime(1n);
      }
      this.#write('> ');
    }
    read();
    this.#boundLifetimes = outer;
  }

  /** A lifetime by how many binders lie between it and its own. */
  #lifetime(index: bigint): void {
    if (index === 0n) {
      this.#write("'_");
      return;
    }
    if (index > BigInt(this.#boundLifetimes)) fail();
    const depth = this.#boundLifetimes - Number(index);
    this.#write(depth < 26 ? `'${String.fromCharCode(97 + depth)}` : `'_${depth}`);
  }

  #identifier(): string {
    const isPunycode = this.#take('u');
    const digits = /^(?:0|[1-9]\d{0,5})/.exec(this.#text.slice(this.#at, this.#at + 6))?.[0] ?? fail();
    this.#at += digits.length;
    this.#take('_');
    const start = this.#at;
    this.#at += Number(digits);
    if (this.#at > this.#text.length) fail();
    const text = this.#text.slice(start, this.#at);
    return isPunycode ? decodePunycode(text) : text;
  }

  #disambiguator(): bigint {
    return this.#take('s') ? this.#integer62() + 1n : 0n;
  }

  #integer62(): bigint {
    if (this.#take('_')) return 0n;
    let value = 0n;
    while (!this.#take('_')) {
      const digit = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(this.#next());
      if (digit < 0) fail();
      value = value * 62n + BigInt(digit);
      if (value >= 1n << 64n) fail();
    }
    return value + 1n;
  }

  #backReference(read: () => void): void {
    const start = this.#at - 1;
    const to = this.#integer62();
    if (to >= BigInt(start)) fail();
    if (this.#isSilent) return;
    const after = this.#at;
    this.#at = Number(to);
    this.#deeper(read);
    this.#at = after;
  }

  #list(read: () => void, separator = ', '): number {
    let count = 0;
    for (; !this.#take('E'); count++) {
      if (count > 0) this.#write(separator);
      read();
    }
    return count;
  }

  #silently(read: () => void): void {
    const was = this.#isSilent;
    this.#isSilent = true;
    read();
    this.#isSilent = was;
  }

  #deeper(read: () => void): void {
    if (++this.#depth > deepest || ++this.#steps > mostSteps) fail();
    read();
    this.#depth--;
  }

  #write(text: string): void {
    if (this.#isSilent) return;
    this.#out += text;
    if (this.#out.length > longest) fail();
  }

  #next(): string {
    if (this.#at >= this.#text.length) fail();
    return this.#text[this.#at++]!;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }
}

function characterText(digits: string): string {
  const code = digits.length > 6 ? fail() : Number.parseInt(digits, 16);
  const character = code < 0x80 ? String.fromCharCode(code) : '';
  const known = new Map([
    ['\t', '\\t'],
    ['\r', '\\r'],
    ['\n', '\\n'],
  ]).get(character);
  if (known !== undefined) return `'${known}'`;
  return code > 0x20 && code < 0x7e ? `'${character}'` : `'\\u{${code.toString(16)}}'`;
}
