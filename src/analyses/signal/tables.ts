import type { Column, TableDescription } from '../../store/index.ts';
import { row, text } from '../columns/index.ts';
import { histogramTable, latencyColumns } from '../latency/index.ts';
import { taskColumns } from '../tasks/index.ts';

const signal: Column = { id: 'signal', type: 'text', unit: '', sentence: 'The signal.' };
const count = (id: string, sentence: string): Column => ({ id, type: 'integer', unit: '', sentence });

const outcomes: readonly Column[] = [
  count('generated', 'How many were generated.'),
  count('ignored', 'How many were not queued, because the target ignores or blocks them for good.'),
  count('pending', 'How many were not queued, because one of the same was waiting already.'),
  count('failed', 'How many lost their information or were refused, because the queue was full.'),
  count('undelivered', 'How many were queued and not seen to be delivered.'),
];
const samples = { table: 'signal.signals', value: 'duration' };
const took = 'from generation to delivery';

export const kindsTable: TableDescription = {
  id: 'signal.kinds',
  sentence: 'Signals by name: how many, what became of them, and how long they took to be delivered.',
  columns: [signal, ...outcomes, ...latencyColumns(took)],
  keys: ['signal'],
  worst: 'generated',
  samples,
};

export const sendersTable: TableDescription = {
  id: 'signal.senders',
  sentence: 'Signals by who sent them to whom.',
  columns: [
    text('sender_comm', 'Name of the thread that sent it.'),
    text('comm', 'Name of the thread that got it.'),
    signal,
    ...outcomes,
    ...latencyColumns(took),
  ],
  keys: ['sender_comm', 'comm', 'signal'],
  worst: 'generated',
  samples,
};

export const durationsTable: TableDescription = histogramTable(
  'signal.durations',
  'How long signals took from generation to delivery.',
  [signal],
);

export const signalsTable: TableDescription = {
  id: 'signal.signals',
  sentence: 'Every signal from its generation to its delivery.',
  kind: 'detail',
  columns: [
    { id: 'time', type: 'time', unit: 'ns', sentence: 'When it was generated.' },
    { id: 'duration', type: 'duration', unit: 'ns', sentence: 'Until it was delivered.' },
    signal,
    ...taskColumns('that ran where it was generated', 'sender_'),
    text(
      'context',
      'Where it was generated: task, softirq or interrupt, where the thread is not the sender.',
    ),
    ...taskColumns('that it was delivered to, else that it was meant for'),
    text('scope', 'process: any of its threads may take it; thread: only that one.'),
    text('code', 'Why it was sent (si_code).'),
    text(
      'result',
      'What the kernel did at generation: queued, ignored, already pending, or why that failed.',
    ),
    text('action', 'What its delivery did: ran a handler, was ignored, or the default by what that does.'),
    { id: 'handler', type: 'address', unit: '', sentence: 'The program’s function that handled it.' },
    text(
      'delivered_as',
      'The signal it was delivered as, where the kernel ends a whole process by SIGKILL instead.',
    ),
    text('sender_stack', 'Where in the kernel it was generated, callers first.'),
    text('stack', 'Where in the kernel it was delivered, callers first.'),
    row('begin_row', 'The event of its generation.'),
    row('end_row', 'The event of its delivery.'),
  ],
  worst: 'duration',
};

export const deathsTable: TableDescription = {
  id: 'signal.deaths',
  sentence: 'Threads that ended: by which signal from whom, and the SIGCHLD that followed.',
  kind: 'detail',
  columns: [
    { id: 'time', type: 'time', unit: 'ns', sentence: 'When it ended.' },
    ...taskColumns('that ended'),
    text('signal', 'The signal that ended it; empty where it ended by itself.'),
    ...taskColumns('that sent that signal', 'sender_'),
    {
      id: 'duration',
      type: 'duration',
      unit: 'ns',
      sentence: 'From the generation of that signal to the end.',
    },
    ...taskColumns('that got SIGCHLD', 'parent_'),
    text('result', 'What became of the SIGCHLD.'),
    {
      id: 'child_delay',
      type: 'duration',
      unit: 'ns',
      sentence: 'From the end to the generation of SIGCHLD.',
    },
    {
      id: 'child_duration',
      type: 'duration',
      unit: 'ns',
      sentence: 'From the generation of SIGCHLD to its delivery.',
    },
    row('signal_row', 'The generation of the signal that ended it.'),
    row('exit_row', 'The event of its end.'),
    row('child_row', 'The generation of the SIGCHLD.'),
  ],
  worst: 'duration',
};
