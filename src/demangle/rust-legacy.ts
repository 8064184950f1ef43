const escapes: ReadonlyMap<string, string> = new Map([
  ['C', ','],
  ['SP', '@'],
  ['BP', '*'],
  ['RF', '&'],
  ['LT', '<'],
  ['GT', '>'],
  ['LP', '('],
  ['RP', ')'],
]);

/** `_ZN` … `17h` and sixteen hexadecimal digits `E`, and what a linker hung on behind a dot. */
const legacy = /^_ZN([\w$.:]*)17h([0-9a-f]{16})E(?:\.[\w$.:@]*)?$/;

/** The readable name of a Rust one in the older way of mangling, with its hash where that is wished; undefined where it is none. */
export function demangleRustLegacy(name: string, withHash: boolean): string | undefined {
  if (!name.startsWith('_ZN')) return undefined;
  const match = legacy.exec(name);
  // Five digits differ in every hash: names of C++ are none.
  if (match === null || new Set(match[2]).size < 5) return undefined;
  const parts: string[] = [];
  const text = match[1]!;
  for (let at = 0; at < text.length; ) {
    const digits = /^[1-9]\d{0,5}/.exec(text.slice(at, at + 6))?.[0];
    if (digits === undefined) return undefined;
    at += digits.length;
    const end = at + Number(digits);
    if (end > text.length) return undefined;
    parts.push(plainText(text.slice(at, end)));
    at = end;
  }
  if (withHash) parts.push(`h${match[2]}`);
  return parts.length === 0 ? undefined : parts.join('::');
}

function plainText(part: string): string {
  const text = part.startsWith('_$') ? part.slice(1) : part;
  let out = '';
  for (let at = 0; at < text.length; ) {
    const next = text[at]!;
    if (next === '$') {
      const end = text.indexOf('$', at + 1);
      const meaning = end < 0 ? undefined : meaningOf(text.slice(at + 1, end));
      // Of an escape that is not understood, the rest stays as it is.
      if (meaning === undefined) return out + text.slice(at);
      out += meaning;
      at = end + 1;
    } else if (next === '.') {
      const isPath = text[at + 1] === '.';
      out += isPath ? '::' : '.';
      at += isPath ? 2 : 1;
    } else {
      out += next;
      at++;
    }
  }
  return out;
}

function meaningOf(code: string): string | undefined {
  return /^u[2-7][0-9a-f]$/.test(code)
    ? String.fromCharCode(Number.parseInt(code.slice(1), 16))
    : escapes.get(code);
}
