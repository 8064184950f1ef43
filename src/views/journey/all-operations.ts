import { derived } from '../../analyses/index.ts';
import {
  chooseOperation,
  findOperations,
  type Operation,
  parseWanted,
} from '../../analyses/journey/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import type { Trace } from '../../store/index.ts';

/** Every operation of a trace but calls of functions and whole tasks, by time. Made once. */
export function allOperations(trace: Trace): readonly Operation[] {
  return derived(trace, findAll);
}

const findAll = (trace: Trace): readonly Operation[] =>
  findOperations(trace, { kind: undefined, name: undefined, who: undefined, nth: undefined });

/** The operation that a text means, as `--of` of `journey` takes it; undefined where there is none. */
export function findOperation(trace: Trace, of: string): Operation | undefined {
  const wanted = parseWanted(of);
  return wanted === undefined ? undefined : chooseOperation(findOperations(trace, wanted), wanted);
}

/** An operation as `--of` takes it, without which of those of its name: `read@216`, `request:8,0@216`. */
export function shortNameOf(trace: Trace, { kind, name, task }: Operation): string {
  const who = tasksOf(trace).tids[task];
  if (kind === 'task') return `task@${who}`;
  return `${kind === 'syscall' ? '' : `${kind}:`}${name}@${who}`;
}

/** This very operation as `--of` takes it: `read@216#3`. */
export function nameOf(trace: Trace, operation: Operation): string {
  const short = shortNameOf(trace, operation);
  const wanted = parseWanted(short);
  if (operation.kind === 'task' || wanted === undefined) return short;
  const alike = findOperations(trace, wanted);
  const place = alike.findIndex(
    one => one.beginRow === operation.beginRow && one.endRow === operation.endRow,
  );
  return place < 0 ? short : `${short}#${place + 1}`;
}

/** The shortest operation of a task that an event belongs to; undefined where it belongs to none. */
export function operationAt(trace: Trace, row: number): Operation | undefined {
  const task = tasksOf(trace).ofRow(row);
  let found: Operation | undefined;
  for (const one of allOperations(trace)) {
    if (one.beginRow > row) break;
    const isEnd = row === one.beginRow || row === one.endRow;
    if (one.endRow < row || (one.task !== task && !isEnd)) continue;
    if (found === undefined || one.end - one.start <= found.end - found.start) found = one;
  }
  return found;
}
