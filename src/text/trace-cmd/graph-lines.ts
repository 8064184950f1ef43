import type { EventFormat, Trace } from '../../store/index.ts';
import { Literal, type OutputBytes } from '../output-bytes.ts';
import type { FunctionNames } from './function-names.ts';
import { durationEnds, markOf, noTime } from './graph-handlers.ts';
import { ownField } from './print-arguments.ts';
import type { TimePrinter } from './report-time.ts';
import type { TaskColumn } from './task-column.ts';

/** Where a graph's fields are, all of the sizes that 64-bit kernels give them. */
interface GraphPlaces {
  readonly entryEvent: number;
  readonly entryFunc: number;
  readonly entryDepth: number;
  readonly entryEnd: number;
  readonly exitEvent: number;
  readonly exitFunc: number;
  readonly exitDepth: number;
  readonly exitStart: number;
  readonly exitReturn: number;
  readonly exitEnd: number;
}

/** The columns that lines of the usual look are made of. */
export interface GraphColumns {
  readonly tasks: TaskColumn;
  readonly time: TimePrinter;
  readonly names: FunctionNames;
}

// A task's name may be as long as a file says; what is longer goes the long way.
const widest = 1 << 12;
const second = 1_000_000_000;

/**
 * Lines of function_graph's records in one loop: nearly all records of such a recording are of these two kinds. Prints
 * what `graphEntryPrinter` and `graphExitPrinter` print, as long as nothing about a record is unusual.
 */
export class GraphLines {
  readonly #places: GraphPlaces;
  readonly #columns: GraphColumns;
  readonly #littleEndian: boolean;
  readonly #entryLabel: Literal;
  readonly #nestedLabel: Literal;
  readonly #exitLabel: Literal;

  /** Undefined where the recording has no graph of the usual kind. */
  static of(trace: Trace, columns: GraphColumns): GraphLines | undefined {
    const places = trace.buffers.length === 1 ? findPlaces(trace) : undefined;
    return places === undefined ? undefined : new GraphLines(places, columns, trace.littleEndian);
  }

  private constructor(places: GraphPlaces, columns: GraphColumns, littleEndian: boolean) {
    this.#places = places;
    this.#columns = columns;
    this.#littleEndian = littleEndian;
    const entry = ': funcgraph_entry:      ';
    this.#entryLabel = new Literal(entry);
    this.#nestedLabel = new Literal(entry + noTime);
    this.#exitLabel = new Literal(': funcgraph_exit:       ');
  }

  /**
   * Prints rows from `from` on until `to`, until the output is `enough` bytes long, or up to a row that is not printed
   * here; answers that row. `consumed` holds the return that was printed with the entry before it, or -1.
   */
  print(
    trace: Trace,
    from: number,
    to: number,
    out: OutputBytes,
    enough: number,
    consumed: Float64Array,
  ): number {
    const { time, cpu, pid, event, run, place, length, runs } = trace;
    const { tasks, names } = this.#columns;
    const { secondBegin, secondText } = this.#columns.time;
    const { entryEvent, entryFunc, entryDepth, entryEnd, exitEvent } = this.#places;
    const { exitFunc, exitDepth, exitStart, exitReturn, exitEnd } = this.#places;
    const little = this.#littleEndian;
    const lowAt = little ? 0 : 4;
    const highAt = 4 - lowAt;
    const last = trace.count + trace.ahead;
    let row = from;
    for (; row < to && out.length < enough; row++) {
      if (consumed[0] === row) {
        consumed[0] = -1;
        continue;
      }
      const kind = event[row]!;
      const isEntry = kind === entryEvent;
      if (!isEntry && kind !== exitEvent) break;
      const view = runs[run[row]!]!.view;
      const at = place[row]!;
      if (length[row]! < (isEntry ? entryEnd : exitEnd)) break;
      const into = time[row]! - secondBegin;
      if (!(into >= 0 && into < second)) break;

      // The return that a duration is taken from: the record itself, or that of a leaf.
      let returnView = view;
      let returnAt = at;
      let depth = 0;
      let name: Literal | undefined;
      let isLeaf = false;
      if (isEntry) {
        const low = view.getInt32(at + entryFunc + lowAt, little);
        const high = view.getInt32(at + entryFunc + highAt, little);
        name = names.at(high, low);
        if (name === undefined || name.bytes !== undefined) break;
        depth = view.getInt32(at + entryDepth, little);
        const next = row + 1;
        if (next < last && event[next] === exitEvent && pid[next] === pid[row] && length[next]! >= exitEnd) {
          returnView = runs[run[next]!]!.view;
          returnAt = place[next]!;
          isLeaf =
            returnView.getInt32(returnAt + exitFunc + lowAt, little) === low &&
            returnView.getInt32(returnAt + exitFunc + highAt, little) === high;
        } else if (next < last && event[next] === exitEvent && length[next]! < exitEnd) break;
      } else depth = view.getInt32(at + exitDepth, little);

      let duration = 0;
      if (isLeaf || !isEntry) {
        const endLow = returnView.getInt32(returnAt + exitReturn + lowAt, little);
        const startLow = returnView.getInt32(returnAt + exitStart + lowAt, little);
        const endHigh = returnView.getInt32(returnAt + exitReturn + highAt, little);
        const startHigh = returnView.getInt32(returnAt + exitStart + highAt, little);
        const borrow = endLow >>> 0 < startLow >>> 0 ? 1 : 0;
        duration = (endLow - startLow) | 0;
        if (endHigh - startHigh - borrow !== 0 || duration < 0) break;
      }
      const head = tasks.textOf(pid[row]!, cpu[row]!);
      if (depth < 0 || depth > 1024 || head.bytes !== undefined || head.length > widest) break;
      if (name !== undefined && name.length > widest) break;

      out.reserve(4 * widest);
      const text = out.dataView;
      let end = put(text, out.length, head);
      text.setInt8(end, 32);
      end = put(text, end + 1, secondText);
      end = out.putSixDigits(end, ((into | 0) / 1000) | 0);
      if (isEntry && !isLeaf) end = put(text, end, this.#nestedLabel);
      else {
        end = put(text, end, isEntry ? this.#entryLabel : this.#exitLabel);
        text.setInt16(end, markOf(duration) | 0x2000, true);
        end += 2;
        const microseconds = (duration / 1000) | 0;
        const start = end;
        end = out.putDecimal(end, microseconds);
        if (microseconds < 1_000_000) end = out.putThousandths(end, duration - microseconds * 1000);
        end = put(text, end, durationEnds[end - start]!);
      }
      out.length = end;
      out.fill(depth * 2);
      end = out.length;
      if (name === undefined) {
        text.setInt16(end, exitEndText, true);
        end += 2;
      } else {
        end = put(text, end, name);
        text.setInt32(end, isLeaf ? leafEndText : nestedEndText, true);
        end += 4;
        if (isLeaf) consumed[0] = row + 1;
        else {
          text.setInt8(end, 10);
          end++;
        }
      }
      out.length = end;
    }
    return row;
  }
}

// As little-endian numbers: `}` and a newline; `();` and a newline; `() {`.
const exitEndText = 0x0a7d;
const leafEndText = 0x0a3b_2928;
const nestedEndText = 0x7b20_2928;

/** Puts a text of ASCII to a place, answers the place behind it. Up to seven bytes more are overwritten. */
function put(view: DataView, at: number, { words, length }: Literal): number {
  for (let i = 0, to = at; i < words.length; i++, to += 8) view.setFloat64(to, words[i]!, true);
  return at + length;
}

function findPlaces(trace: Trace): GraphPlaces | undefined {
  const entryEvent = trace.findEvent('ftrace', 'funcgraph_entry');
  const exitEvent = trace.findEvent('ftrace', 'funcgraph_exit');
  const entry = trace.formats[entryEvent];
  const exit = trace.formats[exitEvent];
  if (entry === undefined || exit === undefined || entryEvent === exitEvent) return undefined;
  const places = {
    entryEvent,
    entryFunc: placeOf(entry, 'func', 8),
    entryDepth: placeOf(entry, 'depth', 4),
    exitEvent,
    exitFunc: placeOf(exit, 'func', 8),
    exitDepth: placeOf(exit, 'depth', 4),
    exitStart: placeOf(exit, 'calltime', 8),
    exitReturn: placeOf(exit, 'rettime', 8),
  };
  if (Object.values(places).some(Number.isNaN)) return undefined;
  return {
    ...places,
    entryEnd: Math.max(places.entryFunc + 8, places.entryDepth + 4),
    exitEnd: Math.max(
      ...[places.exitFunc, places.exitStart, places.exitReturn].map(at => at + 8),
      places.exitDepth + 4,
    ),
  };
}

/** NaN where there is no such field of this size. */
function placeOf(format: EventFormat, name: string, size: number): number {
  const field = ownField(format, name);
  return field === undefined || field.size !== size ? Number.NaN : field.offset;
}
