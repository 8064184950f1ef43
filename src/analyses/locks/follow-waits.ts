import { growing, type Problem, type Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { addressKey, Names } from '../names/index.ts';
import { tasksOf } from '../tasks/index.ts';
import { type EventFields, EventWalk, lostStretches, notesOf } from '../walk/index.ts';

/** Waits for locks, or stretches in which they were held: each from one event to another of the same task. */
export class LockSpans {
  readonly begin = growing.u32();
  readonly end = growing.u32();
  readonly task = growing.u32();
  /** Codes of `names`: what kind of lock, and which. */
  readonly kind = growing.u32();
  readonly lock = growing.u32();
  readonly failed = growing.u8();

  get count(): number {
    return this.begin.length;
  }
}

export interface Locks {
  readonly waits: LockSpans;
  readonly holds: LockSpans;
  readonly names: Names;
  readonly problems: readonly Problem[];
}

/** A number for each pair of a lock and a task: addresses of locks are codes first. */
const taskLimit = 2 ** 23;

/** Beginnings by lock and task. One that begins anew is the same wait: a mutex says when it spins and when it sleeps. */
class SpanFollower {
  readonly spans = new LockSpans();
  #unbegun = 0;
  #acrossLosses = 0;
  readonly #trace: Trace;
  readonly #open = new Map<number, { readonly row: number; readonly kind: number }>();

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  begin(key: number, row: number, kind: number): void {
    if (!this.#open.has(key)) this.#open.set(key, { row, kind });
  }

  end(key: number, row: number, task: number, lock: number, failed: boolean): void {
    const open = this.#open.get(key);
    this.#open.delete(key);
    if (open === undefined) {
      this.#unbegun++;
      return;
    }
    const { time } = this.#trace;
    if (derived(this.#trace, lostStretches).between(time[open.row]!, time[row]!)) {
      this.#acrossLosses++;
      return;
    }
    const { spans } = this;
    spans.begin.push(open.row);
    spans.end.push(row);
    spans.task.push(task);
    spans.kind.push(open.kind);
    spans.lock.push(lock);
    spans.failed.push(failed ? 1 : 0);
  }

  /** `what` they are begins each sentence. */
  problems(name: string, what: string): readonly Problem[] {
    return notesOf([
      [`${name}-unended`, this.#open.size, `${what} that had not ended where the recording ends.`],
      [`${name}-unbegun`, this.#unbegun, `${what} that ended without a beginning in the recording.`],
      [
        `${name}-across-losses`,
        this.#acrossLosses,
        `${what} that are not told, because events between were lost.`,
      ],
    ]);
  }
}

/** include/trace/events/lock.h: LCB_F_SPIN, READ, WRITE, RT, PERCPU, MUTEX. */
export function kindOfFlags(flags: number): string {
  const way = (flags & 2) !== 0 ? ' read' : (flags & 4) !== 0 ? ' write' : '';
  if ((flags & 32) !== 0) return 'mutex';
  if ((flags & 16) !== 0) return `percpu-rwsem${way}`;
  const sleeps = (flags & 1) === 0;
  if ((flags & 8) !== 0) return way === '' ? 'rtmutex' : `rt rwlock${way}`;
  if (way === '') return sleeps ? 'semaphore' : 'spinlock';
  return `${sleeps ? 'rwsem' : 'rwlock'}${way}`;
}

export function followLocks(trace: Trace): Locks {
  const names = new Names();
  const waits = new SpanFollower(trace);
  const holds = new SpanFollower(trace);
  const tasks = tasksOf(trace);
  const codes = new Map<number, number>();
  const keyOf = (address: number, row: number): number => {
    const code = codes.get(address) ?? codes.size;
    codes.set(address, code);
    return code * taskLimit + tasks.ofRow(row);
  };
  const walk = new EventWalk(trace);
  walk.on('lock:contention_begin', fields => {
    const [lock, flags] = [addressKey(fields, 'lock_addr'), fields.number('flags')];
    return row => waits.begin(keyOf(lock(row), row), row, names.code(kindOfFlags(flags(row))));
  });
  walk.on('lock:contention_end', fields => {
    const [lock, result] = [addressKey(fields, 'lock_addr'), fields.number('ret')];
    const name = lockName(trace, fields, names);
    return row => waits.end(keyOf(lock(row), row), row, tasks.ofRow(row), name(row), result(row) !== 0);
  });
  followDebugged(walk, { waits, holds, names, keyOf, taskOf: row => tasks.ofRow(row) });
  const problems = walk.run();
  return {
    waits: waits.spans,
    holds: holds.spans,
    names,
    problems: [
      ...problems,
      ...waits.problems('locks.wait', 'Waits for locks'),
      ...holds.problems('locks.hold', 'Holds of locks'),
    ],
  };
}

/** A lock that is a variable of the kernel has its name, others have their address. */
function lockName(trace: Trace, fields: EventFields, names: Names): (row: number) => number {
  const [high, low, value] = [fields.high('lock_addr'), fields.low('lock_addr'), fields.value('lock_addr')];
  return row => {
    const symbol = trace.symbols.find(high(row), low(row));
    const isStart =
      symbol >= 0 && trace.symbols.high(symbol) === high(row) && trace.symbols.low(symbol) === low(row);
    return names.code(isStart ? trace.symbols.name(symbol) : String(value(row) ?? ''));
  };
}

interface Debugged {
  readonly waits: SpanFollower;
  readonly holds: SpanFollower;
  readonly names: Names;
  readonly keyOf: (address: number, row: number) => number;
  readonly taskOf: (row: number) => number;
}

/** Kernels that check locks say who holds which by name (CONFIG_LOCKDEP; who waited: CONFIG_LOCK_STAT). */
function followDebugged(walk: EventWalk, { waits, holds, names, keyOf, taskOf }: Debugged): void {
  walk.on('lock:lock_contended', fields => {
    const lock = addressKey(fields, 'lockdep_addr');
    const kind = names.code('lockdep');
    return row => waits.begin(keyOf(lock(row), row), row, kind);
  });
  walk.on('lock:lock_acquired', fields => {
    const [lock, name] = [addressKey(fields, 'lockdep_addr'), fields.text('name')];
    return row => waits.end(keyOf(lock(row), row), row, taskOf(row), names.code(name(row)), false);
  });
  walk.on('lock:lock_acquire', fields => {
    const [lock, flags] = [addressKey(fields, 'lockdep_addr'), fields.number('flags')];
    const [read, write] = [names.code('lockdep read'), names.code('lockdep')];
    return row => holds.begin(keyOf(lock(row), row), row, (flags(row) & 2) === 0 ? write : read);
  });
  walk.on('lock:lock_release', fields => {
    const [lock, name] = [addressKey(fields, 'lockdep_addr'), fields.text('name')];
    return row => holds.end(keyOf(lock(row), row), row, taskOf(row), names.code(name(row)), false);
  });
}
