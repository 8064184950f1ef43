import type { Column, TableDescription } from '../../store/index.ts';
import { histogramTable, latencyColumns } from '../latency/index.ts';
import { taskColumns } from '../tasks/index.ts';

const callColumn: Column = {
  id: 'call',
  type: 'text',
  unit: '',
  sentence:
    'The system call, by the name that programs call it; "call N" where its number has no known name.',
};
const errors: Column = {
  id: 'errors',
  type: 'integer',
  unit: '',
  sentence: 'How many returned an error.',
};
const unreturned: Column = {
  id: 'unreturned',
  type: 'integer',
  unit: '',
  sentence:
    'How many were not seen to return: exits, calls that last beyond the recording, and those across losses.',
};
const errorColumn: Column = {
  id: 'error',
  type: 'text',
  unit: '',
  sentence: 'The error that it returned, by name.',
};
const fileColumn: Column = {
  id: 'file',
  type: 'text',
  unit: '',
  sentence:
    'What the file descriptor was opened as: a path where an event has it, or the kind of file; for execve the program.',
};
const took = 'from entry to return';
const samples = { table: 'syscalls.calls', value: 'duration' };

export const namesTable: TableDescription = {
  id: 'syscalls.names',
  sentence: 'System calls by name: how many, how many failed, how long they took.',
  columns: [callColumn, errors, unreturned, ...latencyColumns(took)],
  keys: ['call'],
  worst: 'total',
  samples,
};

export const tasksTable: TableDescription = {
  id: 'syscalls.tasks',
  sentence: 'System calls by task.',
  columns: [...taskColumns('that called'), errors, unreturned, ...latencyColumns(took)],
  keys: ['comm'],
  worst: 'total',
  samples,
};

export const taskCallsTable: TableDescription = {
  id: 'syscalls.task-calls',
  sentence: 'System calls by task and name.',
  columns: [...taskColumns('that called'), callColumn, errors, unreturned, ...latencyColumns(took)],
  keys: ['comm', 'call'],
  worst: 'total',
  samples,
};

export const errorsTable: TableDescription = {
  id: 'syscalls.errors',
  sentence: 'Errors that system calls returned, by task, call and error.',
  columns: [
    ...taskColumns('that called'),
    callColumn,
    errorColumn,
    { id: 'count', type: 'integer', unit: '', sentence: 'How often.' },
    { id: 'row', type: 'row', unit: '', sentence: 'The first such return.' },
  ],
  keys: ['comm', 'call', 'error'],
  worst: 'count',
};

export const filesTable: TableDescription = {
  id: 'syscalls.files',
  sentence: 'System calls by the file that they worked on, as far as the recording saw it opened.',
  columns: [fileColumn, callColumn, errors, unreturned, ...latencyColumns(took)],
  keys: ['file', 'call'],
  worst: 'total',
  samples,
};

export const durationsTable: TableDescription = histogramTable(
  'syscalls.durations',
  'How long system calls took, by name.',
  [callColumn],
);

export const callsTable: TableDescription = {
  id: 'syscalls.calls',
  sentence: 'Every system call with its arguments and its result.',
  kind: 'detail',
  columns: [
    { id: 'time', type: 'time', unit: 'ns', sentence: 'When it was entered.' },
    { id: 'duration', type: 'duration', unit: 'ns', sentence: 'From its entry to its return.' },
    { id: 'cpu', type: 'integer', unit: '', sentence: 'The CPU it was entered on.' },
    ...taskColumns('that called'),
    callColumn,
    { id: 'arguments', type: 'text', unit: '', sentence: 'Its arguments, with flags and constants by name.' },
    { id: 'result', type: 'integer', unit: '', sentence: 'What it returned.' },
    errorColumn,
    fileColumn,
    { id: 'begin_row', type: 'row', unit: '', sentence: 'The event of its entry.' },
    { id: 'end_row', type: 'row', unit: '', sentence: 'The event of its return.' },
  ],
  worst: 'duration',
};

const partColumns: readonly Column[] = [
  ['running', 'Time in which the task ran.'],
  [
    'waiting_cpu',
    'Time in which it was ready to run and waited for a CPU: woken, preempted or having yielded.',
  ],
  ['sleeping', 'Time asleep where a signal would have woken it.'],
  ['blocked', 'Time asleep where only what it waited for could wake it: a disk, a lock.'],
  ['other', 'Time in which it was stopped, parked or idle.'],
  [
    'unknown',
    'Time of which nothing tells what it did: before the first event about it, or where events were lost.',
  ],
].map(([id, sentence]) => ({ id: id!, type: 'duration', unit: 'ns', sentence: sentence! }));

export const timesTable: TableDescription = {
  id: 'syscalls.times',
  sentence: 'What the time of system calls went to, by name.',
  columns: [
    callColumn,
    { id: 'waited', type: 'integer', unit: '', sentence: 'How many of the calls left the CPU.' },
    { id: 'total', type: 'duration', unit: 'ns', sentence: 'The time of all of them.' },
    ...partColumns,
  ],
  keys: ['call'],
  worst: 'total',
};

export const waitsTable: TableDescription = {
  id: 'syscalls.waits',
  sentence: 'System calls in which the task left the CPU: what it waited for, and who woke it.',
  kind: 'detail',
  columns: [
    { id: 'time', type: 'time', unit: 'ns', sentence: 'When the call was entered.' },
    { id: 'duration', type: 'duration', unit: 'ns', sentence: 'From its entry to its return.' },
    ...taskColumns('that called'),
    callColumn,
    fileColumn,
    ...partColumns,
    ...taskColumns('that ran where its last sleep was ended; an interrupt may have come into it', 'waker_'),
    {
      id: 'stack',
      type: 'text',
      unit: '',
      sentence: 'Where in the kernel its longest sleep began, callers first.',
    },
    { id: 'begin_row', type: 'row', unit: '', sentence: 'The event of its entry.' },
    { id: 'sleep_row', type: 'row', unit: '', sentence: 'The switch with which its longest sleep began.' },
    { id: 'wake_row', type: 'row', unit: '', sentence: 'The waking that ended its last sleep.' },
  ],
  worst: 'duration',
};

export const numbersTable: TableDescription = {
  id: 'syscalls.numbers',
  sentence:
    'The system calls of the recorded kernel: by which number programs ask for which function, and where that is.',
  kind: 'detail',
  ofKernel: true,
  columns: [
    {
      id: 'number',
      type: 'integer',
      unit: '',
      sentence: 'What a program puts into rax on x86-64, into x8 on arm64.',
    },
    { id: 'name', type: 'text', unit: '', sentence: 'The name that programs call it by.' },
    { id: 'function', type: 'text', unit: '', sentence: 'The function of the kernel that it enters.' },
    {
      id: 'file',
      type: 'text',
      unit: '',
      sentence:
        'The file of the kernel’s source that defines it; empty where no kernel of this version is known here.',
    },
    {
      id: 'line',
      type: 'integer',
      unit: '',
      sentence:
        'The line of its definition; not known where only another build of this version is known here.',
    },
  ],
};
