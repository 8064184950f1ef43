import { keep, kept } from '../app/kept.ts';

const most = 50;
const mostText = 20_000;

/** Statements that were run over a recording, the newest first. */
export function historyOf(recording: string): readonly string[] {
  try {
    const found: unknown = JSON.parse(kept(nameOf(recording)) ?? '[]');
    return Array.isArray(found) ? found.filter(one => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

/** Puts a statement before the others; answers all. */
export function addToHistory(recording: string, sql: string): readonly string[] {
  const statement = sql.trim();
  const all = [statement, ...historyOf(recording).filter(one => one !== statement)].slice(0, most);
  if (statement.length <= mostText) keep(nameOf(recording), JSON.stringify(all));
  return all;
}

function nameOf(recording: string): string {
  return `sql.${recording}`;
}
