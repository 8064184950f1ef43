import { demangle } from './demangle.ts';

/** How a recorded argument is told; the letters of uftrace's specifications. */
export type ArgumentFormat = 'd' | 'i' | 'u' | 'x' | 's' | 'c' | 'f' | 'S' | 'p' | 'e' | 't';

/** One argument or returned value of a function, as `arg1/s`, `arg2/x64%rsi`, `retval` or `fparg1/32` ask for it. */
export interface ArgumentSpec {
  /** From 1; 0 for a returned value. */
  readonly index: number;
  readonly format: ArgumentFormat;
  /** Bytes in the record; texts have their length before them instead. */
  readonly size: number;
  /** Where the recorder took it from; together with `place` two specifications are of the same argument or not. */
  readonly kind: 'index' | 'float' | 'register' | 'stack';
  readonly place: string;
  /** Of enums and structures. */
  readonly typeName: string;
}

/** What a specification asks of a function: `NAME@ACTION,ACTION…`. */
export interface FunctionSpec {
  readonly name: string;
  /** Where to look for it: `kernel`, `plt` or the start of a library's name. */
  readonly module: string | undefined;
  readonly arguments: readonly ArgumentSpec[];
}

const largestStruct = 65536;

/**
 * Reads the `argspec` (with `returns` false) or `retspec` of a recording; actions of the other kind are passed over,
 * and functions with a specification that is wrong are left out.
 */
export function parseFunctionSpecs(text: string, returns: boolean, longBytes: 4 | 8): FunctionSpec[] {
  return text
    .split(';')
    .filter(part => part !== '')
    .flatMap(part => {
      const at = part.indexOf('@');
      const name = demangle(at < 0 ? part : part.slice(0, at));
      const parsed = parseActions(at < 0 ? '' : part.slice(at + 1), returns, longBytes);
      return parsed === undefined ? [] : [{ name, ...parsed }];
    });
}

const otherActions =
  /^(filter|notrace|depth=|time=|size=|caller|hide|trace|finish|read=|color=|backtrace|recover|auto-args)/i;

/** The arguments in a list of actions; undefined where one of them is wrong. */
export function parseActions(
  text: string,
  returns: boolean,
  longBytes: 4 | 8,
): { readonly module: string | undefined; readonly arguments: readonly ArgumentSpec[] } | undefined {
  let module: string | undefined;
  const found: ArgumentSpec[] = [];
  for (const action of text.split(',').filter(part => part !== '')) {
    const isArgument = /^(arg|fparg)/i.test(action);
    const isReturn = /^retval/i.test(action);
    if (isArgument || isReturn) {
      if (isReturn !== returns) continue;
      const spec = parseArgument(action, longBytes);
      if (spec === undefined) return undefined;
      found.push(spec);
    } else if (!otherActions.test(action)) module ??= action;
  }
  return { module, arguments: found };
}

function parseArgument(text: string, longBytes: 4 | 8): ArgumentSpec | undefined {
  const head = /^(arg|fparg|retval)(\d{0,4})(.*)$/.exec(text);
  if (head === null || (head[1] !== 'retval' && head[2] === '')) return undefined;
  const float = head[1] === 'fparg';
  const index = head[1] === 'retval' ? 0 : Number(head[2]);
  const plain: ArgumentSpec = {
    index,
    format: float ? 'f' : 'd',
    size: float ? 8 : longBytes,
    kind: float ? 'float' : 'index',
    place: '',
    typeName: '',
  };
  const rest = head[3]!;
  if (rest === '') return plain;
  if (rest.startsWith('%')) return withPlace(plain, rest);
  if (!rest.startsWith('/')) return undefined;
  return parseFormat(plain, rest.slice(1), float, longBytes);
}

function parseFormat(
  plain: ArgumentSpec,
  text: string,
  float: boolean,
  longBytes: 4 | 8,
): ArgumentSpec | undefined {
  const letter = text[0] ?? '';
  if (float && /\d/.test(letter)) return withSize(plain, text);
  switch (letter) {
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 's':
    case 'S':
    case 'p':
      return withSize({ ...plain, format: letter, size: float ? 8 : longBytes }, text.slice(1));
    case 'c':
      return withSize({ ...plain, format: 'c', size: 1 }, text.slice(1));
    case 'f':
      return withSize({ ...plain, format: 'f', size: 8, kind: 'float' }, text.slice(1));
    case 'e': {
      const name = /^e:([A-Za-z_][^%]*)(.*)$/.exec(text);
      if (name === null) return undefined;
      return withPlace({ ...plain, format: 'e', typeName: name[1]! }, name[2]!);
    }
    case 't': {
      const name = /^t(\d{0,6})(?::([^%]*))?(.*)$/.exec(text);
      const size = Number(name?.[1] ?? Number.NaN);
      if (name === null || !(size <= largestStruct)) return undefined;
      const spec: ArgumentSpec = { ...plain, format: 't', size, typeName: name[2] ?? '' };
      if (name[3]!.startsWith('%stack+')) return withPlace(spec, name[3]!);
      const register = name[3]!.slice(1).split('+').at(-1) ?? '';
      return register === '' ? spec : { ...spec, kind: 'register', place: register };
    }
    default:
      return undefined;
  }
}

function withSize(spec: ArgumentSpec, text: string): ArgumentSpec | undefined {
  const match = /^(\d*)(.*)$/.exec(text)!;
  if (match[1] === '') return withPlace(spec, match[2]!);
  const bits = Number(match[1]);
  const known = [8, 16, 32, 64].includes(bits) || (bits === 80 && spec.format === 'f');
  return known ? withPlace({ ...spec, size: bits / 8 }, match[2]!) : undefined;
}

function withPlace(spec: ArgumentSpec, text: string): ArgumentSpec | undefined {
  if (text === '') return spec;
  if (!text.startsWith('%')) return undefined;
  const place = text.slice(1);
  return place.startsWith('stack')
    ? { ...spec, kind: 'stack', place: place.slice(5) }
    : { ...spec, kind: 'register', place };
}

/** Whether two specifications are of the same argument, so that the later one replaces the other. */
export function isSameArgument(a: ArgumentSpec, b: ArgumentSpec): boolean {
  if (a.kind !== b.kind) return false;
  return a.kind === 'index' || a.kind === 'float' ? a.index === b.index : a.place === b.place;
}
