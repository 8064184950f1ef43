/** Which bytes of a file a request wants: all, a part with its last byte, or none that are there. */
export type ByteRange = 'all' | 'none' | { readonly first: number; readonly last: number };

/** Reads a Range header (RFC 9110, 14.1.2). One of several parts, or one that cannot be read, is as if none were there. */
export function parseRange(header: string | undefined, size: number): ByteRange {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  if (match === null) return 'all';
  const [, from = '', to = ''] = match;
  if (from === '') {
    if (to === '') return 'all';
    const count = Math.min(Number(to), size);
    return count === 0 ? 'none' : { first: size - count, last: size - 1 };
  }
  const first = Number(from);
  if (to !== '' && Number(to) < first) return 'all';
  if (first >= size) return 'none';
  return { first, last: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}
