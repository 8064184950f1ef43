import type { RecordOrder, RecordWish } from '../../protocol/index.ts';

const mostTexts = 200;
const mostText = 4096;

/** A wish as the page sends it; undefined where a message is none. */
export function parseWish(message: unknown): RecordWish | undefined {
  const { kind, target, argv, plan, events, functions, isWholeSystem } = fieldsOf(message);
  if (kind !== 'record' || target !== 'vm' || !areTexts(argv) || argv.length === 0) return undefined;
  if (!areTexts(events) || typeof isWholeSystem !== 'boolean') return undefined;
  if (functions !== 'none' && functions !== 'graph' && functions !== 'user') return undefined;
  if (plan !== undefined && !isText(plan)) return undefined;
  return { kind, target, argv, events, functions, isWholeSystem, ...(plan === undefined ? {} : { plan }) };
}

/** An order as the page sends it; undefined where a message is none. */
export function parseOrder(message: unknown): RecordOrder | undefined {
  const { kind } = fieldsOf(message);
  return kind === 'stop' || kind === 'cancel' ? { kind } : undefined;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length <= mostTexts && value.every(isText);
}

/** A program's argument ends at a zero byte. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= mostText && !value.includes('\0');
}
