import { unknownEvent } from '../../store/index.ts';
import {
  actions,
  cgroupFlag,
  notes,
  type RecordLayout,
  sequenceOffset,
  timeOffset,
  version7,
} from './layout.ts';
import type { ReadState } from './read-state.ts';
import { actionAt, categoryAt, eventOf, noteOf, payloadOffset } from './record.ts';
import type { CursorContext, RecordCursor } from './record-cursor.ts';

/** What all files of a recording are read with. */
export interface ReadContext extends CursorContext {
  readonly state: ReadState;
  /** Layout and time of the recording's first record: times are counted from it while files are read. */
  layout: RecordLayout;
  base: { readonly high: number; readonly low: number } | undefined;
}

/** An exact difference of two times: what is farther away is clamped. */
const farthest = Number.MAX_SAFE_INTEGER;
const mostCpus = 0x1_0000;
const longestName = 15;

/** The record that a cursor stands at, its fields read. One object is used for all records. */
export class ParsedRecord {
  /** Nanoseconds since the recording's first record. */
  time = 0;
  sequence = 0;
  cpu = 0;
  pid = 0;
  device = 0;
  /** Index of the event, or `unknownEvent`. */
  event: number = unknownEvent;
  /** It is a message with a cgroup's id, as kernels since 4.14 write all of them: blkparse 1.2.0 passes over it. */
  cgroupMessage = false;

  readonly #context: ReadContext;

  constructor(context: ReadContext) {
    this.#context = context;
  }

  /** Reads the record; false where it is a note that was taken, or nothing that can be shown. `shown` events came before. */
  read(cursor: RecordCursor, shown: number): boolean {
    const { view } = cursor.piece;
    const at = cursor.place;
    const littleEndian = this.#context.littleEndian!;
    const layout = cursor.layout!;
    const action = actionAt(view, at, littleEndian, layout);
    const category = categoryAt(view, at, littleEndian, layout);
    this.pid = view.getInt32(at + layout.pidOffset, littleEndian);
    const note = noteOf(action, category);
    if (note !== undefined && note !== notes.message) {
      this.#takeNote(note, cursor, layout, action, shown);
      return false;
    }
    this.cpu = view.getUint32(at + layout.cpuOffset, littleEndian);
    if (this.cpu >= mostCpus) {
      this.#context.problems.add({
        name: 'blktrace.no-cpu',
        severity: 'broken',
        place: cursor.name,
        sentence: 'records of CPUs that cannot be were left out',
      });
      return false;
    }
    this.cgroupMessage = note !== undefined && (action & cgroupFlag) !== 0;
    const event = eventOf(action, category);
    this.event = event < 0 ? unknownEvent : event;
    if (event < 0) this.#reportUnknown(cursor, action);
    if (event === actions.driverData - 1) this.#context.state.driverData = true;
    this.device = view.getUint32(at + layout.deviceOffset, littleEndian);
    this.sequence = view.getUint32(at + sequenceOffset, littleEndian);
    this.time = this.#readTime(view, at, littleEndian, layout);
    return true;
  }

  #readTime(view: DataView, at: number, littleEndian: boolean, layout: RecordLayout): number {
    const first = view.getUint32(at + timeOffset, littleEndian);
    const second = view.getUint32(at + timeOffset + 4, littleEndian);
    const high = littleEndian ? second : first;
    const low = littleEndian ? first : second;
    const context = this.#context;
    if (context.base === undefined) {
      context.base = { high, low };
      context.layout = layout;
    }
    const time = (high - context.base.high) * 2 ** 32 + (low - context.base.low);
    if (time <= farthest && time >= -farthest) return time;
    context.problems.add({
      name: 'blktrace.far-time',
      severity: 'broken',
      place: '',
      sentence: 'times more than 104 days from the first were moved nearer to it',
    });
    return time < 0 ? -farthest : farthest;
  }

  #takeNote(note: number, cursor: RecordCursor, layout: RecordLayout, action: number, shown: number): void {
    const { state, littleEndian } = this.#context;
    const { view } = cursor.piece;
    const end = cursor.place + cursor.length;
    const start = Math.min(end, cursor.place + payloadOffset(action, layout));
    if (note === notes.process) {
      const bytes = new Uint8Array(view.buffer, view.byteOffset + start, Math.min(end - start, longestName));
      const zero = bytes.indexOf(0);
      state.tellName(this.pid, zero < 0 ? bytes : bytes.subarray(0, zero), shown);
    } else if (note === notes.timestamp) {
      if (end - start !== 8) return;
      state.wallClock = {
        seconds: view.getUint32(start, littleEndian),
        nanoseconds: view.getUint32(start + 4, littleEndian),
        noted: view.getBigUint64(cursor.place + timeOffset, littleEndian),
      };
    } else {
      this.#context.problems.add({
        name: 'blktrace.unknown-note',
        severity: 'note',
        place: cursor.name,
        sentence: 'notes of an unknown kind were left out',
      });
    }
  }

  #reportUnknown(cursor: RecordCursor, action: number): void {
    this.#context.problems.add({
      name: 'blktrace.unknown-action',
      severity: 'broken',
      place: cursor.name,
      sentence: `events of actions that are not known (such as ${action & ~cgroupFlag}) have no text`,
    });
  }
}

/** The context of a new reading; `recycling` where memory is read into again when `recycle` says so. */
export function newContext(state: ReadState, recycling: boolean): ReadContext {
  const { problems } = state;
  const retired = recycling ? [] : undefined;
  return {
    problems,
    state,
    bytesRead: 0,
    retired,
    spare: [],
    littleEndian: undefined,
    layout: version7,
    base: undefined,
  };
}

/** The absolute time of a time since the first record. */
export function absoluteTime(context: ReadContext, time: number): bigint {
  const { high, low } = context.base ?? { high: 0, low: 0 };
  return (BigInt(high) << 32n) + BigInt(low) + BigInt(time);
}
