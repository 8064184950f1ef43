import { derived } from '../../analyses/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import { firstIndex } from '../../base/index.ts';
import type { ColumnData, Table, Trace } from '../../store/index.ts';
import type { TableTrack } from './table-tracks.ts';

/** The rows of a table by the lane that they are in. */
export interface LaneRows {
  readonly table: Table;
  /** Names of the lanes: of those of tasks their indices, else what the cells say. */
  readonly keys: readonly string[];
  readonly rowsOf: (key: string) => Uint32Array;
}

const kept = new WeakMap<Trace, Map<string, LaneRows>>();

/** The lanes of a described track, made once. Runs its analysis. */
export function laneRows(trace: Trace, track: TableTrack): LaneRows {
  const ofTrace = kept.get(trace) ?? new Map<string, LaneRows>();
  kept.set(trace, ofTrace);
  const found = ofTrace.get(track.id) ?? groupRows(trace, track);
  ofTrace.set(track.id, found);
  return found;
}

function groupRows(trace: Trace, { analysis, table: id, lanes, owner, start }: TableTrack): LaneRows {
  const table = derived(trace, analysis.answer).table(id);
  const { codes, texts } =
    owner === 'task'
      ? taskCodes(trace, table, start)
      : lanes.map(lane => codesOf(table, lane)).reduce(joined);
  const first = new Uint32Array(texts.length + 1);
  for (const code of codes) first[code + 1]!++;
  for (let code = 0; code < texts.length; code++) first[code + 1]! += first[code]!;
  const next = first.slice();
  const rows = new Uint32Array(codes.length);
  codes.forEach((code, row) => {
    rows[next[code]!++] = row;
  });
  const codeOf = new Map(texts.map((text, code) => [text, code]));
  const rowsOf = (key: string): Uint32Array => {
    const code = codeOf.get(key);
    return code === undefined ? new Uint32Array() : rows.subarray(first[code], first[code + 1]);
  };
  return { table, keys: texts, rowsOf };
}

interface Coded {
  readonly codes: Uint32Array;
  readonly texts: readonly string[];
}

/** Codes for things as they are met. */
class Codes<Thing> {
  readonly things: Thing[] = [];
  readonly #known = new Map<Thing, number>();

  of(thing: Thing): number {
    let code = this.#known.get(thing);
    if (code === undefined) {
      code = this.things.push(thing) - 1;
      this.#known.set(thing, code);
    }
    return code;
  }
}

function codesOf(table: Table, lane: string): Coded {
  const column = table.column(lane);
  const data = table.data[column]!;
  const codes = new Uint32Array(table.count);
  if (isPlain(data)) {
    const numbers = new Codes<number>();
    for (let row = 0; row < codes.length; row++) codes[row] = numbers.of(data[row]!);
    return { codes, texts: numbers.things.map(String) };
  }
  const texts = new Codes<string>();
  for (let row = 0; row < codes.length; row++) codes[row] = texts.of(table.text(column, row));
  return { codes, texts: texts.things };
}

function isPlain(data: ColumnData): data is Extract<ColumnData, ArrayLike<number>> {
  return !('codes' in data) && !('textOf' in data);
}

function joined(one: Coded, other: Coded): Coded {
  const pairs = new Codes<number>();
  const codes = one.codes.map((code, row) => pairs.of(code * other.texts.length + other.codes[row]!));
  const texts = pairs.things.map(pair => {
    const [first, second] = [Math.floor(pair / other.texts.length), pair % other.texts.length];
    return `${one.texts[first]} ${other.texts[second]}`;
  });
  return { codes, texts };
}

/** A tid may name several tasks, one after the other: the row of the event says which. */
function taskCodes(trace: Trace, table: Table, start: string): Coded {
  const tasks = tasksOf(trace);
  const tid = table.column('tid');
  const rowAt = traceRows(trace, table, start);
  const known = new Codes<number>();
  const codes = new Uint32Array(table.count);
  for (let row = 0; row < codes.length; row++) {
    const number = table.number(tid, row);
    codes[row] = known.of(number > 0 || number < 0 ? tasks.of(number, rowAt(row)) : -1);
  }
  return { codes, texts: known.things.map(String) };
}

/** For a row of a table a row of the trace that is about it. */
function traceRows(trace: Trace, table: Table, start: string): (row: number) => number {
  const column = ['begin_row', 'row'].map(id => table.column(id)).find(found => found >= 0);
  if (column !== undefined) return row => table.number(column, row);
  const time = table.column(start);
  return row => {
    const at = table.number(time, row);
    return firstIndex(0, trace.count, index => trace.time[index]! >= at);
  };
}
