/** What `hexDigits` has for a character that is none. */
export const noHexDigit = 0xff;

/** What characters up to U+00FF mean as hexadecimal digits. */
export const hexDigits: Uint8Array = Uint8Array.from({ length: 256 }, (_, code) => {
  const digit = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(digit) ? noHexDigit : digit;
});
