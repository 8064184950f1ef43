import type { EventFormat } from '../../store/index.ts';

/**
 * Names of a field's values, as the event's own print format has them: the numbers of drop reasons differ between
 * kernels. Of several lists the one that prints this field.
 */
export function symbolsOf({ printFormat }: EventFormat, field: string): ReadonlyMap<number, string> {
  const start = printFormat.indexOf(`__print_symbolic(REC->${field},`);
  if (start < 0) return new Map();
  const end = printFormat.indexOf(')', start + `__print_symbolic(REC->${field},`.length);
  const list = printFormat.slice(start, end < 0 ? undefined : end);
  const pairs = list.matchAll(/\{\s*(0x[0-9a-f]{1,8}|\d{1,9})\s*,\s*"([^"]*)"\s*\}/gi);
  return new Map([...pairs].map(([, value, name]) => [Number(value), name!]));
}
