import { fail } from '../not-mangled.ts';
import { isDigit, isLower, isUpper } from './cursor.ts';
import { type LambdaTemplateParameter, type Node, nameNode, sequence } from './nodes.ts';
import { TypeParser } from './type-parser.ts';

/** What `S` and a letter stand for: as it is said, in full before a constructor, and the constructor's name. */
const abbreviations: ReadonlyMap<string, readonly [said: string, full: string, own: string]> = new Map([
  ['a', ['std::allocator', 'std::allocator', 'allocator']],
  ['b', ['std::basic_string', 'std::basic_string', 'basic_string']],
  [
    's',
    ['std::string', 'std::basic_string<char, std::char_traits<char>, std::allocator<char> >', 'basic_string'],
  ],
  ['i', ['std::istream', 'std::basic_istream<char, std::char_traits<char> >', 'basic_istream']],
  ['o', ['std::ostream', 'std::basic_ostream<char, std::char_traits<char> >', 'basic_ostream']],
  ['d', ['std::iostream', 'std::basic_iostream<char, std::char_traits<char> >', 'basic_iostream']],
]);

/** Special names of a type. */
const ofTypes: ReadonlyMap<string, string> = new Map([
  ['TV', 'vtable for '],
  ['TT', 'VTT for '],
  ['TI', 'typeinfo for '],
  ['TS', 'typeinfo name for '],
  ['TF', 'typeinfo fn for '],
  ['TJ', 'java Class for '],
]);

/** Special names of an object. */
const ofNames: ReadonlyMap<string, string> = new Map([
  ['TH', 'TLS init function for '],
  ['TW', 'TLS wrapper function for '],
  ['GV', 'guard variable for '],
]);

interface NameWishes {
  readonly parameters?: boolean;
  readonly verbose?: boolean;
}

/** Reads the names of functions, objects and types. */
export class NameParser extends TypeParser {
  readonly #withParameters: boolean;
  readonly #verbose: boolean;

  constructor(text: string, at: number, oldUnresolved: boolean, wishes: NameWishes) {
    super(text, at, oldUnresolved);
    this.#withParameters = wishes.parameters === true;
    this.#verbose = wishes.verbose === true;
  }

  override encoding(isTop: boolean): Node {
    const outer = this.scope;
    this.scope = { arguments: undefined };
    const read = this.#encoding(isTop);
    this.scope = outer;
    return read;
  }

  #encoding(isTop: boolean): Node {
    const next = this.peek();
    if (next === 'G' || next === 'T') return this.#specialName();
    const name = this.name(false);
    const own = ownName(name);
    if (own.kind === 'template') this.scope.arguments = own.arguments.items;
    if (isTop && !this.#withParameters) return withoutThis(name);
    if (this.peek() === '' || this.peek() === 'E') return name;
    const type = this.bareFunctionType(hasResult(name));
    // The result of a function in another one would look like that of the outer one.
    const isInner = !isTop && name.kind === 'local';
    return { kind: 'typed', name, type: isInner ? { ...type, returns: undefined } : type };
  }

  protected override name(canRefer: boolean): Node {
    const next = this.peek();
    if (next === 'N' || next === 'Z' || next === 'U') {
      let read: Node;
      if (next === 'N') read = this.#nestedName();
      else read = next === 'Z' ? this.#localName() : this.unqualifiedName(undefined);
      return canRefer ? this.remember(read) : read;
    }
    let read: Node;
    let isKnown = false;
    if (this.take('St')) read = this.unqualifiedName(nameNode('std'));
    else if (next === 'S') {
      read = this.#substitution(false);
      isKnown = true;
    } else read = this.unqualifiedName(undefined);
    if (this.take('I')) {
      if (!isKnown) this.remember(read);
      read = { kind: 'template', name: read, arguments: this.templateArguments() };
      isKnown = false;
    }
    return canRefer && !isKnown ? this.remember(read) : read;
  }

  #nestedName(): Node {
    this.require('N');
    const qualifiers = this.qualifiers();
    const reference = this.referenceQualifier();
    if (reference !== undefined) qualifiers.unshift(reference);
    const of = this.prefix(true) ?? fail();
    this.require('E');
    return qualifiers.length === 0 ? of : { kind: 'this', qualifiers, of };
  }

  protected override prefix(canRefer: boolean): Node | undefined {
    let read: Node | undefined;
    for (;;) {
      const next = this.peek();
      const isFirst = read === undefined;
      if (this.take('M')) continue;
      if (next === 'S') {
        if (!isFirst) fail();
        read = this.#substitution(true);
        continue;
      }
      if (next === 'D' && /^[Tt]$/.test(this.peek(1))) {
        if (!isFirst) fail();
        read = this.type();
      } else if (next === 'T') {
        if (!isFirst) fail();
        read = this.templateParameter();
      } else if (next === 'I') {
        if (read === undefined) fail();
        this.at++;
        read = { kind: 'template', name: read, arguments: this.templateArguments() };
      } else read = this.unqualifiedName(read);
      if (this.peek() === 'E') return read;
      if (canRefer) this.remember(read);
    }
  }

  protected override unqualifiedName(scope: Node | undefined): Node {
    const isFriend = this.take('F');
    let read = this.#tagged(this.#plainName());
    if (isFriend) read = sequence(read, '[friend]');
    return scope === undefined ? read : { kind: 'qualified', scope, name: read };
  }

  #plainName(): Node {
    const next = this.peek();
    if (isDigit(next)) return this.sourceName();
    if (isLower(next)) return this.#operator();
    if (this.take('DC')) return this.#structuredBinding();
    if (next === 'C' || next === 'D') return this.#constructorName();
    if (this.take('L')) {
      const read = this.sourceName();
      this.#discriminator();
      return read;
    }
    if (this.take('Ul')) return this.#lambda();
    if (this.take('Ut')) return this.remember({ kind: 'unnamed', number: this.compactNumber() + 1 });
    return fail();
  }

  #operator(): Node {
    const was = this.inExpression;
    // `on cv`: a conversion named in an expression is none of it.
    if (this.take('on')) this.inExpression = false;
    const read = this.operatorName();
    this.inExpression = was;
    if (read.kind !== 'operator' || read.code !== 'li') return read;
    return sequence('operator"" ', this.sourceName());
  }

  #structuredBinding(): Node {
    const parts: (string | Node)[] = ['[', this.sourceName()];
    while (!this.take('E')) parts.push(', ', this.sourceName());
    return sequence(...parts, ']');
  }

  #constructorName(): Node {
    const isConstructor = this.next() === 'C';
    const isInherited = isConstructor && this.take('I');
    if (!(isConstructor ? /^[1-5]$/ : /^[01245]$/).test(this.next())) fail();
    if (isInherited) this.type();
    const name = this.lastName ?? fail();
    return { kind: isConstructor ? 'constructor' : 'destructor', name };
  }

  #lambda(): Node {
    const head = this.#templateHead();
    const parameters = this.parameters();
    this.require('E');
    return { kind: 'lambda', head, parameters, number: this.compactNumber() + 1 };
  }

  #templateHead(): readonly LambdaTemplateParameter[] {
    const read: LambdaTemplateParameter[] = [];
    while (this.peek() === 'T' && /^[yntp]$/.test(this.peek(1))) read.push(this.#headParameter());
    return read;
  }

  #headParameter(): LambdaTemplateParameter {
    this.require('T');
    switch (this.next()) {
      case 'y':
        return { shown: nameNode('typename'), name: '$T' };
      case 'n':
        return { shown: this.type(), name: '$N' };
      case 'p': {
        const of = this.#headParameter();
        return { shown: sequence(of.shown, '...'), name: of.name };
      }
      case 't': {
        const inner = this.#templateHead();
        this.require('E');
        const parts = inner.flatMap(({ shown }, index) => (index === 0 ? [shown] : [', ', shown]));
        return { shown: sequence('template<', ...parts, '> class'), name: '$TT' };
      }
      default:
        return fail();
    }
  }

  #localName(): Node {
    this.require('Z');
    const function_ = this.encoding(false);
    this.require('E');
    // The result of the function would look like that of what is in it.
    const within = function_.kind === 'typed' ? withoutResult(function_) : function_;
    if (this.take('s')) {
      this.#discriminator();
      return { kind: 'local', within, prefix: '', name: nameNode('string literal') };
    }
    const prefix = this.take('d') ? `{default arg#${this.compactNumber() + 1}}::` : '';
    const name = this.name(false);
    if (name.kind !== 'lambda' && name.kind !== 'unnamed') this.#discriminator();
    return { kind: 'local', within, prefix, name };
  }

  /** `_5` or `__12_`: which of the names alike in one function. */
  #discriminator(): void {
    if (!this.take('_')) return;
    const isLong = this.take('_');
    const number = this.number();
    if (number < 0) fail();
    if (isLong && number >= 10) this.require('_');
  }

  #substitution(isPrefix: boolean): Node {
    this.require('S');
    const next = this.next();
    if (next === '_') return this.remembered(0);
    if (isDigit(next) || isUpper(next)) {
      const end = this.text.indexOf('_', this.at);
      const digits = next + this.characters(end - this.at);
      if (end < 0 || !/^[0-9A-Z]{1,8}$/.test(digits)) fail();
      this.at++;
      return this.remembered(Number.parseInt(digits, 36) + 1);
    }
    if (next === 't') return nameNode('std');
    const [said, full, own] = abbreviations.get(next) ?? fail();
    this.lastName = nameNode(own);
    const inFull = this.#verbose || (isPrefix && /^[CD]$/.test(this.peek()));
    const read = sequence(inFull ? full : said);
    return this.peek() === 'B' ? this.remember(this.#tagged(read)) : read;
  }

  #tagged(name: Node): Node {
    const { lastName } = this;
    let read = name;
    while (this.take('B')) read = sequence(read, '[abi:', this.sourceName(), ']');
    this.lastName = lastName;
    return read;
  }

  #specialName(): Node {
    const code = this.characters(2);
    const ofType = ofTypes.get(code);
    if (ofType !== undefined) return sequence(ofType, this.type());
    const ofName = ofNames.get(code);
    if (ofName !== undefined) return sequence(ofName, this.name(false));
    switch (code) {
      case 'Th':
      case 'Tv':
        this.at--;
        this.#callOffset();
        return sequence(code === 'Th' ? 'non-virtual thunk to ' : 'virtual thunk to ', this.encoding(false));
      case 'Tc':
        this.#callOffset();
        this.#callOffset();
        return sequence('covariant return thunk to ', this.encoding(false));
      case 'TC': {
        const derived = this.type();
        if (this.number() < 0) fail();
        this.require('_');
        return sequence('construction vtable for ', this.type(), '-in-', derived);
      }
      case 'TA':
        return sequence('template parameter object for ', this.templateArgument());
      case 'GR': {
        const name = this.name(false);
        return sequence(`reference temporary #${this.number()} for `, name);
      }
      case 'GA':
        return sequence('hidden alias for ', this.encoding(false));
      case 'GT':
        return sequence(
          this.next() === 'n' ? 'non-transaction clone for ' : 'transaction clone for ',
          this.encoding(false),
        );
      default:
        return fail();
    }
  }

  #callOffset(): void {
    const kind = this.next();
    if (kind !== 'h' && kind !== 'v') fail();
    this.number();
    if (kind === 'v') {
      this.require('_');
      this.number();
    }
    this.require('_');
  }
}

/** The name itself, without what qualifies its object and the function that it is in. */
function ownName(name: Node): Node {
  let own = name;
  while (own.kind === 'this') own = own.of;
  if (own.kind === 'local') own = own.name;
  while (own.kind === 'this') own = own.of;
  return own;
}

/** A name as it is shown without parameters: without what qualifies its object. */
function withoutThis(name: Node): Node {
  let bare = name;
  while (bare.kind === 'this') bare = bare.of;
  return bare.kind === 'local' ? { ...bare, name: ownName(bare) } : bare;
}

function withoutResult(function_: Node & { readonly kind: 'typed' }): Node {
  return { ...function_, type: { ...function_.type, returns: undefined } };
}

/** Names of templates tell their result, except constructors, destructors and conversions. */
function hasResult(name: Node): boolean {
  if (name.kind === 'local') return hasResult(name.name);
  if (name.kind === 'this') return hasResult(name.of);
  return name.kind === 'template' && !tellsNoResult(name.name);
}

function tellsNoResult(name: Node): boolean {
  if (name.kind === 'qualified' || name.kind === 'local') return tellsNoResult(name.name);
  return name.kind === 'constructor' || name.kind === 'destructor' || name.kind === 'conversion';
}
