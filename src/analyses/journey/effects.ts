import type { Trace } from '../../store/index.ts';
import { tasksOf } from '../tasks/index.ts';
import { EventWalk } from '../walk/index.ts';
import { causesOf } from './causes.ts';
import type { Operation } from './operations.ts';

/** What an operation set going that went its own way: it may be over long after the operation. */
export interface Effect {
  readonly kind: 'request' | 'work' | 'signal' | 'fork' | 'writeback';
  readonly name: string;
  readonly beginRow: number;
  /** -1 where its end was not recorded. */
  readonly endRow: number;
  /** The task that did it; -1 of a device. */
  readonly task: number;
}

/** Everything that the task of an operation set going in its time, by when it began. */
export function effectsOf(trace: Trace, operation: Operation): readonly Effect[] {
  const tasks = tasksOf(trace);
  const { requests, works } = causesOf(trace);
  const isOwn = (row: number): boolean =>
    row >= operation.beginRow && row <= operation.endRow && tasks.ofRow(row) === operation.task;
  const found: Effect[] = [
    ...requests
      .filter(({ queueRow, issueRow }) => isOwn(queueRow < 0 ? issueRow : queueRow))
      .map(({ device, direction, sector, queueRow, issueRow, completeRow }): Effect => {
        const beginRow = queueRow < 0 ? issueRow : queueRow;
        return {
          kind: 'request',
          name: `${device} ${direction} ${sector}`,
          beginRow,
          endRow: completeRow,
          task: -1,
        };
      }),
    ...works
      .filter(({ queueRow }) => queueRow >= 0 && isOwn(queueRow))
      .map(({ name, queueRow, startRow, endRow }): Effect => {
        return { kind: 'work', name, beginRow: queueRow, endRow, task: tasks.ofRow(startRow) };
      }),
    ...eventsOf(trace, isOwn),
    ...writebackOf(trace, operation, isOwn),
  ];
  return found.sort((a, b) => a.beginRow - b.beginRow);
}

function eventsOf(trace: Trace, isOwn: (row: number) => boolean): readonly Effect[] {
  const tasks = tasksOf(trace);
  const found: Effect[] = [];
  const walk = new EventWalk(trace);
  walk.on('sched:sched_process_fork', fields => {
    const [child, comm] = [fields.number('child_pid'), fields.text('child_comm')];
    return row => {
      if (!isOwn(row)) return;
      const task = tasks.of(child(row), row);
      found.push({ kind: 'fork', name: comm(row), beginRow: row, endRow: tasks.list[task]!.exitRow, task });
    };
  });
  walk.on('signal:signal_generate', fields => {
    const [signal, pid] = [fields.number('sig'), fields.number('pid')];
    return row => {
      if (!isOwn(row)) return;
      found.push({
        kind: 'signal',
        name: `signal ${signal(row)}`,
        beginRow: row,
        endRow: -1,
        task: pid(row) === 0 ? -1 : tasks.of(pid(row), row),
      });
    };
  });
  walk.run();
  return found;
}

/** The writing back of inodes that the operation dirtied: the first of each that comes after. */
function writebackOf(
  trace: Trace,
  { beginRow }: Operation,
  isOwn: (row: number) => boolean,
): readonly Effect[] {
  const tasks = tasksOf(trace);
  const dirtied = new Map<number, number>();
  const started = new Map<number, number>();
  const found: Effect[] = [];
  const walk = new EventWalk(trace);
  for (const name of ['writeback_dirty_inode', 'writeback_dirty_page', 'writeback_dirty_folio']) {
    walk.on(`writeback:${name}`, fields => {
      const inode = fields.number('ino');
      return row => {
        if (isOwn(row) && !dirtied.has(inode(row))) dirtied.set(inode(row), row);
      };
    });
  }
  walk.on('writeback:writeback_single_inode_start', fields => {
    const inode = fields.number('ino');
    return row => {
      if (row > beginRow && dirtied.has(inode(row)) && !started.has(inode(row))) started.set(inode(row), row);
    };
  });
  walk.on('writeback:writeback_single_inode', fields => {
    const inode = fields.number('ino');
    return row => {
      const from = started.get(inode(row));
      if (from === undefined || !dirtied.has(inode(row))) return;
      dirtied.delete(inode(row));
      found.push({
        kind: 'writeback',
        name: `inode ${inode(row)}`,
        beginRow: from,
        endRow: row,
        task: tasks.ofRow(row),
      });
    };
  });
  walk.run();
  return found;
}
