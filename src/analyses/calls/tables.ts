import type { Column, TableDescription } from '../../store/index.ts';
import { duration, text } from '../columns/index.ts';
import { taskColumns } from '../tasks/index.ts';

const times = (id: string, sentence: string): Column => ({ id, type: 'integer', unit: 'times', sentence });

const functionColumn = text('function', 'The function; its address where no symbol covers it.');
const part = text('part', 'The part of the kernel that the function belongs to, by its name.');
const calls: Column = { id: 'calls', type: 'integer', unit: 'calls', sentence: 'How many calls.' };
const total = duration('total', 'Time in calls, those inside of other calls of the same left out.');
const self = duration(
  'self',
  'Time in the functions themselves, without what they called and without waits.',
);
const running = duration(
  'running',
  'Of the total, time on a CPU; unknown where sched_switch was not recorded.',
);
const offCpu = duration(
  'off_cpu',
  'Of the total, time off the CPU; unknown where sched_switch was not recorded.',
);
const event = text('event', 'system:name of the event that the stack was recorded with.');
const source = text(
  'source',
  'Whose count it is: function_graph, or the event that stacks were recorded with.',
);
const stack = text('stack', 'Functions from the outermost to the innermost, with ; between them.');
const samples = { table: 'calls.durations', value: 'duration' };

export const functionsTable: TableDescription = {
  id: 'calls.functions',
  sentence: 'Every function that was called: how often, how long, on the CPU and off it.',
  columns: [
    functionColumn,
    part,
    text('module', 'The module of the kernel that has it; empty for the kernel itself.'),
    calls,
    total,
    self,
    running,
    offCpu,
    duration('mean', 'Mean time of a call.'),
    duration('min', 'The shortest call.'),
    duration('p50', 'Half of the calls were no longer.'),
    duration('p90', '90 % of the calls were no longer.'),
    duration('p99', '99 % of the calls were no longer.'),
    duration('max', 'The longest call.'),
  ],
  keys: ['function'],
  worst: 'self',
  samples,
};

export const partsTable: TableDescription = {
  id: 'calls.parts',
  sentence: 'Time by part of the kernel; wait is time off the CPU.',
  columns: [part, calls, self],
  keys: ['part'],
  worst: 'self',
};

export const tasksTable: TableDescription = {
  id: 'calls.tasks',
  sentence: 'Calls by task.',
  columns: [
    ...taskColumns('that called'),
    calls,
    times('functions', 'How many different functions.'),
    total,
    self,
    running,
    offCpu,
  ],
  keys: ['comm'],
  worst: 'self',
  samples,
};

export const pathsTable: TableDescription = {
  id: 'calls.paths',
  sentence: 'The tree of calls of all tasks together: every path of functions from the outermost.',
  columns: [
    text('path', 'Functions from the outermost to the innermost, with ; between them.'),
    functionColumn,
    { id: 'depth', type: 'integer', unit: '', sentence: 'How many functions are above it.' },
    calls,
    duration('total', 'Time in these calls.'),
    self,
    offCpu,
  ],
  keys: ['path'],
  worst: 'self',
};

export const callersTable: TableDescription = {
  id: 'calls.callers',
  sentence:
    'Who called each function: calls of function_graph, or stacks of events with both, one above the other.',
  columns: [
    source,
    functionColumn,
    text('caller', 'What called it; empty where it is the outermost.'),
    times('count', 'How many calls, or stacks.'),
    duration('time', 'Time in these calls; unknown of stacks.'),
  ],
  keys: ['source', 'function', 'caller'],
  worst: 'count',
};

export const calleesTable: TableDescription = {
  id: 'calls.callees',
  sentence: 'What each function called: calls of function_graph, or stacks of events with both.',
  columns: [
    source,
    functionColumn,
    text('callee', 'What it called.'),
    times('count', 'How many calls, or stacks.'),
    duration('time', 'Time in these calls; unknown of stacks.'),
  ],
  keys: ['source', 'function', 'callee'],
  worst: 'count',
};

export const stacksTable: TableDescription = {
  id: 'calls.stacks',
  sentence: 'Stacks that were recorded with events, by event and task.',
  columns: [
    event,
    text('comm', 'Name of the thread.'),
    stack,
    times('count', 'How many events had this stack.'),
    { id: 'row', type: 'row', unit: '', sentence: 'The first of them.' },
  ],
  keys: ['event', 'comm', 'stack'],
  worst: 'count',
};

export const stackFunctionsTable: TableDescription = {
  id: 'calls.stack-functions',
  sentence: 'Functions in the stacks of events.',
  columns: [
    event,
    functionColumn,
    times('leaf', 'In how many stacks it is the innermost.'),
    times('anywhere', 'In how many stacks it is.'),
    times('callers', 'How many different functions called it.'),
    times('callees', 'How many different functions it called.'),
  ],
  keys: ['event', 'function'],
  worst: 'anywhere',
};

export const durationsTable: TableDescription = {
  id: 'calls.durations',
  sentence: 'Every call of a function that function_graph recorded.',
  kind: 'detail',
  columns: [
    { id: 'time', type: 'time', unit: 'ns', sentence: 'When it began.' },
    { id: 'cpu', type: 'integer', unit: '', sentence: 'The CPU on which it began.' },
    ...taskColumns('that called'),
    functionColumn,
    part,
    duration('duration', 'From its begin to its end; at least this where it is unfinished.'),
    duration('self', 'Of that, in the function itself.'),
    duration('off_cpu', 'Of that, off the CPU; unknown where sched_switch was not recorded.'),
    { id: 'depth', type: 'integer', unit: '', sentence: 'How many recorded callers are above it.' },
    {
      id: 'unfinished',
      type: 'integer',
      unit: '',
      sentence: '1 where its return was not recorded, 2 where it ran until the end.',
    },
    { id: 'begin_row', type: 'row', unit: '', sentence: 'The event of its begin.' },
  ],
  worst: 'duration',
};
