import { encodeUtf8 } from '../base/index.ts';
import { fail } from './not-mangled.ts';

/** The bytes (UTF-8, each as a character) of a punycode text (RFC 3492) whose ASCII part ends with the last underscore. */
export function decodePunycode(text: string): string {
  const split = text.lastIndexOf('_');
  const points = split < 0 ? [] : Array.from(text.slice(0, split), character => character.charCodeAt(0));
  const digits = text.slice(split + 1);
  let code = 0x80;
  let bias = 72;
  let place = 0;
  let damp = 700;
  for (let at = 0; at < digits.length; ) {
    const start = place;
    for (let weight = 1, k = 36; ; k += 36) {
      if (at >= digits.length) fail();
      const digit = digitOf(digits.charCodeAt(at++));
      place += digit * weight;
      if (place > 0xffff_ffff) fail();
      const threshold = Math.min(26, Math.max(1, k - bias));
      if (digit < threshold) break;
      weight *= 36 - threshold;
    }
    const count = points.length + 1;
    let delta = Math.floor((place - start) / damp);
    delta += Math.floor(delta / count);
    damp = 2;
    for (bias = 0; delta > 455; bias += 36) delta = Math.floor(delta / 35);
    bias += Math.floor((36 * delta) / (delta + 38));
    code += Math.floor(place / count);
    if (code > 0x10_ffff) fail();
    place %= count;
    points.splice(place++, 0, code);
  }
  if (points.some(point => point >= 0xd800 && point < 0xe000)) fail();
  return String.fromCharCode(...encodeUtf8(String.fromCodePoint(...points)));
}

function digitOf(character: number): number {
  if (character >= 97 && character <= 122) return character - 97;
  return character >= 48 && character <= 57 ? character - 22 : fail();
}
