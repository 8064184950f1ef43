import { UsageError } from '../../base/index.ts';
import { eventId, recordType, type TaskReader, type UftraceRecording } from '../../formats/uftrace/index.ts';
import { type ShownOptions, ShownRecords } from '../replay/shown-records.ts';
import { timeUnit } from '../replay/time-unit.ts';
import { fieldHead } from './report-fields.ts';

/** What a task did: the time it ran by its functions, without the time it was off the CPU, and how many ended. */
interface TaskRow {
  readonly tid: number;
  readonly comm: string;
  total: number;
  idle: number;
  functions: number;
}

const fields = [
  { name: 'total', header: 'Total time' },
  { name: 'self', header: 'Self time' },
  { name: 'tid', header: 'TID', width: 6 },
  { name: 'func', header: 'Num funcs' },
] as const;
type FieldName = (typeof fields)[number]['name'];

/** The text of `uftrace report --task` (0.13). Throws where a key to sort by is none. */
export function reportTasks(
  recording: UftraceRecording,
  options: ShownOptions,
  sort: string | undefined,
  asked: string | undefined,
): string {
  const rows = sorted(collect(new ShownRecords(recording, options)), sort ?? 'total');
  const chosen = fields.filter(
    ({ name }) => asked === undefined || asked === 'all' || asked.split(',').includes(name),
  );
  const lines = rows.map(row => {
    const cells: Readonly<Record<FieldName, string>> = {
      total: timeUnit(row.total),
      self: timeUnit(row.total - row.idle),
      tid: String(row.tid).padStart(6),
      func: String(row.functions).padStart(10),
    };
    return `${chosen.map(({ name }) => `  ${cells[name]}`).join('')}  ${row.comm.padEnd(16)}\n`;
  });
  return fieldHead(chosen, 'Task name') + lines.join('');
}

function collect(shown: ShownRecords): TaskRow[] {
  const rows = new Map<TaskReader, TaskRow>();
  // uftrace counts what precedes a task's first switch as time off the CPU.
  const leftAt = new Map(
    shown.merged.tasks.flatMap(task => (task.task === undefined ? [] : [[task, task.task.begun] as const])),
  );
  const lastTime = new Map<TaskReader, number>();
  const rowOf = (task: TaskReader): TaskRow => {
    let row = rows.get(task);
    if (row === undefined) {
      row = { tid: task.tid, comm: '', total: 0, idle: 0, functions: 0 };
      rows.set(task, row);
    }
    return row;
  };
  const add = (task: TaskReader): void => {
    const { stack, stackCount } = task;
    if (!stack.has(stackCount)) return;
    const row = rowOf(task);
    row.total += stack.time[stackCount]! - stack.childTime[stackCount]!;
    row.functions++;
  };
  // Entries are passed over before any filter sees them.
  for (let task = shown.merged.next(); task !== undefined; task = shown.merged.next()) {
    const { type, address, time } = task.current;
    if (type === recordType.entry || type === recordType.lost || !shown.isWanted(task)) continue;
    if (type === recordType.exit ? !shown.passesExit(task) : !shown.filters.allowsEvent(task)) continue;
    lastTime.set(task, time);
    if (type === recordType.exit) add(task);
    else if (address === eventId.schedOut) leftAt.set(task, time);
    else if (address === eventId.schedIn) {
      endIdle(task, time);
      add(task);
    }
  }
  function endIdle(task: TaskReader, time: number): void {
    const left = leftAt.get(task);
    if (left !== undefined) rowOf(task).idle += time - left;
    leftAt.delete(task);
  }
  for (const task of shown.merged.tasks) {
    const time = lastTime.get(task) ?? 0;
    for (const index of shown.remaining(task, time, false)) {
      if (task.stack.address[index] === eventId.schedIn) endIdle(task, time);
      add(task);
    }
  }
  return [...rows.entries()].map(([task, row]) => ({ ...row, comm: task.task?.comm ?? '' }));
}

function sorted(rows: readonly TaskRow[], keys: string): readonly TaskRow[] {
  const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
  const byKey: Readonly<Record<string, (a: TaskRow, b: TaskRow) => number>> = {
    total: (a, b) => b.total - a.total,
    self: (a, b) => b.total - b.idle - (a.total - a.idle),
    func: (a, b) => b.functions - a.functions,
    tid: (a, b) => byText(String(a.tid), String(b.tid)),
    name: (a, b) => byText(a.comm, b.comm),
  };
  const compares = keys.split(',').map(key => {
    const compare = Object.hasOwn(byKey, key) ? byKey[key] : undefined;
    if (compare === undefined) {
      throw new UsageError(`cannot sort by ${JSON.stringify(key)}`, `keys: ${Object.keys(byKey).join(', ')}`);
    }
    return compare;
  });
  return [...rows].sort((a, b) => {
    for (const compare of compares) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return byText(String(a.tid), String(b.tid));
  });
}
