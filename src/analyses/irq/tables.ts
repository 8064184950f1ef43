import type { Column, TableDescription } from '../../store/index.ts';
import { histogramTable, latencyColumns } from '../latency/index.ts';
import { taskColumns } from '../tasks/index.ts';

const cpu: Column = { id: 'cpu', type: 'integer', unit: '', sentence: 'The CPU.' };
const irq: Column = { id: 'irq', type: 'integer', unit: '', sentence: 'Number of the interrupt.' };
const handler: Column = {
  id: 'handler',
  type: 'text',
  unit: '',
  sentence: 'The name under which the driver asked for the interrupt.',
};
const vector: Column = {
  id: 'vector',
  type: 'text',
  unit: '',
  sentence: 'What the interrupt is for: local_timer, reschedule, call_function …',
};
const softirq: Column = { id: 'softirq', type: 'text', unit: '', sentence: 'TIMER, NET_RX, BLOCK …' };
const place: Column = {
  id: 'place',
  type: 'text',
  unit: '',
  sentence:
    'Where it ran: at an interrupt exit, in ksoftirqd, in an irq thread, or in a task that let softirqs run again.',
};
const net: Column = {
  id: 'net',
  type: 'duration',
  unit: 'ns',
  sentence: 'The total without the time of what interrupted it.',
};
const kind: Column = { id: 'kind', type: 'text', unit: '', sentence: 'irq, vector, softirq or tasklet.' };
const name: Column = {
  id: 'name',
  type: 'text',
  unit: '',
  sentence: 'The handler, vector, softirq, or function of the tasklet.',
};
const functionColumn: Column = {
  id: 'function',
  type: 'text',
  unit: '',
  sentence: 'The function that is called.',
};
const ran = 'from entry to exit';
const samples = { table: 'irq.runs', value: 'duration' };

export const handlersTable: TableDescription = {
  id: 'irq.handlers',
  sentence: 'Interrupts by number and handler.',
  columns: [irq, handler, net, ...latencyColumns(ran)],
  keys: ['handler'],
  worst: 'total',
  samples,
};

export const vectorsTable: TableDescription = {
  id: 'irq.vectors',
  sentence: 'Interrupts that processors send themselves and each other: local timers, wakeups, calls.',
  columns: [vector, net, ...latencyColumns(ran)],
  keys: ['vector'],
  worst: 'total',
  samples,
};

export const softirqsTable: TableDescription = {
  id: 'irq.softirqs',
  sentence: 'Softirqs by vector and where they ran.',
  columns: [softirq, place, net, ...latencyColumns(ran)],
  keys: ['softirq', 'place'],
  worst: 'total',
  samples,
};

export const delaysTable: TableDescription = {
  id: 'irq.softirq-delays',
  sentence: 'How long softirqs waited from their first raise until they ran.',
  columns: [softirq, place, ...latencyColumns('from raise to entry')],
  keys: ['softirq', 'place'],
  worst: 'max',
  samples: { table: 'irq.runs', value: 'delay' },
};

export const taskletsTable: TableDescription = {
  id: 'irq.tasklets',
  sentence: 'Tasklets by function.',
  columns: [functionColumn, net, ...latencyColumns(ran)],
  keys: ['function'],
  worst: 'total',
  samples,
};

export const cpusTable: TableDescription = {
  id: 'irq.cpus',
  sentence: 'Interrupts, softirqs and tasklets of each CPU.',
  columns: [cpu, kind, irq, name, net, ...latencyColumns(ran)],
  keys: ['cpu', 'kind', 'name'],
  worst: 'total',
  samples,
};

export const interruptedTable: TableDescription = {
  id: 'irq.interrupted',
  sentence: 'What was interrupted, and by what. Threads that run softirqs are not interrupted by them.',
  columns: [
    ...taskColumns('that ran'),
    {
      id: 'over',
      type: 'text',
      unit: '',
      sentence: 'What ran in the task’s stead already; empty: the task.',
    },
    kind,
    name,
    net,
    ...latencyColumns(ran),
  ],
  keys: ['comm', 'over', 'kind', 'name'],
  worst: 'total',
  samples,
};

export const durationsTable = histogramTable('irq.durations', 'How long handlers and softirqs ran.', [
  kind,
  name,
]);
export const waitsTable = histogramTable('irq.delays', 'How long softirqs waited to run.', [softirq]);

export const runsTable: TableDescription = {
  id: 'irq.runs',
  sentence: 'Every run of a handler, vector, softirq or tasklet.',
  kind: 'detail',
  columns: [
    { id: 'time', type: 'time', unit: 'ns', sentence: 'When it began.' },
    cpu,
    kind,
    irq,
    name,
    { id: 'duration', type: 'duration', unit: 'ns', sentence: 'How long it ran, with what interrupted it.' },
    { ...net, sentence: 'The duration without the time of what interrupted it.' },
    {
      id: 'delay',
      type: 'duration',
      unit: 'ns',
      sentence: 'Of a softirq: from its first raise to its entry.',
    },
    place,
    { id: 'over', type: 'text', unit: '', sentence: 'What it interrupted; empty: the task.' },
    ...taskColumns('that was interrupted or ran it'),
    { id: 'begin_row', type: 'row', unit: '', sentence: 'The event of its entry.' },
    { id: 'end_row', type: 'row', unit: '', sentence: 'The event of its exit.' },
    { id: 'raise_row', type: 'row', unit: '', sentence: 'The event that raised the softirq.' },
  ],
  worst: 'duration',
};

const timer: Column = {
  id: 'timer',
  type: 'text',
  unit: '',
  sentence: 'hrtimer, or timer (of the timer wheel).',
};

export const timersTable: TableDescription = {
  id: 'irq.timers',
  sentence: 'Timers by function: how late they expired.',
  columns: [timer, functionColumn, ...latencyColumns('from the asked time to the expiry')],
  keys: ['timer', 'function'],
  worst: 'max',
  samples: { table: 'irq.expiries', value: 'lateness' },
};

export const timerRunsTable: TableDescription = {
  id: 'irq.timer-functions',
  sentence: 'Timers by function: how long it ran.',
  columns: [timer, functionColumn, ...latencyColumns(ran)],
  keys: ['timer', 'function'],
  worst: 'total',
  samples: { table: 'irq.expiries', value: 'duration' },
};

export const latenessTable = histogramTable('irq.lateness', 'How late timers expired.', [timer]);

export const expiriesTable: TableDescription = {
  id: 'irq.expiries',
  sentence: 'Every expiry of a timer.',
  kind: 'detail',
  columns: [
    { id: 'time', type: 'time', unit: 'ns', sentence: 'When it expired.' },
    cpu,
    timer,
    functionColumn,
    {
      id: 'lateness',
      type: 'duration',
      unit: 'ns',
      sentence: 'How long after the asked time; an hrtimer with slack may come before its hard limit.',
    },
    { id: 'duration', type: 'duration', unit: 'ns', sentence: 'How long its function ran.' },
    { id: 'wait', type: 'duration', unit: 'ns', sentence: 'From its start to its expiry.' },
    ...taskColumns('that started it', 'starter_'),
    { id: 'start_row', type: 'row', unit: '', sentence: 'The event that started it.' },
    { id: 'begin_row', type: 'row', unit: '', sentence: 'The event of its expiry.' },
    { id: 'end_row', type: 'row', unit: '', sentence: 'The event at which its function returned.' },
  ],
  worst: 'lateness',
};
