import type { Trace } from '../../store/index.ts';
import { type Analysis, type Answer, answerWith, derived, type Finding, prepare } from '../analysis.ts';
import { numbersOf } from './call-numbers.ts';
import { followCalls } from './follow-calls.ts';
import {
  callsOf,
  durationsOf,
  errorsOf,
  filesOfCalls,
  namesOf,
  taskCallsOf,
  tasksOfCalls,
} from './summaries.ts';
import {
  callsTable,
  durationsTable,
  errorsTable,
  filesTable,
  namesTable,
  numbersTable,
  taskCallsTable,
  tasksTable,
  timesTable,
  waitsTable,
} from './tables.ts';
import { followWaits, timesOf, type Waits, waitsOf } from './waits.ts';

export { argumentText } from './argument-text.ts';
export { type Calls, followCalls } from './follow-calls.ts';

/** What programs asked of the kernel, how long it took, and what it refused. */
export const syscallsAnalysis: Analysis = {
  id: 'syscalls',
  sentence:
    'What programs asked of the kernel: system calls, their arguments, errors and how long they took.',
  needs: [
    ['raw_syscalls:sys_enter', 'raw_syscalls:sys_exit'],
    ['syscalls:sys_enter_*', 'syscalls:sys_exit_*'],
  ],
  record: '--plan overview',
  tables: [
    namesTable,
    tasksTable,
    taskCallsTable,
    errorsTable,
    filesTable,
    durationsTable,
    timesTable,
    waitsTable,
    callsTable,
    numbersTable,
  ],
  tracks: [
    {
      id: 'syscalls.calls',
      sentence: 'System calls of each task.',
      table: 'syscalls.calls',
      kind: 'slices',
      lanes: ['tid'],
      start: 'time',
      duration: 'duration',
      value: 'call',
    },
  ],
  links: [
    {
      id: 'syscalls.wakings',
      sentence: 'Who woke a task that slept in a system call.',
      table: 'syscalls.waits',
      from: 'wake_row',
      to: 'sleep_row',
    },
  ],
  answer: answerSyscalls,
  prepare: trace => prepare(trace, followCalls),
  findings,
};

function answerSyscalls(trace: Trace): Answer {
  const calls = derived(trace, followCalls);
  let found: Waits | undefined;
  const waits = (): Waits => {
    found ??= followWaits(trace, calls);
    return found;
  };
  return answerWith(
    {
      'syscalls.names': () => namesOf(calls),
      'syscalls.tasks': () => tasksOfCalls(calls),
      'syscalls.task-calls': () => taskCallsOf(calls),
      'syscalls.errors': () => errorsOf(calls),
      'syscalls.files': () => filesOfCalls(calls),
      'syscalls.durations': () => durationsOf(calls),
      'syscalls.times': () => timesOf(calls, waits()),
      'syscalls.waits': () => waitsOf(trace, calls, waits()),
      'syscalls.calls': () => callsOf(trace, calls),
      'syscalls.numbers': () => numbersOf(trace),
    },
    calls.problems,
  );
}

const remarkablePart = 0.2;

/** A call that fails often, and the slowest one. */
function findings(trace: Trace, answer: Answer): readonly Finding[] {
  const errors = answer.table('syscalls.errors');
  const calls = answer.table('syscalls.calls');
  const [count, duration] = [errors.column('count'), calls.column('duration')];
  const found: Finding[] = [];
  const most = largest(errors.count, row => errors.number(count, row));
  if (most >= 0 && errors.number(count, most) > calls.count * remarkablePart) {
    const [comm, call, error] = ['comm', 'call', 'error'].map(id => errors.text(errors.column(id), most));
    found.push({
      id: 'syscalls.fails-often',
      values: { comm: comm!, call: call!, error: error!, count: errors.number(count, most) },
      weight: errors.number(count, most) / calls.count,
      row: errors.number(errors.column('row'), most),
    });
  }
  const slowest = largest(calls.count, row => calls.number(duration, row));
  const window = trace.count === 0 ? 0 : trace.time[trace.count - 1]! - trace.time[0]!;
  if (slowest >= 0 && calls.number(duration, slowest) > window * remarkablePart) {
    const [comm, call] = ['comm', 'call'].map(id => calls.text(calls.column(id), slowest));
    found.push({
      id: 'syscalls.slowest',
      values: { comm: comm!, call: call!, duration: calls.number(duration, slowest) },
      weight: calls.number(duration, slowest) / window,
      row: calls.number(calls.column('begin_row'), slowest),
    });
  }
  return found;
}

/** The row with the largest number; -1 where there is none. */
function largest(count: number, numberOf: (row: number) => number): number {
  let best = -1;
  for (let row = 0; row < count; row++) {
    const number = numberOf(row);
    if (!Number.isNaN(number) && (best < 0 || number > numberOf(best))) best = row;
  }
  return best;
}
