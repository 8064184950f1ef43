/**
 * Compares two names as `strverscmp` does: numbers in them by their value, those with leading zeros as fractions (so
 * `a000`, `a00`, `a01`, `a0`, `a1`). Characters are bytes. Answers a number below, at or above 0.
 */
export function compareVersions(a: string, b: string): number {
  let at = 0;
  while (at < a.length && code(a, at) === code(b, at)) at++;
  const x = code(a, at);
  const y = code(b, at);
  const order = x - y;
  const digits = Number(isDigit(x)) - Number(isDigit(y));
  let start = at;
  while (start > 0 && isDigit(code(a, start - 1))) start--;
  if (start === at) {
    // No number has begun yet: only two that begin here without a zero have values to compare.
    return isDigit(x) && isDigit(y) && x !== zero && y !== zero ? compareLengths(a, b, at, order) : order;
  }
  if (code(a, start) !== zero) {
    // A whole number: the one that goes on is the larger.
    return digits !== 0 ? digits : isDigit(x) ? compareLengths(a, b, at, order) : order;
  }
  for (let i = start; i < at; i++) if (code(a, i) !== zero) return order;
  // Nothing but zeros so far: the one that goes on is the smaller fraction.
  return digits !== 0 ? -digits : order;
}

const zero = 48;

/** Which of two numbers has more digits from a place on; `order` where they have as many. */
function compareLengths(a: string, b: string, at: number, order: number): number {
  const lengths = digitsFrom(a, at) - digitsFrom(b, at);
  return lengths === 0 ? order : lengths;
}

function digitsFrom(text: string, from: number): number {
  let at = from;
  while (isDigit(code(text, at))) at++;
  return at - from;
}

function code(text: string, at: number): number {
  return at < text.length ? text.charCodeAt(at) : 0;
}

function isDigit(value: number): boolean {
  return value >= zero && value <= 57;
}
