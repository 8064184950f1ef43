import type { Argument } from './print-arguments.ts';

/** A piece of a format string: text, or one conversion with its arguments. */
export interface Segment {
  readonly kind: 'text' | 'number' | 'pointer' | 'string';
  /** The text, escapes resolved; or the conversion from `%` to its letter (for pointers: and what belongs to it). */
  readonly text: string;
  readonly argument: Argument | undefined;
  /** The argument of a `*`. */
  readonly star: Argument | undefined;
  /** Length modifiers: -2 char, -1 short, 0 int, 1 long, 2 long long. */
  readonly long: number;
}

/** What a cut format string is, and whether it asked for more arguments than there are: then the rest is missing. */
export interface SegmentList {
  readonly segments: readonly Segment[];
  readonly failed: boolean;
}

/** Cuts a format string into segments and gives each its arguments, as libtraceevent's parse_args does. */
export function cutFormat(format: string, args: readonly Argument[]): SegmentList {
  const segments: Segment[] = [];
  const state = { next: 0, failed: false };
  let at = 0;
  while (at < format.length) {
    if (format[at] === '%' && format[at + 1] !== '%') {
      const taken = cutConversion(format, at, args, state);
      if (taken.segment !== undefined) segments.push(taken.segment);
      at = taken.end;
    } else {
      const { text, end } = cutText(format, at);
      segments.push({ kind: 'text', text, argument: undefined, star: undefined, long: 0 });
      at = end;
    }
  }
  return { segments, failed: state.failed };
}

function cutText(format: string, from: number): { readonly text: string; readonly end: number } {
  let text = '';
  let at = from;
  for (; at < format.length; at++) {
    const character = format[at]!;
    if (character === '\\') {
      at++;
      const escaped = format[at] ?? '';
      text += { n: '\n', t: '\t', r: '\r' }[escaped] ?? escaped;
    } else if (character === '%') {
      if (format[at + 1] !== '%') break;
      text += '%';
      at++;
    } else text += character;
  }
  return { text, end: at };
}

function cutConversion(
  format: string,
  from: number,
  args: readonly Argument[],
  state: { next: number; failed: boolean },
): { readonly segment: Segment | undefined; readonly end: number } {
  let star: Argument | undefined;
  let long = 0;
  const fail = (end: number): { segment: undefined; end: number } => {
    state.failed = true;
    return { segment: undefined, end };
  };
  let at = from + 1;
  for (; at < format.length; at++) {
    const letter = format[at]!;
    if (letter === 'h') long--;
    else if (letter === 'l') long++;
    else if (letter === 'L') long = 2;
    else if (letter === 'z' || letter === 'Z') long = 1;
    else if (letter === '*') {
      if (args[state.next] === undefined || star !== undefined) return fail(at);
      star = args[state.next++];
    } else if ('diuxXops'.includes(letter)) {
      const argument = args[state.next];
      if (argument === undefined) return fail(at);
      state.next++;
      let end = at + 1;
      if (letter === 'p') end += pointerSuffix(format, end);
      if (long < -2 || long > 2) state.failed = true;
      const kind = letter === 'p' ? 'pointer' : letter === 's' ? 'string' : 'number';
      const segment = { kind, text: format.slice(from, end), argument, star, long } as const;
      return { segment, end };
    } else if (!/[#.\d-]/.test(letter)) {
      const text = `>${letter}<`;
      return { segment: { kind: 'text', text, argument: undefined, star: undefined, long: 0 }, end: at + 1 };
    }
  }
  return { segment: undefined, end: at };
}

/** How many letters after `%p` belong to it. */
function pointerSuffix(format: string, at: number): number {
  const match = /^(?:[FSfs]|[Mm][RF]?|[Ii](?:S[pfs]*[hnlb]?c?|4[hnlb]?|6c?)?|U[LlBb]?|h[CDN]?)/.exec(
    format.slice(at, at + 8),
  );
  return match?.[0].length ?? 0;
}
