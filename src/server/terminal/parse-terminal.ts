import type { TerminalOrder, TerminalWish } from '../../protocol/index.ts';
import { labOfCourse } from '../labs/lab-desk.ts';

const mostRows = 500;
const mostColumns = 1000;
const mostDrawn = 1 << 30;

/** A wish as the page sends it, for a lab that is there; undefined where a message is none. */
export function parseTerminalWish(message: unknown): TerminalWish | undefined {
  const { kind, lab, rows, columns } = fieldsOf(message);
  if (kind !== 'terminal' || typeof lab !== 'string' || labOfCourse(lab) === undefined) return undefined;
  return isSize(rows, columns) ? { kind, lab, rows: rows as number, columns: columns as number } : undefined;
}

/** An order as the page sends it; undefined where a message is none. */
export function parseTerminalOrder(message: unknown): TerminalOrder | undefined {
  const { kind, rows, columns, bytes } = fieldsOf(message);
  if (kind === 'resize' && isSize(rows, columns))
    return { kind, rows: rows as number, columns: columns as number };
  if (kind === 'drawn' && isCount(bytes, mostDrawn)) return { kind, bytes: bytes as number };
  return undefined;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isSize(rows: unknown, columns: unknown): boolean {
  return isCount(rows, mostRows) && isCount(columns, mostColumns);
}

function isCount(value: unknown, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
}
