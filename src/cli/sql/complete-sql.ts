import type { SqlView } from '../../query/index.ts';

const words = [
  'SELECT',
  'FROM',
  'WHERE',
  'GROUP BY',
  'ORDER BY',
  'LIMIT',
  'HAVING',
  'JOIN',
  'ASOF JOIN',
  'LEFT JOIN',
  'USING',
  'WITH',
  'COUNT(*)',
  'SUM(',
  'AVG(',
  'MIN(',
  'MAX(',
  'DESC',
  'DISTINCT',
  'CASE',
  'WHEN',
  'THEN',
  'ELSE',
  'END',
  'BETWEEN',
  'LIKE',
  'IS NULL',
  'NOT',
  'AND',
  'OR',
  'OVER (',
  'PARTITION BY',
  'p50(',
  'p90(',
  'p99(',
  'p999(',
  'us(',
  'ms(',
  'bucket(',
  'overlap(',
  'event_before(',
] as const;
const commands = ['.tables', '.schema', '.functions', '.help', '.quit'] as const;

/** What the last word of a line may become: a view, a column of a view that the line names, a word of SQL, a command. */
export function completeSql(views: readonly SqlView[], line: string): [string[], string] {
  const last = /[\w."]*$/.exec(line)?.[0] ?? '';
  if (line.startsWith('.') && !line.includes(' '))
    return [commands.filter(one => one.startsWith(line)), line];
  const named = views.filter(({ name }) => line.includes(name));
  const candidates = [
    ...named.flatMap(({ columns }) => columns.map(({ id }) => id)),
    ...views.map(({ name }) => name),
    ...words,
  ];
  const lower = last.toLowerCase();
  const found = [...new Set(candidates.filter(one => one.toLowerCase().startsWith(lower)))];
  return [found, last];
}
