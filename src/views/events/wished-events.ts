import { firstIndex, UsageError } from '../../base/index.ts';
import type { Rows, Trace } from '../../store/index.ts';
import { EventFilter, FilterError } from '../../text/index.ts';
import { say } from '../../words/index.ts';
import type { Asked } from '../question.ts';
import { findRows } from '../search/search.ts';
import type { Opened } from '../workbench.ts';
import type { EventWishes } from './contract.ts';
import { taskNameOf } from './event-texts.ts';

const last = new WeakMap<Trace, { readonly key: string; readonly rows: Rows }>();

/** Rows between two looks at whether somebody still waits. */
const atOnce = 1 << 17;

/** Rows of the events that are wished for, by time; of the same wish made once. Throws a UsageError where a filter is none. */
export async function wishedEvents(
  opened: Opened,
  { within, where = '', contains = {} }: EventWishes,
  asked: Asked,
): Promise<Rows> {
  const { trace } = opened;
  const texts = Object.entries(contains).filter(([, text]) => text.trim() !== '');
  const key = JSON.stringify([within, where, texts]);
  const known = last.get(trace);
  if (known?.key === key) return known.rows;
  const { time, count } = trace;
  const first = within === undefined ? 0 : firstIndex(0, count, row => time[row]! >= within.from);
  const end = within === undefined ? count : firstIndex(first, count, row => time[row]! > within.to);
  let tests = [...(where.trim() === '' ? [] : [filterTest(trace, where)])];
  for (const [id, text] of texts) tests = [await columnTest(opened, id, text.trim(), asked), ...tests];
  const found = new Uint32Array(end - first);
  let used = 0;
  for (let from = first; from < end; from += atOnce) {
    asked.progress(from - first, end - first, say('search.searching'));
    await asked.pause();
    if (asked.isCancelled()) return found.subarray(0, used);
    used = take(tests, from, Math.min(end, from + atOnce), found, used);
  }
  const rows = found.slice(0, used);
  last.set(trace, { key, rows });
  return rows;
}

type Test = (row: number) => boolean;

function take(tests: readonly Test[], from: number, to: number, found: Uint32Array, used: number): number {
  let next = used;
  for (let row = from; row < to; row++) {
    if (tests.every(test => test(row))) found[next++] = row;
  }
  return next;
}

function filterTest(trace: Trace, where: string): Test {
  try {
    return new EventFilter([{ text: where, negated: false }]).of(trace);
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    const { text, at, expected } = error;
    throw new UsageError(
      `${text.slice(0, at)} ⟨?⟩ ${text.slice(at)}`.trim(),
      say(`events.filter.${expected}`),
    );
  }
}

async function columnTest(opened: Opened, id: string, text: string, asked: Asked): Promise<Test> {
  const { trace } = opened;
  const wanted = text.toLowerCase();
  switch (id) {
    case 'cpu':
      return row => trace.cpu[row] === Number(text);
    case 'pid':
      return row => trace.pid[row] === Number(text);
    case 'event': {
      const has = trace.formats.map(({ system, name }) => `${system}:${name}`.toLowerCase().includes(wanted));
      return row => has[trace.event[row]!] === true;
    }
    case 'comm': {
      const has = new Map<number, boolean>();
      return row => {
        const pid = trace.pid[row]!;
        const known = has.get(pid) ?? taskNameOf(trace, row).toLowerCase().includes(wanted);
        has.set(pid, known);
        return known;
      };
    }
    case 'text': {
      const rows = new Set(await findRows(opened, { text, printed: true }, asked));
      return row => rows.has(row);
    }
    default:
      return () => true;
  }
}
