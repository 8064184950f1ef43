import { UsageError } from '../../base/index.ts';
import {
  baseName,
  isKernelAddress,
  isSwitchEvent,
  type MergedRecords,
  type TaskReader,
} from '../../formats/uftrace/index.ts';
import { printable } from './printable.ts';
import { timeUnit } from './time-unit.ts';

type FieldName = 'duration' | 'tid' | 'addr' | 'time' | 'delta' | 'elapsed' | 'task' | 'module';

interface ReplayField {
  readonly name: FieldName;
  readonly header: string;
}

const fields: readonly ReplayField[] = [
  { name: 'duration', header: ' DURATION ' },
  { name: 'tid', header: '   TID  ' },
  { name: 'addr', header: '   ADDRESS  ' },
  { name: 'time', header: '     TIMESTAMP    ' },
  { name: 'delta', header: ' TIMEDELTA' },
  { name: 'elapsed', header: '  ELAPSED ' },
  { name: 'task', header: '      TASK NAME' },
  { name: 'module', header: '     MODULE NAME' },
];

/** The columns in front of a replay, as `uftrace replay -f` names them. */
export class ReplayFields {
  readonly head: string;
  /** As wide as the columns, with nothing in them. */
  readonly empty: string;
  readonly #merged: MergedRecords;
  readonly #chosen: readonly ReplayField[];
  readonly #now = new Map<TaskReader, number>();
  readonly #before = new Map<TaskReader, number>();

  /** `front` is the column before the usual ones. Throws where a name is none. */
  constructor(merged: MergedRecords, asked: string | undefined, front?: 'elapsed' | 'time') {
    this.#merged = merged;
    this.#chosen = choose(asked, front);
    const width = this.#chosen.reduce((sum, { header }) => sum + header.length + 1, 0);
    this.empty = width === 0 ? '' : `${' '.repeat(width)} | `;
    const heads = this.#chosen.map(({ header }, index) => `${index === 0 ? '#' : ' '}${header}`);
    this.head = width === 0 ? '' : `${heads.join('')}   FUNCTION`;
  }

  /** A record of the task is looked at. */
  meet(task: TaskReader): void {
    const now = this.#now.get(task);
    if (now !== undefined) this.#before.set(task, now);
    this.#now.set(task, task.current.time);
  }

  /** `index`: the place of the function on the task's stack; undefined where it is about none. */
  text(task: TaskReader, duration: number, index: number | undefined): string {
    if (this.#chosen.length === 0) return '';
    return `${this.#chosen.map(({ name }) => ` ${this.#cell(name, task, duration, index)}`).join('')} | `;
  }

  #cell(name: FieldName, task: TaskReader, duration: number, index: number | undefined): string {
    const now = this.#now.get(task) ?? 0;
    switch (name) {
      case 'duration':
        return timeUnit(duration);
      case 'tid':
        return `[${String(task.tid).padStart(6)}]`;
      case 'addr':
        if (index === undefined) return ' '.repeat(12);
        return BigInt.asUintN(48, BigInt(task.stack.address[index]!)).toString(16).padStart(12);
      case 'time': {
        const time = this.#merged.recording.times.start + BigInt(now);
        const nanoseconds = String(time % 1_000_000_000n).padStart(9, '0');
        return `${String(time / 1_000_000_000n).padStart(8)}.${nanoseconds}`;
      }
      case 'delta': {
        const before = this.#before.get(task);
        return timeUnit(before === undefined ? 0 : now - before);
      }
      case 'elapsed':
        return timeUnit(now - this.#merged.firstTime);
      case 'task':
        return printable(task.task?.comm ?? '').padStart(15);
      case 'module':
        return index === undefined ? ' '.repeat(16) : this.#module(task, now, task.stack.address[index]!);
    }
  }

  #module(task: TaskReader, time: number, address: number): string {
    const session = this.#merged.recording.sessions.at(task.task, time);
    let name = '[unknown]';
    if (session !== undefined) {
      const found = session.modules.find(({ start, end }) => start <= address && address < end);
      if (isKernelAddress(session, address)) name = '[kernel]';
      else if (found !== undefined) name = baseName(found.path);
      else if (isSwitchEvent(address)) name = '[event]';
    }
    return printable(name).slice(0, 16).padStart(16);
  }
}

function choose(asked: string | undefined, front: 'elapsed' | 'time' | undefined): readonly ReplayField[] {
  if (asked === 'none') return [];
  const usual = front === undefined ? ['duration', 'tid'] : [front, 'duration', 'tid'];
  if (asked === undefined) return usual.map(name => fields.find(field => field.name === name)!);
  const words = asked.replace(/^\+/, `${usual.join(',')},`).split(',');
  const unknown = words.find(word => word !== 'all' && !fields.some(({ name }) => name === word));
  if (unknown !== undefined) {
    throw new UsageError(
      `no column is called ${JSON.stringify(unknown)}`,
      `columns: ${fields.map(({ name }) => name).join(', ')}`,
    );
  }
  return fields.filter(({ name }) => words.includes('all') || words.includes(name));
}
