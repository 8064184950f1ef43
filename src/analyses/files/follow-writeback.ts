import { growing, type Trace } from '../../store/index.ts';
import { derived, type Steps } from '../analysis.ts';
import type { Calls } from '../syscalls/index.ts';
import { type Tasks, tasksOf } from '../tasks/index.ts';
import { type EventFields, EventWalk, lostStretches } from '../walk/index.ts';
import { CallCursor } from './call-cursor.ts';
import type { Inodes } from './inodes.ts';

/** Why a flusher writes (include/linux/backing-dev-defs.h, enum wb_reason). */
const reasons =
  'background vmscan sync periodic laptop_timer fs_free_space forker_thread foreign_flush'.split(' ');

/** Files from when they were made dirty to when they were written, one row each time. */
export class Writebacks {
  readonly inode = growing.u32();
  /** The first event that made it dirty and the one of its writing, and the task of each. */
  readonly dirtyRow = growing.u32();
  readonly writeRow = growing.f64();
  readonly dirtiedBy = growing.u32();
  readonly writtenBy = growing.i32();
  readonly pagesDirtied = growing.f64();
  readonly pagesWritten = growing.f64();
  /** Code into `reasons`; the first is empty: nothing tells. */
  readonly reason = growing.u8();
  readonly reasons: string[] = [''];

  reasonCode(name: string): number {
    const found = this.reasons.indexOf(name);
    if (found >= 0) return found;
    return this.reasons.length < mostReasons ? this.reasons.push(name) - 1 : 0;
  }
}

const mostReasons = 64;

/** One round of a flusher over a device. */
export interface FlusherRound {
  readonly device: string;
  readonly reason: string;
  readonly task: number;
  readonly beginRow: number;
  readonly endRow: number;
  readonly files: number;
}

export interface Writeback {
  readonly writebacks: Writebacks;
  readonly rounds: readonly FlusherRound[];
  /** By inode: times that a page of it was made dirty. */
  readonly dirtied: readonly number[];
  readonly acrossLosses: number;
}

/** Follows files from being made dirty to being written. */
export function followWriteback(trace: Trace, calls: Calls, inodes: Inodes): Steps<Writeback> {
  return new WritebackFollower(trace, calls, inodes).follow();
}

interface OpenRound {
  readonly device: string;
  readonly reason: string;
  readonly row: number;
  files: number;
}

class WritebackFollower {
  readonly #trace: Trace;
  readonly #calls: Calls;
  readonly #tasks: Tasks;
  readonly #inodes: Inodes;
  readonly #cursor: CallCursor;
  readonly #out = new Writebacks();
  readonly #rounds: FlusherRound[] = [];
  readonly #dirtied: number[] = [];
  /** By inode the row that is dirty or being written, as an index of `#out`; by task the round it is in. */
  readonly #dirty = new Map<number, number>();
  readonly #writing = new Map<number, number>();
  readonly #round = new Map<number, OpenRound>();

  constructor(trace: Trace, calls: Calls, inodes: Inodes) {
    this.#trace = trace;
    this.#calls = calls;
    this.#tasks = tasksOf(trace);
    this.#inodes = inodes;
    this.#cursor = new CallCursor(calls);
  }

  *follow(): Steps<Writeback> {
    const walk = new EventWalk(this.#trace);
    for (const name of ['writeback_dirty_folio', 'writeback_dirty_page']) {
      walk.on(`writeback:${name}`, fields => {
        const inode = this.#backed(fields);
        return row => this.#madeDirty(inode(row), row);
      });
    }
    walk.on('writeback:writeback_start', fields => {
      const [device, reason] = [fields.text('name'), reasonReader(this.#trace, fields)];
      return row => {
        const round = { device: device(row), reason: reason(row), row, files: 0 };
        this.#round.set(this.#tasks.ofRow(row), round);
      };
    });
    walk.on('writeback:writeback_written', () => row => this.#endRound(row));
    walk.on('writeback:writeback_single_inode_start', fields => {
      const inode = this.#backed(fields);
      return row => this.#write(inode(row), row);
    });
    walk.on('writeback:writeback_single_inode', fields => {
      const [inode, wrote] = [this.#backed(fields), fields.number('wrote')];
      return row => this.#wrote(inode(row), wrote(row));
    });
    walk.on('ext4:ext4_writepages', fields => {
      const [device, number] = [fields.number('dev'), fields.number('ino')];
      return row => this.#write(this.#inodes.of(device(row), number(row)), row);
    });
    walk.on('ext4:ext4_writepages_result', fields => {
      const [device, number] = [fields.number('dev'), fields.number('ino')];
      const written = fields.number('pages_written');
      return row => this.#wrote(this.#inodes.of(device(row), number(row)), written(row));
    });
    yield* walk.steps();
    return {
      writebacks: this.#out,
      rounds: this.#rounds,
      dirtied: this.#dirtied,
      acrossLosses: this.#acrossLosses,
    };
  }

  #acrossLosses = 0;

  #backed(fields: EventFields): (row: number) => number {
    const [name, number] = [fields.text('name'), fields.number('ino')];
    return row => this.#inodes.ofBacking(name(row), number(row));
  }

  #madeDirty(inode: number, row: number): void {
    this.#dirtied[inode] = (this.#dirtied[inode] ?? 0) + 1;
    const known = this.#dirty.get(inode);
    if (known !== undefined) {
      this.#out.pagesDirtied.set(known, this.#out.pagesDirtied.at(known) + 1);
      return;
    }
    const out = this.#out;
    out.inode.push(inode);
    out.dirtyRow.push(row);
    out.writeRow.push(Number.NaN);
    out.dirtiedBy.push(this.#tasks.ofRow(row));
    out.writtenBy.push(-1);
    out.pagesDirtied.push(1);
    out.pagesWritten.push(Number.NaN);
    out.reason.push(0);
    this.#dirty.set(inode, out.inode.length - 1);
  }

  #write(inode: number, row: number): void {
    const task = this.#tasks.ofRow(row);
    const round = this.#round.get(task);
    const index = this.#dirty.get(inode);
    if (index === undefined) return;
    this.#dirty.delete(inode);
    const out = this.#out;
    const { time } = this.#trace;
    if (derived(this.#trace, lostStretches).between(time[out.dirtyRow.at(index)]!, time[row]!)) {
      this.#acrossLosses++;
      return;
    }
    if (round !== undefined) round.files++;
    out.writeRow.set(index, row);
    out.writtenBy.set(index, task);
    out.reason.set(index, out.reasonCode(round?.reason ?? this.#callOf(task, row)));
    this.#writing.set(inode, index);
  }

  /** What a file wrote of itself outside of a flusher: the call that asked for it. */
  #callOf(task: number, row: number): string {
    const call = this.#cursor.at(task, row);
    if (call < 0) return '';
    const code = this.#calls.rows.call.at(call);
    return this.#calls.names.list[code]!.name;
  }

  #wrote(inode: number, pages: number): void {
    const index = this.#writing.get(inode);
    if (index === undefined) return;
    const before = this.#out.pagesWritten.at(index);
    this.#out.pagesWritten.set(index, Math.max(pages, Number.isNaN(before) ? 0 : before));
  }

  #endRound(row: number): void {
    const task = this.#tasks.ofRow(row);
    const round = this.#round.get(task);
    if (round === undefined) return;
    this.#round.delete(task);
    const { device, reason, row: beginRow, files } = round;
    this.#rounds.push({ device, reason, task, beginRow, endRow: row, files });
  }
}

/** Reasons are numbers in records, words in texts. */
function reasonReader(trace: Trace, { event }: EventFields): (row: number) => string {
  const value = trace.fields.value(event, 'reason');
  return row => {
    const reason = value?.(row);
    return typeof reason === 'number' ? (reasons[reason] ?? String(reason)) : String(reason ?? '');
  };
}
