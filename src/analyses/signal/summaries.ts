import { defaultActionOf, signalCodeName, signalName } from '../../kernel/index.ts';
import { type Cell, type Table, type Trace, tableOf } from '../../store/index.ts';
import { histogramCells, latencyCells, summarise } from '../latency/index.ts';
import { stacksOf } from '../stacks/index.ts';
import { type Death, generated, type Signal, type Signals } from './follow-signals.ts';
import { deathsTable, durationsTable, kindsTable, sendersTable, signalsTable } from './tables.ts';

type Cells = Readonly<Record<string, Cell>>;

const results: readonly string[] = [
  'queued',
  'ignored',
  'already pending',
  'refused: queue is full',
  'queued without information',
];
const insideInterrupt = { hard: 0x08, soft: 0x10 };

export function kindsOf(trace: Trace, signals: Signals): Table {
  const groups = groupsOf(signals, ({ number }) => signalName(number));
  return tableOf(
    kindsTable,
    groups.map(([signal, group]) => ({ signal, ...summaryOf(trace, group) })),
  );
}

export function sendersOf(trace: Trace, signals: Signals): Table {
  const { comms } = signals.tasks;
  const groups = groupsOf(signals, ({ sender, target, number }) =>
    JSON.stringify([comms[sender] ?? '', comms[target] ?? '', signalName(number)]),
  );
  return tableOf(
    sendersTable,
    groups.map(([key, group]) => {
      const [sender_comm, comm, signal] = JSON.parse(key) as readonly string[];
      return { sender_comm, comm, signal, ...summaryOf(trace, group) };
    }),
  );
}

export function durationsOf(trace: Trace, signals: Signals): Table {
  const groups = groupsOf(signals, ({ number }) => signalName(number));
  return tableOf(
    durationsTable,
    groups.flatMap(([signal, group]) => histogramCells(delays(trace, group), { signal })),
  );
}

export function signalsOf(trace: Trace, signals: Signals): Table {
  const stacks = stacksOf(trace);
  const stackAt = (row: number): string | undefined => {
    const stack = row < 0 ? -1 : stacks.ofRow(row);
    return stack < 0 ? undefined : stacks.text(stack);
  };
  return tableOf(
    signalsTable,
    signals.list.map(signal => ({
      time: trace.time[signal.beginRow],
      duration: delayOf(trace, signal),
      signal: signalName(signal.number),
      ...taskCells(signals, signal.sender, 'sender_'),
      context: contextOf(signal.flags),
      ...taskCells(signals, signal.target),
      scope: signal.toProcess ? 'process' : 'thread',
      code: signalCodeName(signal.number, signal.code),
      result: results[signal.result] ?? String(signal.result),
      action: actionOf(signal),
      handler: signal.handler > 1 ? signal.handler : undefined,
      delivered_as: signal.deliveredAs < 0 ? undefined : signalName(signal.deliveredAs),
      sender_stack: stackAt(signal.beginRow),
      stack: stackAt(signal.endRow),
      begin_row: signal.beginRow,
      end_row: known(signal.endRow),
    })),
  );
}

export function deathsOf(trace: Trace, signals: Signals): Table {
  return tableOf(
    deathsTable,
    signals.deaths.map(death => deathCells(trace, signals, death)),
  );
}

function deathCells({ time }: Trace, signals: Signals, { task, exitRow, signal, childSignal }: Death): Cells {
  const by = signals.list[signal];
  const child = signals.list[childSignal];
  const since = (row: number): number => time[exitRow]! - time[row]!;
  return {
    time: time[exitRow],
    ...taskCells(signals, task),
    signal: by && signalName(by.number),
    ...taskCells(signals, by?.sender ?? -1, 'sender_'),
    duration: by && since(by.beginRow),
    ...taskCells(signals, child?.target ?? -1, 'parent_'),
    result: child && results[child.result],
    child_delay: child && -since(child.beginRow),
    child_duration: child && (child.endRow < 0 ? undefined : time[child.endRow]! - time[child.beginRow]!),
    signal_row: by?.beginRow,
    exit_row: exitRow,
    child_row: child?.beginRow,
  };
}

function groupsOf(
  { list }: Signals,
  keyOf: (signal: Signal) => string,
): readonly (readonly [string, readonly Signal[]])[] {
  const groups = new Map<string, Signal[]>();
  for (const signal of list) {
    const key = keyOf(signal);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [signal]);
    else group.push(signal);
  }
  return [...groups];
}

function summaryOf(trace: Trace, group: readonly Signal[]): Cells {
  const withResult = (...wanted: readonly number[]): number =>
    group.filter(({ result }) => wanted.includes(result)).length;
  const wasQueued = ({ result }: Signal): boolean =>
    result === generated.queued || result === generated.lostInformation;
  return {
    generated: group.length,
    ignored: withResult(generated.ignored),
    pending: withResult(generated.alreadyPending),
    failed: withResult(generated.refused, generated.lostInformation),
    undelivered: group.filter(signal => wasQueued(signal) && signal.endRow < 0).length,
    ...latencyCells(summarise(delays(trace, group))),
  };
}

function delays(trace: Trace, group: readonly Signal[]): Float64Array {
  return Float64Array.from(group.flatMap(signal => delayOf(trace, signal) ?? []));
}

function delayOf({ time }: Trace, { beginRow, endRow }: Signal): number | undefined {
  return endRow < 0 ? undefined : time[endRow]! - time[beginRow]!;
}

function taskCells({ tasks }: Signals, task: number, prefix = ''): Cells {
  return { [`${prefix}tid`]: tasks.tids[task], [`${prefix}comm`]: tasks.comms[task] };
}

function contextOf(flags: number): string {
  if ((flags & insideInterrupt.hard) !== 0) return 'interrupt';
  return (flags & insideInterrupt.soft) !== 0 ? 'softirq' : 'task';
}

function actionOf({ endRow, handler, deliveredAs, result }: Signal): string | undefined {
  if (endRow < 0) return result === generated.ignored ? 'ignored' : undefined;
  if (handler === 1) return 'ignored';
  return handler === 0 ? `default: ${defaultActionOf(deliveredAs)}` : 'handler';
}

function known(row: number): number | undefined {
  return row < 0 ? undefined : row;
}
