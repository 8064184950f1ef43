import { type Cell, Table, type TableDescription, type Trace } from '../../store/index.ts';
import { type Analysis, type Answer, answerWith, derived, type Finding } from '../analysis.ts';
import { type Grouped, histogramsOf, summaryOf } from '../latency/index.ts';
import { stacksOf } from '../stacks/index.ts';
import { tasksOf } from '../tasks/index.ts';
import { followLocks, type LockSpans, type Locks } from './follow-waits.ts';
import * as tables from './tables.ts';

/** Who waited for which lock. */
export const locksAnalysis: Analysis = {
  id: 'locks',
  sentence: 'Who waited for which lock, how long, and from where.',
  needs: [
    ['lock:contention_begin', 'lock:contention_end'],
    ['lock:lock_acquire', 'lock:lock_release'],
  ],
  reads: ['lock:*'],
  record: "-e 'lock:*' --stack",
  tables: [
    tables.kindsTable,
    tables.locksTable,
    tables.tasksTable,
    tables.stacksTable,
    tables.heldTable,
    tables.durationsTable,
    tables.waitsTable,
    tables.holdsTable,
  ],
  tracks: [
    {
      id: 'locks.waits',
      sentence: 'Waits for locks of each task.',
      table: 'locks.waits',
      kind: 'slices',
      lanes: ['tid'],
      start: 'time',
      duration: 'duration',
      value: 'lock',
    },
  ],
  answer: answerLocks,
  findings,
};

const limit = 2 ** 24;

function answerLocks(trace: Trace): Answer {
  const locks = derived(trace, followLocks);
  const { waits, holds, names, problems } = locks;
  const tasks = tasksOf(trace);
  const stacks = stacksOf(trace);
  const grouped = (
    spans: LockSpans,
    keyOf: Grouped['keyOf'],
    cellsOf: (span: number) => Readonly<Record<string, Cell>>,
  ): Grouped => ({ count: spans.count, keyOf, durationOf: durations(trace, spans), cellsOf });
  const kindCell = (span: number) => ({ kind: names.texts[waits.kind.at(span)]! });
  const byKind = (span: number): number => waits.kind.at(span);
  const byLock = (spans: LockSpans): Grouped =>
    grouped(
      spans,
      span => spans.kind.at(span) * limit + spans.lock.at(span),
      span => ({ kind: names.texts[spans.kind.at(span)]!, lock: names.texts[spans.lock.at(span)]! }),
    );
  const stackAt = (span: number): number => stacks.ofRow(waits.begin.at(span));
  return answerWith(
    {
      'locks.kinds': () => summaryOf(tables.kindsTable, grouped(waits, byKind, kindCell)),
      'locks.locks': () => summaryOf(tables.locksTable, byLock(waits)),
      'locks.tasks': () =>
        summaryOf(
          tables.tasksTable,
          grouped(
            waits,
            span => waits.task.at(span) * limit + waits.kind.at(span),
            span => ({
              tid: tasks.tids[waits.task.at(span)],
              comm: tasks.comms[waits.task.at(span)],
              ...kindCell(span),
            }),
          ),
        ),
      'locks.stacks': () =>
        summaryOf(
          tables.stacksTable,
          grouped(
            waits,
            span => (stackAt(span) < 0 ? -1 : stackAt(span) * limit + waits.kind.at(span)),
            span => ({ stack: stacks.text(stackAt(span)), ...kindCell(span) }),
          ),
        ),
      'locks.held': () => summaryOf(tables.heldTable, byLock(holds)),
      'locks.durations': () => histogramsOf(tables.durationsTable, grouped(waits, byKind, kindCell)),
      'locks.waits': () => detail(trace, tables.waitsTable, waits, locks),
      'locks.holds': () => detail(trace, tables.holdsTable, holds, locks),
    },
    problems,
  );
}

function durations({ time }: Trace, { begin, end }: LockSpans): (span: number) => number {
  return span => time[end.at(span)]! - time[begin.at(span)]!;
}

function detail(trace: Trace, description: TableDescription, spans: LockSpans, { names }: Locks): Table {
  const stacks = stacksOf(trace);
  const begins = spans.begin.view();
  return new Table(description, {
    time: Float64Array.from(begins, row => trace.time[row]!),
    cpu: Uint16Array.from(begins, row => trace.cpu[row]!),
    ...tasksOf(trace).columns(spans.task.view()),
    kind: { codes: spans.kind.view(), texts: names.texts },
    lock: { codes: spans.lock.view(), texts: names.texts },
    duration: Float64Array.from(begins, (_, span) => durations(trace, spans)(span)),
    failed: spans.failed.view(),
    stack: { codes: Uint32Array.from(begins, row => stacks.ofRow(row) + 1), texts: ['', ...stacks.texts] },
    begin_row: begins,
    end_row: spans.end.view(),
  });
}

const remarkablePart = 0.01;

/** The lock that cost most time. */
function findings(trace: Trace, answer: Answer): readonly Finding[] {
  const window = trace.count === 0 ? 0 : trace.time[trace.count - 1]! - trace.time[0]!;
  const locks = answer.table('locks.locks');
  const total = locks.column('total');
  let worst = 0;
  for (let row = 1; row < locks.count; row++) {
    if (locks.number(total, row) > locks.number(total, worst)) worst = row;
  }
  const longest = locks.count === 0 ? 0 : locks.number(total, worst);
  if (longest <= window * remarkablePart) return [];
  const [kind, lock] = ['kind', 'lock'].map(id => locks.text(locks.column(id), worst));
  return [
    { id: 'locks.waited', values: { kind: kind!, lock: lock!, duration: longest }, weight: longest / window },
  ];
}
