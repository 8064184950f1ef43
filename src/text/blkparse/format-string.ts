import { decodeLatin1, encodeUtf8 } from '../../base/index.ts';

/** One piece of a format: text as it is, or a field with its width. */
export type FormatPiece =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'field';
      /** The letter behind the `%`. */
      readonly field: string;
      readonly left: boolean;
      /** Undefined where none was given. */
      readonly width: number | undefined;
    };

const escapes: Readonly<Record<string, string>> = { b: '\b', n: '\n', r: '\r', t: '\t' };
const mostWidth = 4096;

/** Takes a format of blkparse's `-f` apart; its text becomes UTF-8 bytes as Latin-1 characters. Throws a `RangeError` for an escape that it does not know. */
export function parseFormatString(written: string): readonly FormatPiece[] {
  const format = decodeLatin1(encodeUtf8(written));
  const pieces: FormatPiece[] = [];
  const literal = (text: string): void => {
    const last = pieces.at(-1);
    if (last?.kind === 'text') pieces[pieces.length - 1] = { kind: 'text', text: last.text + text };
    else pieces.push({ kind: 'text', text });
  };
  for (let at = 0; at < format.length; ) {
    const character = format[at]!;
    if (character === '\\') {
      const escaped = escapes[format[at + 1] ?? ''];
      if (escaped === undefined) throw new RangeError(`\\${format[at + 1] ?? ''}`);
      literal(escaped);
      at += 2;
    } else if (character !== '%') {
      literal(character);
      at++;
    } else {
      const [whole, minus, digits, field] = /^%(-?)(\d*)([\s\S]?)/.exec(format.slice(at))!;
      at += whole.length;
      if (whole === '%' || whole === '%%') literal('%');
      else if (field !== undefined && field !== '') {
        const width = digits === '' ? undefined : Math.min(mostWidth, Number(digits));
        pieces.push({ kind: 'field', field, left: minus === '-' && width !== undefined, width });
      }
    }
  }
  return pieces;
}
