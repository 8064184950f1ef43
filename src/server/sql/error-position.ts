/**
 * Where in a statement the engine's message points to, from 0. It shows a line, or a piece of a long one between dots, and
 * a caret under the place.
 */
export function errorPosition(sql: string, message: string): number | undefined {
  const found = /^LINE (\d{1,7}): (.*)\n( *)\^/m.exec(message);
  if (found === null) return undefined;
  const [, number = '', shown = '', blanks = ''] = found;
  const lines = sql.split('\n');
  const line = lines[Number(number) - 1];
  if (line === undefined) return undefined;
  const start = lines.slice(0, Number(number) - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const leading = shown.startsWith('...') && !line.startsWith('...') ? 3 : 0;
  const piece = shown.slice(leading, shown.endsWith('...') && !line.endsWith('...') ? -3 : undefined);
  const from = line.indexOf(piece);
  const column = blanks.length - `LINE ${number}: `.length - leading;
  if (from < 0 || column < 0) return undefined;
  return start + Math.min(from + column, line.length);
}
