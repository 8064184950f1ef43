import { MangledText } from './mangled-text.ts';

/**
 * The readable name of a mangled C++ one (Itanium ABI) or Rust one: scopes and names, without arguments and template
 * arguments, as uftrace shows them. A name that is not mangled, or in a way that is not understood, stays as it is.
 */
export function demangle(name: string): string {
  const prefix = name.startsWith('_GLOBAL__sub_I_') ? '_GLOBAL__sub_I_' : '';
  const mangled = name.slice(prefix.length);
  if (!mangled.startsWith('_Z')) return name;
  const parser = new Demangler(mangled.slice(2));
  const readable = parser.parse();
  return readable === undefined || readable === '' ? name : prefix + readable;
}

const operators: ReadonlyMap<string, string> = new Map(
  (
    'nw  new|na  new[]|dl  delete|da  delete[]|ps +|ng -|ad &|de *|co ~|pl +|mi -|ml *|dv /|rm %|an &|or ||eo ^|aS =|' +
    'pL +=|mI -=|mL *=|dV /=|rM %=|aN &=|oR |=|eO ^=|ls <<|rs >>|lS <<=|rS >>=|eq ==|ne !=|lt <|gt >|le <=|ge >=|' +
    'nt !|aa &&|oo |||pp ++|mm --|cm ,|pm ->*|pt ->|cl ()|ix []|qu ?|cv (cast)|li ""'
  )
    .split(/\|(?=[a-z][a-zA-Z] )/)
    .map(entry => [entry.slice(0, 2), entry.slice(3)] as const),
);

const specials: ReadonlyMap<string, string> = new Map([
  ['TV', '__vtable__'],
  ['TT', '__VTT__'],
  ['TI', '__typeinfo_name__'],
  ['TS', '__typeinfo__'],
  ['TF', '__typeinfo_fn__'],
  ['TJ', '__java_class__'],
]);

const abbreviations: ReadonlyMap<string, string> = new Map([
  ['t', 'std'],
  ['a', 'std::allocator'],
  ['b', 'std::basic_string'],
  ['s', 'std::basic_string<>'],
  ['i', 'std::basic_istream'],
  ['o', 'std::basic_ostream'],
  ['d', 'std::basic_iostream'],
]);

const rustPunctuation: ReadonlyMap<string, string> = new Map([
  ['SP', '@'],
  ['BP', '*'],
  ['RF', '&'],
  ['LT', '<'],
  ['GT', '>'],
  ['LP', '('],
  ['RP', ')'],
  ['C', ','],
  ['u7e', '~'],
  ['u20', ' '],
  ['u27', "'"],
  ['u5b', '['],
  ['u5d', ']'],
  ['u7b', '{'],
  ['u7d', '}'],
  ['u3b', ';'],
  ['u3d', '='],
  ['u2b', '+'],
  ['u22', '"'],
]);

/** Writes the names of an encoding; what has no place in the answer is skipped by `MangledText`. */
class Demangler extends MangledText {
  #out = '';
  #hasName = false;

  parse(): string | undefined {
    return this.#encoding(0) ? this.#out : undefined;
  }

  #encoding(depth: number): boolean {
    if (depth > 60) return false;
    const head = this.peek(2);
    if (head[0] === 'T' || head[0] === 'G') return this.#special(head, depth);
    return this.#name(depth);
  }

  #special(head: string, depth: number): boolean {
    this.skip(2);
    const prefix = specials.get(head);
    if (prefix !== undefined) {
      this.#out += prefix;
      return this.#name(depth + 1) || this.#out !== prefix;
    }
    switch (head) {
      case 'Th':
      case 'Tv':
        this.back(1);
        return this.callOffset() && this.#encoding(depth + 1);
      case 'Tc':
        return this.callOffset() && this.callOffset() && this.#encoding(depth + 1);
      case 'TC':
        this.#out += '__construction_vtable__';
        return this.#name(depth + 1);
      case 'TH':
      case 'TW':
        this.#add(head === 'TH' ? 'TLS_init' : 'TLS_wrap');
        return this.#name(depth + 1);
      case 'GV':
        this.#out += '__guard_variable__';
        return this.#name(depth + 1);
      case 'GR':
        this.#out += '__ref_temp__';
        return this.#name(depth + 1);
      case 'GA':
        return this.#encoding(depth + 1);
      case 'GT':
        return /[tn]/.test(this.take(1)) && this.#encoding(depth + 1);
      default:
        return false;
    }
  }

  #name(depth: number): boolean {
    if (depth > 60) return false;
    const next = this.peek(1);
    if (next === 'N') return this.#nested();
    if (next === 'Z') return this.#local(depth);
    if (next === 'S') {
      if (!this.#substitution()) return false;
      if (this.peek(1) === 'I') return this.templateArguments();
    }
    if (!this.#unqualified()) return false;
    return this.peek(1) !== 'I' || this.templateArguments();
  }

  #nested(): boolean {
    this.skip(1);
    while (!this.atEnd && this.peek(1) !== 'E') {
      const next = this.peek(1);
      const two = this.peek(2);
      let understood = true;
      if (two === 'DT' || two === 'Dt') understood = this.type();
      else if (next === 'I') understood = this.templateArguments();
      else if (next === 'S') understood = this.#substitution();
      else if (next === 'T') understood = this.templateParameter();
      else if (/[MLrVKRO]/.test(next) && !/^r[a-zA-Z]/.test(two)) this.skip(1);
      else understood = this.#unqualified();
      if (!understood) return false;
    }
    return this.take(1) === 'E';
  }

  // Z <function> E <name in it>: of the function's arguments nothing is shown, but its end must be found.
  #local(depth: number): boolean {
    this.skip(1);
    if (!this.#encoding(depth + 1)) return false;
    while (!this.atEnd && this.peek(1) !== 'E') if (!this.type()) return false;
    if (this.take(1) !== 'E') return false;
    if (this.peek(1) === 'd') {
      this.skip(1);
      this.number();
      if (this.take(1) !== '_') return false;
      return this.#name(depth + 1);
    }
    if (this.peek(1) === 's') this.skip(1);
    else this.#name(depth + 1);
    return true;
  }

  #unqualified(): boolean {
    const next = this.peek(1);
    let understood: boolean;
    if (/^[CD]I?\d/.test(this.peek(3))) understood = this.#constructorName();
    else if (next === 'U') understood = this.#unnamed();
    else if (/[a-z]/.test(next)) understood = this.#operator();
    else {
      if (next === 'L') this.skip(1);
      understood = this.#sourceName();
    }
    while (understood && this.peek(1) === 'B') {
      this.skip(1);
      understood = this.#sourceName();
    }
    return understood;
  }

  // The name of the class once more.
  #constructorName(): boolean {
    const kind = this.take(1);
    const inherited = this.peek(1) === 'I';
    this.skip(inherited ? 2 : 1);
    if (inherited && !this.type()) return false;
    const last = this.#out.slice(this.#out.lastIndexOf(':') + 1);
    this.#out += `::${kind === 'D' ? '~' : ''}${last}`;
    return true;
  }

  #unnamed(): boolean {
    const kind = this.take(2);
    if (kind === 'Ut') {
      this.number();
      return this.take(1) === '_';
    }
    if (kind !== 'Ul') return false;
    while (!this.atEnd && this.peek(1) !== 'E') if (!this.type()) return false;
    this.skip(1);
    const number = this.number();
    this.#add(`$_${number === undefined ? 0 : number + 1}`);
    return this.take(1) === '_';
  }

  #operator(): boolean {
    const code = this.take(2);
    const text = operators.get(code);
    if (text === undefined) return false;
    this.#add(`operator${text}`);
    if (code === 'cv') return this.type();
    return code !== 'li' || this.sourceName() !== undefined;
  }

  #sourceName(): boolean {
    const name = this.sourceName();
    if (name === undefined) return false;
    // The last part of a Rust name is a hash.
    if (!/^h[0-9a-fA-F]{16}$/.test(name)) this.#add(name.includes('$') ? rustText(name) : name);
    return true;
  }

  #substitution(): boolean {
    const text = abbreviations.get(this.peek(2)[1] ?? '');
    if (text === undefined) return this.substitution();
    this.skip(2);
    this.#add(text);
    return true;
  }

  #add(name: string): void {
    this.#out += this.#hasName ? `::${name}` : name;
    this.#hasName = true;
  }
}

function rustText(name: string): string {
  return name.replaceAll(/\$([A-Za-z0-9]+)\$/g, (whole, code: string) => rustPunctuation.get(code) ?? whole);
}
