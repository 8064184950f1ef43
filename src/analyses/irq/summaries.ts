import { type Cell, Table, type TableDescription, type Trace } from '../../store/index.ts';
import { type Grouped, histogramsOf, summaryOf } from '../latency/index.ts';
import { tasksOf } from '../tasks/index.ts';
import { type InterruptRuns, isOfThread, kindOf, places, runKinds } from './runs.ts';
import * as tables from './tables.ts';

type Cells = Readonly<Record<string, Cell>>;

const nameLimit = 2 ** 24;
const cpuLimit = 2 ** 16;

/** What the summaries of runs are made by: which runs, what tells groups apart, and the cells that say it. */
export function summariesOf(trace: Trace, runs: InterruptRuns): Readonly<Record<string, () => Table>> {
  const tasks = tasksOf(trace);
  const nameOf = (run: number): string => runs.names.texts[runs.name.at(run)]!;
  const ofKind = (kind: number, key: (run: number) => number) => (run: number) =>
    runs.kind.at(run) === kind ? key(run) : -1;
  const byName = (run: number): number => runs.name.at(run);
  const byPlace = (run: number): number => runs.name.at(run) * places.length + runs.place.at(run);
  const durationOf = (run: number): number => runs.duration.at(run);
  const delayOf = delays(trace, runs);
  const kindCells = (run: number): Cells => ({ kind: runKinds[runs.kind.at(run)]!, name: nameOf(run) });
  const irqOf = (run: number): Cell => (runs.kind.at(run) === kindOf.irq ? runs.number.at(run) : undefined);
  const softirqCells = (run: number): Cells => ({
    softirq: nameOf(run),
    place: places[runs.place.at(run)]!,
  });
  const kindAndName = (run: number): number => runs.kind.at(run) * nameLimit + runs.name.at(run);
  const overName = (run: number): number => (runs.over.at(run) + 1) * nameLimit * runKinds.length;
  const summary = (
    description: TableDescription,
    keyOf: Grouped['keyOf'],
    cellsOf: Grouped['cellsOf'],
  ): Table => {
    const grouped = { count: runs.count, keyOf, durationOf, cellsOf };
    const nets = totals(runs.count, keyOf, run => runs.net.at(run));
    return summaryOf(description, {
      ...grouped,
      cellsOf: run => ({ ...cellsOf(run), net: nets.get(keyOf(run)) }),
    });
  };
  const delaysBy = (keyOf: Grouped['keyOf'], cellsOf: Grouped['cellsOf']): Grouped => ({
    count: runs.count,
    keyOf: run => (Number.isNaN(delayOf(run)) ? -1 : keyOf(run)),
    durationOf: delayOf,
    cellsOf,
  });
  return {
    'irq.handlers': () => {
      const keys = new KeyPairs();
      return summary(
        tables.handlersTable,
        ofKind(kindOf.irq, run => keys.key(runs.number.at(run), runs.name.at(run))),
        run => ({ irq: runs.number.at(run), handler: nameOf(run) }),
      );
    },
    'irq.vectors': () =>
      summary(tables.vectorsTable, ofKind(kindOf.vector, byName), run => ({ vector: nameOf(run) })),
    'irq.softirqs': () => summary(tables.softirqsTable, ofKind(kindOf.softirq, byPlace), softirqCells),
    'irq.softirq-delays': () =>
      summaryOf(tables.delaysTable, delaysBy(ofKind(kindOf.softirq, byPlace), softirqCells)),
    'irq.tasklets': () =>
      summary(tables.taskletsTable, ofKind(kindOf.tasklet, byName), run => ({ function: nameOf(run) })),
    'irq.cpus': () => {
      const keys = new KeyPairs();
      const byCpu = (run: number): number =>
        keys.key(
          kindAndName(run) * cpuLimit + trace.cpu[runs.begin.at(run)]!,
          runs.kind.at(run) === kindOf.irq ? runs.number.at(run) : -1,
        );
      return summary(tables.cpusTable, byCpu, run => ({
        cpu: trace.cpu[runs.begin.at(run)]!,
        irq: irqOf(run),
        ...kindCells(run),
      }));
    },
    'irq.interrupted': () => {
      const keys = new KeyPairs();
      const byTask = (run: number): number => keys.key(overName(run) + kindAndName(run), runs.task.at(run));
      const keyOf = (run: number): number => (isOfThread(runs.place.at(run)) ? -1 : byTask(run));
      return summary(tables.interruptedTable, keyOf, run => ({
        tid: tasks.tids[runs.task.at(run)]!,
        comm: tasks.comms[runs.task.at(run)]!,
        over: overText(runs, run),
        ...kindCells(run),
      }));
    },
    'irq.durations': () =>
      histogramsOf(tables.durationsTable, {
        count: runs.count,
        keyOf: kindAndName,
        durationOf,
        cellsOf: kindCells,
      }),
    'irq.delays': () =>
      histogramsOf(
        tables.waitsTable,
        delaysBy(ofKind(kindOf.softirq, byName), run => ({ softirq: nameOf(run) })),
      ),
    'irq.runs': () => runsOf(trace, runs),
  };
}

function runsOf(trace: Trace, runs: InterruptRuns): Table {
  const { count } = runs;
  const delayOf = delays(trace, runs);
  const isIrq = (run: number): boolean => runs.kind.at(run) === kindOf.irq;
  const all = Array.from({ length: count }, (_, run) => run);
  return new Table(tables.runsTable, {
    time: Float64Array.from(all, run => trace.time[runs.begin.at(run)]!),
    cpu: Uint16Array.from(all, run => trace.cpu[runs.begin.at(run)]!),
    kind: { codes: runs.kind.view(), texts: runKinds },
    irq: Float64Array.from(all, run => (isIrq(run) ? runs.number.at(run) : Number.NaN)),
    name: { codes: runs.name.view(), texts: runs.names.texts },
    duration: runs.duration.view(),
    net: runs.net.view(),
    delay: Float64Array.from(all, delayOf),
    place: { codes: runs.place.view(), texts: places },
    over: { codes: Uint32Array.from(all, run => runs.over.at(run) + 1), texts: ['', ...runs.names.texts] },
    ...tasksOf(trace).columns(runs.task.view()),
    begin_row: runs.begin.view(),
    end_row: runs.end.view(),
    raise_row: Float64Array.from(all, run => (runs.raise.at(run) < 0 ? Number.NaN : runs.raise.at(run))),
  });
}

/** From a softirq's raise to its entry; NaN where the raise is not known, and of everything else. */
function delays({ time }: Trace, runs: InterruptRuns): (run: number) => number {
  return run => {
    const raise = runs.raise.at(run);
    return raise < 0 ? Number.NaN : time[runs.begin.at(run)]! - time[raise]!;
  };
}

function overText(runs: InterruptRuns, run: number): string {
  const over = runs.over.at(run);
  return over < 0 ? '' : runs.names.texts[over]!;
}

function totals(
  count: number,
  keyOf: (run: number) => number,
  numberOf: (run: number) => number,
): ReadonlyMap<number, number> {
  const sums = new Map<number, number>();
  for (let run = 0; run < count; run++) {
    const key = keyOf(run);
    if (key >= 0) sums.set(key, (sums.get(key) ?? 0) + numberOf(run));
  }
  return sums;
}

/** One number for each pair of numbers that is met. */
class KeyPairs {
  readonly #known = new Map<number, Map<number, number>>();
  #count = 0;

  key(first: number, second: number): number {
    let others = this.#known.get(first);
    if (others === undefined) {
      others = new Map();
      this.#known.set(first, others);
    }
    let found = others.get(second);
    if (found === undefined) {
      found = this.#count++;
      others.set(second, found);
    }
    return found;
  }
}
