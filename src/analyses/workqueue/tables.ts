import type { Column, TableDescription } from '../../store/index.ts';
import { duration, row } from '../columns/index.ts';
import { histogramTable, latencyColumns } from '../latency/index.ts';
import { taskColumns } from '../tasks/index.ts';

const functionColumn: Column = {
  id: 'function',
  type: 'text',
  unit: '',
  sentence: 'The function of the work item.',
};
const workqueue: Column = {
  id: 'workqueue',
  type: 'text',
  unit: '',
  sentence: 'The workqueue; empty where the queueing or its name is not recorded.',
};
const context: Column = {
  id: 'context',
  type: 'text',
  unit: '',
  sentence:
    'Where it was queued: in a task, a softirq (timers are) or an interrupt; empty where the recording does not say.',
};
const ran = 'from start to end';
const waited = 'from queueing to start';
const runs = { table: 'workqueue.works', value: 'duration' };
const delays = { table: 'workqueue.works', value: 'delay' };

export const functionsTable: TableDescription = {
  id: 'workqueue.functions',
  sentence: 'Work items by function: how long they ran.',
  columns: [functionColumn, ...latencyColumns(ran)],
  keys: ['function'],
  worst: 'total',
  samples: runs,
};

export const queuesTable: TableDescription = {
  id: 'workqueue.queues',
  sentence: 'Work items by workqueue: how long they ran.',
  columns: [workqueue, ...latencyColumns(ran)],
  keys: ['workqueue'],
  worst: 'total',
  samples: runs,
};

export const delaysTable: TableDescription = {
  id: 'workqueue.delays',
  sentence: 'Work items by function and workqueue: how long they waited until a worker ran them.',
  columns: [functionColumn, workqueue, ...latencyColumns(waited)],
  keys: ['function', 'workqueue'],
  worst: 'max',
  samples: delays,
};

export const queuersTable: TableDescription = {
  id: 'workqueue.queuers',
  sentence: 'Who queued work items, or started the timers of delayed ones, and how long those waited.',
  columns: [...taskColumns('that queued'), context, functionColumn, ...latencyColumns(waited)],
  keys: ['comm', 'context', 'function'],
  worst: 'count',
  samples: delays,
};

export const timersTable: TableDescription = {
  id: 'workqueue.timers',
  sentence: 'Delayed work items by function: how long their timers ran before they were queued.',
  columns: [functionColumn, ...latencyColumns('from the start of the timer to the queueing')],
  keys: ['function'],
  worst: 'total',
  samples: { table: 'workqueue.works', value: 'timer_wait' },
};

export const workersTable: TableDescription = {
  id: 'workqueue.workers',
  sentence: 'Workers: how long they ran work items, what they did meanwhile, and how long they had none.',
  columns: [
    ...taskColumns('that ran them'),
    duration('idle', 'Time of the recording in which it had no work item.'),
    duration('running', 'Of the items’ time: on a CPU. Needs sched_switch, as the next ones do.'),
    duration('waiting_cpu', 'Of the items’ time: waiting for a CPU.'),
    duration('sleeping', 'Of the items’ time: asleep.'),
    duration('blocked', 'Of the items’ time: waiting for a disk, a lock (D).'),
    ...latencyColumns(ran),
  ],
  keys: ['comm'],
  worst: 'total',
  samples: runs,
};

export const durationsTable = histogramTable('workqueue.durations', 'How long work items ran.', [
  functionColumn,
]);
export const waitsTable = histogramTable('workqueue.waits', 'How long work items waited for a worker.', [
  functionColumn,
]);

export const worksTable: TableDescription = {
  id: 'workqueue.works',
  sentence: 'Every work item, from its queueing to its end.',
  kind: 'detail',
  columns: [
    { id: 'time', type: 'time', unit: 'ns', sentence: 'The first that was seen of it.' },
    functionColumn,
    workqueue,
    duration('timer_wait', 'Of a delayed item: from the start of its timer to its queueing.'),
    duration('activation', 'From queueing to activation: the workqueue let no more run at once.'),
    duration('delay', 'From queueing to start.'),
    duration('duration', 'From start to end.'),
    context,
    ...taskColumns('that queued it, or started its timer', 'queuer_'),
    {
      id: 'stack',
      type: 'text',
      unit: '',
      sentence: 'Functions that led to the queueing, the outermost first.',
    },
    { id: 'cpu', type: 'integer', unit: '', sentence: 'The CPU that it started on.' },
    {
      id: 'wanted_cpu',
      type: 'integer',
      unit: '',
      sentence: 'The CPU that it was queued for; none for any.',
    },
    ...taskColumns('that ran it'),
    row('timer_row', 'The event that started its timer.'),
    row('queue_row', 'The event of its queueing.'),
    row('activate_row', 'The event of its activation.'),
    row('begin_row', 'The event of its start.'),
    row('end_row', 'The event of its end.'),
  ],
  worst: 'duration',
};
