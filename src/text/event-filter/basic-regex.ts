/**
 * A POSIX basic regular expression (regcomp(3) without REG_EXTENDED, with glibc's `\|`, `\+` and `\?`) as one of
 * JavaScript's, upper and lower case alike. Throws a SyntaxError where it is none. For what a user typed, never for
 * what stands in a file.
 */
export function basicRegex(text: string, whole = false): RegExp {
  let source = '';
  let at = 0;
  let isStart = true;
  while (at < text.length) {
    const character = text[at]!;
    let piece: string;
    let goesOn = false;
    if (character === '\\') {
      const next = text[at + 1] ?? '';
      piece = escaped(next);
      goesOn = next === '(' || next === '|';
      at += 2;
    } else if (character === '[') {
      const end = bracketEnd(text, at);
      piece = bracket(text.slice(at + 1, end));
      at = end + 1;
    } else {
      const isEnd =
        at === text.length - 1 || text.startsWith('\\)', at + 1) || text.startsWith('\\|', at + 1);
      piece = plain(character, isStart, isEnd);
      goesOn = character === '^' && isStart;
      at++;
    }
    source += piece;
    isStart = goesOn;
  }
  return new RegExp(whole ? `^(?:${source})$` : source, 'i');
}

function plain(character: string, isStart: boolean, isEnd: boolean): string {
  if (character === '.') return '.';
  if (character === '*') return isStart ? '\\*' : '*';
  if (character === '^') return isStart ? '^' : '\\^';
  if (character === '$') return isEnd ? '$' : '\\$';
  return literal(character);
}

function literal(character: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}

function escaped(next: string): string {
  if (next === '') throw new SyntaxError('a backslash at the end');
  if ('(){}|+?'.includes(next)) return next;
  if (/[1-9wWsSbB]/.test(next)) return `\\${next}`;
  return next === '<' || next === '>' ? '\\b' : literal(next);
}

function bracketEnd(text: string, start: number): number {
  let at = start + 1;
  if (text[at] === '^') at++;
  // A bracket that comes first is one of the characters.
  if (text[at] === ']') at++;
  while (at < text.length && text[at] !== ']') {
    const close = text[at] === '[' ? text.indexOf(`${text[at + 1]}]`, at + 2) : -1;
    at = close > 0 && ':.='.includes(text[at + 1]!) ? close + 2 : at + 1;
  }
  if (at >= text.length) throw new SyntaxError('a [ without its ]');
  return at;
}

const classes: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  digit: '0-9',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  xdigit: '0-9A-Fa-f',
};

function bracket(text: string): string {
  const negated = text.startsWith('^');
  const items = negated ? text.slice(1) : text;
  const members = items.replaceAll(/\[:(\w+):\]|[\\[\]^]/g, (found, name: string | undefined) =>
    name === undefined ? `\\${found}` : (classes[name] ?? ''),
  );
  return `[${negated ? '^' : ''}${members}]`;
}
