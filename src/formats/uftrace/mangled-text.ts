const deepest = 200;

// How many operands follow an operator in an expression; the others have two.
const unary = new Set(['ps', 'ng', 'ad', 'de', 'co', 'nt', 'pp', 'mm', 'nx', 'sp', 'te', 'sz', 'tw']);
const ofTypes = new Set(['st', 'at', 'ti']);
const lists = new Set(['cl', 'cp', 'il', 'nw', 'na']);

/**
 * A mangled C++ name being read (https://itanium-cxx-abi.github.io/cxx-abi/abi.html#mangling), and what it takes to
 * skip over parts of it: types, template arguments, expressions. Each method answers whether it understood.
 */
export class MangledText {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  peek(length: number): string {
    return this.#text.slice(this.#at, this.#at + length);
  }

  take(length: number): string {
    const taken = this.peek(length);
    this.#at += length;
    return taken;
  }

  skip(length: number): void {
    this.#at += length;
  }

  back(length: number): void {
    this.#at -= length;
  }

  number(): number | undefined {
    const digits = /^n?\d{1,9}/.exec(this.peek(10))?.[0];
    if (digits === undefined) return undefined;
    this.#at += digits.length;
    return Number(digits.replace('n', '-'));
  }

  /** A length and as many characters. */
  sourceName(): string | undefined {
    const digits = /^\d{1,6}/.exec(this.peek(6))?.[0];
    if (digits === undefined) return undefined;
    const length = Number(digits);
    if (this.#at + digits.length + length > this.#text.length) return undefined;
    this.#at += digits.length;
    return this.take(length);
  }

  callOffset(): boolean {
    const kind = this.take(1);
    if (kind !== 'h' && kind !== 'v') return false;
    if (this.number() === undefined || this.take(1) !== '_') return false;
    return kind === 'h' || (this.number() !== undefined && this.take(1) === '_');
  }

  /** `S_`, `S0_` … and the abbreviations `St`, `Sa` …; what they stand for is not looked up. */
  substitution(): boolean {
    const match = /^S(?:[tabsiod]|[0-9A-Z]*_)/.exec(this.peek(12));
    this.#at += match?.[0].length ?? 0;
    return match !== null;
  }

  templateParameter(): boolean {
    const match = /^T(?:L\d+_)?\d*_/.exec(this.peek(16));
    this.#at += match?.[0].length ?? 0;
    return match !== null;
  }

  templateArguments(): boolean {
    this.skip(1);
    return this.#until('E', () => this.#templateArgument());
  }

  /** Skips one type. */
  type(): boolean {
    if (++this.#depth > deepest) return false;
    const understood = this.#type();
    this.#depth--;
    return understood;
  }

  #type(): boolean {
    const next = this.peek(1);
    if (/[PROCGrVK]/.test(next)) {
      this.skip(1);
      return this.type();
    }
    if (/\d/.test(next)) return this.#namedType();
    switch (next) {
      case 'N':
        return this.#nested() && this.#optionalArguments();
      case 'Z':
        return this.#local();
      case 'S':
        return this.#substituted();
      case 'T':
        if (/^T[sue]/.test(this.peek(2))) this.skip(2);
        else return this.templateParameter() && this.#optionalArguments();
        return this.type();
      case 'F':
        this.skip(this.peek(2) === 'FY' ? 2 : 1);
        return this.#until('E', () => this.#functionPart());
      case 'A':
        this.skip(1);
        if (this.number() === undefined && this.peek(1) !== '_' && !this.expression()) return false;
        return this.take(1) === '_' && this.type();
      case 'M':
        this.skip(1);
        return this.type() && this.type();
      case 'D':
        return this.#typeOfD();
      case 'U':
        if (/^U[tl]/.test(this.peek(2))) return this.#unqualified();
        this.skip(1);
        return this.sourceName() !== undefined && this.#optionalArguments() && this.type();
      case 'u':
        this.skip(1);
        return this.sourceName() !== undefined && this.#optionalArguments();
      default:
        this.skip(1);
        return /[a-z]/.test(next);
    }
  }

  #functionPart(): boolean {
    if (/[RO]E/.test(this.peek(2))) {
      this.skip(1);
      return true;
    }
    return this.type();
  }

  #typeOfD(): boolean {
    const code = this.take(2);
    switch (code) {
      case 'Dp':
        return this.type();
      case 'Dt':
      case 'DT':
        return this.expression() && this.take(1) === 'E';
      case 'Dv':
        if (this.number() === undefined && !this.expression()) return false;
        return this.take(1) === '_' && this.type();
      case 'Do':
      case 'Dx':
        return this.type();
      case 'DO':
        return this.expression() && this.take(1) === 'E' && this.type();
      case 'DF':
        this.number();
        return /[_bx]/.test(this.take(1));
      default:
        return /^D[defhisuacnN]$/.test(code);
    }
  }

  #namedType(): boolean {
    return this.#unqualified() && this.#optionalArguments();
  }

  #substituted(): boolean {
    const isStd = this.peek(2) === 'St';
    if (!this.substitution()) return false;
    if (isStd && !this.#unqualified()) return false;
    return this.#optionalArguments();
  }

  #optionalArguments(): boolean {
    while (this.peek(1) === 'B') {
      this.skip(1);
      if (this.sourceName() === undefined) return false;
    }
    return this.peek(1) !== 'I' || this.templateArguments();
  }

  #nested(): boolean {
    this.skip(1);
    return this.#until('E', () => {
      const next = this.peek(1);
      if (/^D[tT]/.test(this.peek(2))) return this.type();
      if (next === 'I') return this.templateArguments();
      if (next === 'S') return this.substitution();
      if (next === 'T') return this.templateParameter();
      if (/[MLrVKRO]/.test(next)) {
        this.skip(1);
        return true;
      }
      return this.#unqualified();
    });
  }

  #local(): boolean {
    this.skip(1);
    if (!this.#encoding() || this.take(1) !== 'E') return false;
    if (this.peek(1) === 's') {
      this.skip(1);
      return this.#discriminator();
    }
    if (this.peek(1) === 'd') {
      this.skip(1);
      this.number();
      if (this.take(1) !== '_') return false;
    }
    return this.type() && this.#discriminator();
  }

  #encoding(): boolean {
    if (!this.type()) return false;
    while (!this.atEnd && this.peek(1) !== 'E') if (!this.type()) return false;
    return true;
  }

  #discriminator(): boolean {
    const match = /^_(?:\d|_\d+_)/.exec(this.peek(12));
    this.#at += match?.[0].length ?? 0;
    return true;
  }

  #unqualified(): boolean {
    const next = this.peek(1);
    let understood = true;
    if (/^[CD]\d/.test(this.peek(2))) this.skip(2);
    else if (/^U[tl]/.test(this.peek(2))) {
      const isLambda = this.take(2) === 'Ul';
      understood = !isLambda || this.#until('E', () => this.type());
      this.number();
      understood &&= this.take(1) === '_';
    } else if (/[a-z]/.test(next)) {
      const code = this.take(2);
      if (code === 'cv') understood = this.type();
      else if (code === 'li') understood = this.sourceName() !== undefined;
    } else {
      if (next === 'L') this.skip(1);
      understood = this.sourceName() !== undefined;
    }
    while (understood && this.peek(1) === 'B') {
      this.skip(1);
      understood = this.sourceName() !== undefined;
    }
    return understood;
  }

  #templateArgument(): boolean {
    const next = this.peek(1);
    if (next === 'X') {
      this.skip(1);
      return this.expression() && this.take(1) === 'E';
    }
    if (next === 'L') return this.#literal();
    if (next === 'J') {
      this.skip(1);
      return this.#until('E', () => this.#templateArgument());
    }
    return this.type();
  }

  #literal(): boolean {
    this.skip(1);
    if (this.peek(2) === '_Z') {
      this.skip(2);
      return this.#encoding() && this.take(1) === 'E';
    }
    if (!this.type()) return false;
    const value = /^[^E]*E/.exec(this.peek(200))?.[0];
    this.#at += value?.length ?? 0;
    return value !== undefined;
  }

  /** Skips one expression. */
  expression(): boolean {
    if (++this.#depth > deepest) return false;
    const understood = this.#expression();
    this.#depth--;
    return understood;
  }

  #expression(): boolean {
    const next = this.peek(1);
    if (next === 'L') return this.#literal();
    if (next === 'T') return this.templateParameter() && this.#optionalArguments();
    if (/\d/.test(next)) return this.#unqualified() && this.#optionalArguments();
    const code = this.take(2);
    if (code === 'fp' || code === 'fL') {
      const match = /^(?:\d+p)?[rVK]*\d*_/.exec(this.peek(12));
      this.#at += match?.[0].length ?? 0;
      return match !== null;
    }
    if (code === 'sr') return this.type() && this.#unqualified() && this.#optionalArguments();
    if (code === 'gs') return this.expression();
    if (code === 'on') return this.#unqualified() && this.#optionalArguments();
    if (code === 'sZ' || code === 'sP')
      return this.peek(1) === 'T' ? this.templateParameter() : this.expression();
    if (ofTypes.has(code)) return this.type();
    if (code === 'cv') return this.type() && this.#operands();
    if (code === 'tl') return this.type() && this.#until('E', () => this.expression());
    if (/^[sdcr]c$/.test(code)) return this.type() && this.expression();
    if (code === 'dt' || code === 'pt') return this.expression() && this.expression();
    if (code === 'tr') return true;
    if (code === 'qu') return this.expression() && this.expression() && this.expression();
    if (lists.has(code)) return this.#until('E', () => this.expression());
    if (!/^[a-z][a-zA-Z]$/.test(code)) return false;
    if (this.peek(1) === '_') this.skip(1);
    return this.expression() && (unary.has(code) || this.expression());
  }

  #operands(): boolean {
    if (this.peek(1) !== '_') return this.expression();
    this.skip(1);
    return this.#until('E', () => this.expression());
  }

  #until(end: string, part: () => boolean): boolean {
    while (!this.atEnd && this.peek(1) !== end) if (!part()) return false;
    return this.take(1) === end;
  }
}
