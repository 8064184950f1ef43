import { type Cell, type Growing, Table, type Trace, tableOf } from '../../store/index.ts';
import { type Grouped, histogramsOf, latencyCells, summarise, summaryOf } from '../latency/index.ts';
import { schedTimeline, taskState, waitsForCpu } from '../sched/index.ts';
import { stacksOf } from '../stacks/index.ts';
import { tasksOf } from '../tasks/index.ts';
import { contexts, none, type Works } from './follow-works.ts';
import * as tables from './tables.ts';

type Rows = Growing<Uint32Array>;
const limit = 2 ** 24;

/** The tables of work items. */
export function tablesOf(trace: Trace, works: Works): Readonly<Record<string, () => Table>> {
  const { names, func, workqueue, queuer, context } = works;
  const tasks = tasksOf(trace);
  const between = spans(trace);
  const durationOf = between(works.start, works.end);
  const delayOf = between(works.queue, works.start);
  const timerWaitOf = between(works.timer, works.queue);
  const nameOf = (code: number): string => names.texts[code] ?? '';
  const by = (
    times: (work: number) => number,
    keyOf: Grouped['keyOf'],
    cellsOf: Grouped['cellsOf'],
  ): Grouped => ({
    count: works.count,
    keyOf: work => (Number.isNaN(times(work)) ? -1 : keyOf(work)),
    durationOf: times,
    cellsOf,
  });
  const functionCell = (work: number) => ({ function: nameOf(func.at(work)) });
  const queueCell = (work: number) => ({ workqueue: nameOf(workqueue.at(work)) });
  const byFunction = (work: number): number => func.at(work);
  const byFunctionAndQueue = (work: number): number => func.at(work) * limit + (workqueue.at(work) % limit);
  const byQueuer = (work: number): number =>
    ((queuer.at(work) % limit) * contexts.length + context.at(work)) * limit + func.at(work);
  return {
    'workqueue.functions': () => summaryOf(tables.functionsTable, by(durationOf, byFunction, functionCell)),
    'workqueue.queues': () =>
      summaryOf(
        tables.queuesTable,
        by(durationOf, work => workqueue.at(work), queueCell),
      ),
    'workqueue.delays': () =>
      summaryOf(
        tables.delaysTable,
        by(delayOf, byFunctionAndQueue, work => ({ ...functionCell(work), ...queueCell(work) })),
      ),
    'workqueue.queuers': () =>
      summaryOf(
        tables.queuersTable,
        by(delayOf, byQueuer, work => ({
          tid: tasks.tids[queuer.at(work)],
          comm: tasks.comms[queuer.at(work)],
          context: contexts[context.at(work)],
          ...functionCell(work),
        })),
      ),
    'workqueue.timers': () => summaryOf(tables.timersTable, by(timerWaitOf, byFunction, functionCell)),
    'workqueue.workers': () => workersOf(trace, works, durationOf),
    'workqueue.durations': () =>
      histogramsOf(tables.durationsTable, by(durationOf, byFunction, functionCell)),
    'workqueue.waits': () => histogramsOf(tables.waitsTable, by(delayOf, byFunction, functionCell)),
    'workqueue.works': () => worksOf(trace, works),
  };
}

/** From one event of an item to another; NaN where either is not recorded. */
function spans({ time }: Trace): (from: Rows, to: Rows) => (work: number) => number {
  return (from, to) => work =>
    from.at(work) === none || to.at(work) === none ? Number.NaN : time[to.at(work)]! - time[from.at(work)]!;
}

function workersOf(trace: Trace, works: Works, durationOf: (work: number) => number): Table {
  const tasks = tasksOf(trace);
  const window = trace.count === 0 ? 0 : trace.time[trace.count - 1]! - trace.time[0]!;
  const byWorker = new Map<number, number[]>();
  for (let work = 0; work < works.count; work++) {
    if (Number.isNaN(durationOf(work))) continue;
    const worker = works.worker.at(work);
    const items = byWorker.get(worker) ?? [];
    byWorker.set(worker, items);
    items.push(work);
  }
  const rows = [...byWorker].map(([worker, items]) => {
    const summary = summarise(Float64Array.from(items, durationOf));
    return {
      tid: tasks.tids[worker],
      comm: tasks.comms[worker],
      idle: window - summary.total,
      ...statesOf(trace, works, worker, items),
      ...latencyCells(summary),
    };
  });
  return tableOf(tables.workersTable, rows);
}

/** What a worker did while it had these items, by the timeline of tasks. */
function statesOf(
  trace: Trace,
  works: Works,
  worker: number,
  items: readonly number[],
): Readonly<Record<string, Cell>> {
  const timeline = schedTimeline(trace);
  if (timeline.count === 0) return {};
  const sums = { running: 0, waiting_cpu: 0, sleeping: 0, blocked: 0 };
  for (const work of items) {
    const from = trace.time[works.start.at(work)]!;
    const to = trace.time[works.end.at(work)]!;
    const first = timeline.at(worker, from);
    if (first < 0) continue;
    for (let at = first; at < timeline.first[worker + 1]! && timeline.start[at]! < to; at++) {
      const part = partOf(timeline.state[at]!);
      const took = Math.min(to, timeline.end[at]!) - Math.max(from, timeline.start[at]!);
      if (part !== undefined && took > 0) sums[part] += took;
    }
  }
  return sums;
}

function partOf(state: number): 'running' | 'waiting_cpu' | 'sleeping' | 'blocked' | undefined {
  if (state === taskState.running) return 'running';
  if (waitsForCpu(state)) return 'waiting_cpu';
  if (state === taskState.sleeping || state === taskState.idle) return 'sleeping';
  return state === taskState.blocked ? 'blocked' : undefined;
}

function worksOf(trace: Trace, works: Works): Table {
  const { time, cpu } = trace;
  const { names, count } = works;
  const tasks = tasksOf(trace);
  const stacks = stacksOf(trace);
  const between = spans(trace);
  const all = Array.from({ length: count }, (_, work) => work);
  const numbers = (numberOf: (work: number) => number): Float64Array => Float64Array.from(all, numberOf);
  const orNaN = (rows: Rows): Float64Array =>
    numbers(work => (rows.at(work) === none ? Number.NaN : rows.at(work)));
  const stackOf = (work: number): number => {
    const { timer, queue } = works;
    return stacks.ofRow(timer.at(work) === none ? queue.at(work) : timer.at(work)) + 1;
  };
  return new Table(tables.worksTable, {
    time: numbers(work => time[works.firstRow(work)]!),
    function: { codes: works.func.view(), texts: names.texts },
    workqueue: { codes: works.workqueue.view(), texts: names.texts },
    timer_wait: numbers(between(works.timer, works.queue)),
    activation: numbers(between(works.queue, works.activate)),
    delay: numbers(between(works.queue, works.start)),
    duration: numbers(between(works.start, works.end)),
    context: { codes: works.context.view(), texts: contexts },
    ...tasks.columns(works.queuer.view(), 'queuer_'),
    stack: { codes: Uint32Array.from(all, stackOf), texts: ['', ...stacks.texts] },
    cpu: numbers(work => (works.start.at(work) === none ? Number.NaN : cpu[works.start.at(work)]!)),
    wanted_cpu: orNaN(works.wanted),
    ...tasks.columns(works.worker.view()),
    timer_row: orNaN(works.timer),
    queue_row: orNaN(works.queue),
    activate_row: orNaN(works.activate),
    begin_row: orNaN(works.start),
    end_row: orNaN(works.end),
  });
}
