import type { Trace } from '../../store/index.ts';
import { type Analysis, type Answer, answerWith, derived, type Finding } from '../analysis.ts';
import { followSignals } from './follow-signals.ts';
import { deathsOf, durationsOf, kindsOf, sendersOf, signalsOf } from './summaries.ts';
import { deathsTable, durationsTable, kindsTable, sendersTable, signalsTable } from './tables.ts';

/** Signals: who sent which to whom, when they were delivered, and what they did. */
export const signalAnalysis: Analysis = {
  id: 'signal',
  sentence:
    'Signals: who sent which to whom, how long until they were delivered, what they did, and who died of them.',
  needs: [['signal:signal_generate', 'signal:signal_deliver']],
  record: '--plan overview',
  tables: [kindsTable, sendersTable, deathsTable, durationsTable, signalsTable],
  tracks: [
    {
      id: 'signal.signals',
      sentence: 'Signals of each task, from generation to delivery.',
      table: 'signal.signals',
      kind: 'slices',
      lanes: ['tid'],
      start: 'time',
      duration: 'duration',
      value: 'signal',
    },
  ],
  links: [
    {
      id: 'signal.deliveries',
      sentence: 'From the generation of a signal to its delivery.',
      table: 'signal.signals',
      from: 'begin_row',
      to: 'end_row',
    },
    {
      id: 'signal.children',
      sentence: 'From the end of a task to the SIGCHLD that tells of it.',
      table: 'signal.deaths',
      from: 'exit_row',
      to: 'child_row',
    },
  ],
  answer: answerSignal,
  findings,
};

function answerSignal(trace: Trace): Answer {
  const signals = derived(trace, followSignals);
  return answerWith(
    {
      'signal.kinds': () => kindsOf(trace, signals),
      'signal.senders': () => sendersOf(trace, signals),
      'signal.deaths': () => deathsOf(trace, signals),
      'signal.durations': () => durationsOf(trace, signals),
      'signal.signals': () => signalsOf(trace, signals),
    },
    signals.problems,
  );
}

const mostFindings = 3;

/** Tasks that a signal ended. */
function findings(_trace: Trace, answer: Answer): readonly Finding[] {
  const deaths = answer.table('signal.deaths');
  const column = (id: string): number => deaths.column(id);
  const found: Finding[] = [];
  for (let row = 0; row < deaths.count && found.length < mostFindings; row++) {
    const [signal, comm, sender] = ['signal', 'comm', 'sender_comm'].map(id => deaths.text(column(id), row));
    if (signal === '') continue;
    const values = { signal: signal!, comm: comm!, sender: sender!, tid: deaths.number(column('tid'), row) };
    found.push({ id: 'signal.death', values, weight: 0.5, row: deaths.number(column('exit_row'), row) });
  }
  return found;
}
