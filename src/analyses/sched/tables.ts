import type { TableDescription } from '../../store/index.ts';
import { count, cpu, duration, row, time } from '../columns/index.ts';
import { histogramTable, latencyColumns } from '../latency/index.ts';
import { taskColumns } from '../tasks/index.ts';

export const tasksTable: TableDescription = {
  id: 'sched.tasks',
  sentence: 'What each task did with its time, those that ran longest first.',
  keys: ['comm'],
  worst: 'running',
  samples: { table: 'sched.runs', value: 'duration' },
  columns: [
    ...taskColumns('that did'),
    duration('running', 'On a CPU.'),
    duration('runnable', 'Woken and waiting for a CPU.'),
    duration('preempted', 'Taken from the CPU and waiting for one.'),
    duration('yielded', 'Gave the CPU up by itself and waiting for one.'),
    duration('sleeping', 'Asleep until something or a signal wakes it (S).'),
    duration('blocked', 'Asleep until what it waits for is there (D).'),
    duration('idle', 'A kernel thread without work (I), or the idle task while another ran.'),
    duration('stopped', 'Stopped or parked (T, t, P).'),
    duration('unknown', 'Nothing tells: before its first event, or events were lost.'),
    count('switches', 'switches', 'How often it left a CPU.'),
    count('preemptions', 'switches', 'How often it was taken from a CPU though it wanted to go on.'),
    count('yields', 'switches', 'How often it gave the CPU up and wanted to go on.'),
    count('migrations', 'migrations', 'How often it ran on another CPU than before.'),
    {
      id: 'nice',
      type: 'integer',
      unit: '',
      sentence: 'Its nice value when it ran last; none for real-time tasks.',
    },
    {
      id: 'prio',
      type: 'integer',
      unit: '',
      sentence: 'The kernel’s priority: 0 to 99 real-time, 100 to 139 nice −20 to 19.',
    },
  ],
};

export const runsTable: TableDescription = {
  id: 'sched.runs',
  sentence: 'Every stretch of time of a task on a CPU, with what came before and how it ended.',
  kind: 'detail',
  worst: 'duration',
  columns: [
    time('When it began.'),
    cpu('Where it ran.'),
    ...taskColumns('that ran'),
    duration('duration', 'How long it ran.'),
    duration('delay', 'How long it had waited for this CPU, awake.'),
    duration('slept', 'How long it had been asleep before that.'),
    {
      id: 'ended',
      type: 'text',
      unit: '',
      sentence:
        'How: preempted, yielded, sleeping, blocked, stopped, parked, idle, dead; unknown where the recording ends.',
    },
    ...taskColumns('that ran next', 'next_'),
    row('begin_row', 'The switch that began it.'),
    row('end_row', 'The switch that ended it.'),
  ],
};

export const waitsTable: TableDescription = {
  id: 'sched.waits',
  sentence: 'Every time a task waited for a CPU: the runqueue latency, from waking or preemption to running.',
  kind: 'detail',
  worst: 'duration',
  columns: [
    time('When it began to wait.'),
    ...taskColumns('that waited'),
    duration('duration', 'How long it waited.'),
    { id: 'reason', type: 'text', unit: '', sentence: 'runnable (woken), preempted or yielded.' },
    cpu('Where it ran then.'),
    ...taskColumns('that woke it', 'waker_'),
    ...taskColumns('that ran there instead until then', 'instead_'),
    row('begin_row', 'The waking or the switch that began it.'),
    row('end_row', 'The switch that ended it.'),
  ],
};

const waited = 'a task waited for a CPU';

export const latencyTable: TableDescription = {
  id: 'sched.latency',
  sentence: 'Runqueue latency by task: how long it waited for a CPU when it wanted one.',
  keys: ['comm'],
  worst: 'max',
  samples: { table: 'sched.waits', value: 'duration' },
  columns: [...taskColumns('that waited'), ...latencyColumns(waited)],
};

export const wakersTable: TableDescription = {
  id: 'sched.wakers',
  sentence: 'Who woke whom, and how long the woken task then waited for a CPU.',
  keys: ['waker_comm', 'comm'],
  worst: 'total',
  columns: [
    {
      id: 'waker_comm',
      type: 'text',
      unit: '',
      sentence: 'Name of the thread that ran when the waking happened; in an interrupt, the interrupted one.',
    },
    { id: 'comm', type: 'text', unit: '', sentence: 'Name of the woken thread.' },
    ...latencyColumns(waited),
  ],
};

export const histogramOfWaits = histogramTable('sched.latency-histogram', 'How long tasks waited for a CPU.');

export const preemptionsTable: TableDescription = {
  id: 'sched.preemptions',
  sentence: 'Who was taken from a CPU by whom, and how long it then waited.',
  keys: ['comm', 'by_comm'],
  worst: 'total',
  columns: [
    { id: 'comm', type: 'text', unit: '', sentence: 'The thread that was running.' },
    { id: 'by_comm', type: 'text', unit: '', sentence: 'The thread that ran instead.' },
    ...latencyColumns('it waited to go on'),
  ],
};

export const cpusTable: TableDescription = {
  id: 'sched.cpus',
  sentence: 'How each CPU spent its time.',
  keys: ['cpu'],
  worst: 'busy',
  columns: [
    cpu('The CPU.'),
    duration('busy', 'A task other than the idle one ran.'),
    duration('idle', 'The idle task ran.'),
    { id: 'use', type: 'number', unit: '', sentence: 'Its busy part of the time known, 0 to 1.' },
    count('switches', 'switches', 'Switches on it.'),
    count('tasks', 'tasks', 'Different tasks that ran on it.'),
    {
      id: 'waiting_mean',
      type: 'number',
      unit: 'tasks',
      sentence: 'Tasks that waited for it, on average over time.',
    },
    count('waiting_max', 'tasks', 'The most tasks that waited for it at once.'),
  ],
};

export const runqueueTable: TableDescription = {
  id: 'sched.runqueues',
  sentence: 'How many tasks waited for each CPU, whenever that changed.',
  kind: 'detail',
  columns: [
    time('From then on.'),
    cpu('The CPU that they waited for.'),
    count('waiting', 'tasks', 'How many waited, without the one that ran.'),
  ],
};

export const migrationsTable: TableDescription = {
  id: 'sched.migrations',
  sentence: 'Every time a task ran on another CPU than before.',
  kind: 'detail',
  columns: [
    time('When it ran on the new CPU.'),
    ...taskColumns('that moved'),
    { id: 'from_cpu', type: 'integer', unit: '', sentence: 'Where it had run.' },
    { id: 'to_cpu', type: 'integer', unit: '', sentence: 'Where it ran then.' },
    duration('away', 'Since it had left the old CPU.'),
    row('row', 'The switch on the new CPU.'),
  ],
};

export const sharesTable: TableDescription = {
  id: 'sched.shares',
  sentence:
    'While tasks wanted the same CPU: the share that their nice values promise against the one they had.',
  keys: ['comm', 'nice'],
  worst: 'contended',
  columns: [
    ...taskColumns('that wanted the CPU'),
    cpu('The CPU.'),
    { id: 'nice', type: 'integer', unit: '', sentence: 'Its nice value then.' },
    {
      id: 'weight',
      type: 'integer',
      unit: 'weight',
      sentence: 'The weight that the kernel gives this nice value.',
    },
    duration('contended', 'How long it wanted the CPU while others did too.'),
    duration('running', 'How much of that it ran.'),
    { id: 'predicted', type: 'number', unit: '', sentence: 'The share its weight promises, 0 to 1.' },
    { id: 'measured', type: 'number', unit: '', sentence: 'The share it had, 0 to 1.' },
  ],
};

export const forksTable: TableDescription = {
  id: 'sched.forks',
  sentence: 'Tasks that were forked in the recording, with their lives.',
  kind: 'detail',
  worst: 'duration',
  columns: [
    time('When it was forked.'),
    ...taskColumns('that was forked'),
    ...taskColumns('that forked it', 'parent_'),
    {
      id: 'generation',
      type: 'integer',
      unit: 'forks',
      sentence: 'Forks in the recording between it and a task that was there before.',
    },
    duration('duration', 'From fork to exit; not known where it lived on.'),
    duration('running', 'How much of it was on a CPU.'),
    row('fork_row', 'The fork.'),
    row('exit_row', 'The exit.'),
  ],
};

export const offCpuTable: TableDescription = {
  id: 'sched.off-cpu',
  sentence: 'Time off the CPU by task, state and the kernel stack at the switch.',
  keys: ['comm', 'state', 'stack'],
  worst: 'total',
  columns: [
    { id: 'comm', type: 'text', unit: '', sentence: 'Name of the thread.' },
    { id: 'state', type: 'text', unit: '', sentence: 'sleeping, blocked, preempted, … as in sched.runs.' },
    ...latencyColumns('it was off the CPU'),
    {
      id: 'stack',
      type: 'text',
      unit: '',
      sentence: 'The functions it was in, the outermost first; empty where none was recorded.',
    },
  ],
};

export const schedTables: readonly TableDescription[] = [
  cpusTable,
  tasksTable,
  latencyTable,
  histogramOfWaits,
  waitsTable,
  wakersTable,
  preemptionsTable,
  sharesTable,
  offCpuTable,
  runsTable,
  migrationsTable,
  forksTable,
  runqueueTable,
];
