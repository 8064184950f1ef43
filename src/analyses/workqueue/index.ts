import type { Trace } from '../../store/index.ts';
import { type Analysis, type Answer, answerWith, derived, type Finding } from '../analysis.ts';
import { followWorks } from './follow-works.ts';
import { tablesOf } from './summaries.ts';
import * as tables from './tables.ts';

export { followWorks, type Works } from './follow-works.ts';

/** What was put off to kernel threads: who queued it, how long it waited, who ran it. */
export const workqueueAnalysis: Analysis = {
  id: 'workqueue',
  sentence: 'Work items: who queued them, how long they waited, which worker ran them for how long.',
  needs: [
    [
      'workqueue:workqueue_queue_work',
      'workqueue:workqueue_execute_start',
      'workqueue:workqueue_execute_end',
    ],
    ['workqueue:workqueue_execute_start', 'workqueue:workqueue_execute_end'],
  ],
  reads: ['workqueue:*'],
  record: '--plan irq',
  tables: [
    tables.functionsTable,
    tables.queuesTable,
    tables.delaysTable,
    tables.queuersTable,
    tables.timersTable,
    tables.workersTable,
    tables.durationsTable,
    tables.waitsTable,
    tables.worksTable,
  ],
  tracks: [
    {
      id: 'workqueue.works',
      sentence: 'Work items of each worker.',
      table: 'workqueue.works',
      kind: 'slices',
      lanes: ['tid'],
      start: 'begin_row',
      duration: 'duration',
      value: 'function',
    },
  ],
  links: [
    {
      id: 'workqueue.queued',
      sentence: 'Who queued a work item.',
      table: 'workqueue.works',
      from: 'queue_row',
      to: 'begin_row',
    },
    {
      id: 'workqueue.delayed',
      sentence: 'Who started the timer of a delayed work item.',
      table: 'workqueue.works',
      from: 'timer_row',
      to: 'queue_row',
    },
  ],
  answer(trace: Trace): Answer {
    const works = derived(trace, followWorks);
    return answerWith(tablesOf(trace, works), works.problems);
  },
  findings,
};

const remarkablePart = 0.1;

/** The work item that waited longest, and the one that ran longest. */
function findings(trace: Trace, answer: Answer): readonly Finding[] {
  const window = trace.count === 0 ? 0 : trace.time[trace.count - 1]! - trace.time[0]!;
  const works = answer.table('workqueue.works');
  const name = works.column('function');
  return (['delay', 'duration'] as const).flatMap(id => {
    const column = works.column(id);
    let worst = -1;
    for (let work = 0; work < works.count; work++) {
      const number = works.number(column, work);
      if (number > (worst < 0 ? window * remarkablePart : works.number(column, worst))) worst = work;
    }
    if (worst < 0) return [];
    const longest = works.number(column, worst);
    return [
      {
        id: id === 'delay' ? 'workqueue.waited' : 'workqueue.ran',
        values: { function: works.text(name, worst), duration: longest },
        weight: longest / window,
        row: works.number(works.column('begin_row'), worst),
      },
    ];
  });
}
