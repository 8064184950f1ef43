import {
  eventId,
  type FunctionSymbol,
  recordType,
  type TaskReader,
  type UftraceRecording,
} from '../formats/uftrace/index.ts';
import { type ShownOptions, ShownRecords } from '../text/replay/shown-records.ts';

/** What the calls of a uftrace recording are handed to, in the order in which `uftrace dump` takes them. */
export interface CallVisitor {
  /** The walk that is about to begin. */
  begin?(shown: ShownRecords): void;
  /** A function, or a switch of tasks, begins, ends or was lost: `task.current` is the record. */
  call(task: TaskReader, name: string): void;
  /** A task has another name: `task.current` has it. */
  named?(task: TaskReader): void;
}

const schedule = 'linux:schedule';

/** Walks the calls of a recording; what was still running at the end is ended with its task's last record. */
export function* visitCalls(
  recording: UftraceRecording,
  options: ShownOptions,
  visitor: CallVisitor,
): Iterable<undefined> {
  const shown = new ShownRecords(recording, options);
  visitor.begin?.(shown);
  const visit = (task: TaskReader, address = task.current.address): void => {
    const record = task.current;
    if (record.type === recordType.event) {
      if (record.address === eventId.schedIn || record.address === eventId.schedOut)
        visitor.call(task, schedule);
      else if (record.address === eventId.taskName) visitor.named?.(task);
      return;
    }
    const symbol = shown.filters.symbol(task, record);
    if (!shown.isLeftOut(symbol)) visitor.call(task, nameOf(symbol, address));
  };
  for (let task = shown.next(); task !== undefined; task = shown.next()) {
    visit(task);
    shown.done(task);
    yield;
  }
  for (const task of shown.merged.tasks) {
    const time = shown.lastTime.get(task) ?? 0;
    for (const index of shown.remaining(task, time, false)) {
      const address = task.stack.address[index]!;
      const record = shown.isKernelAddress(address) ? task.kernel : task.user;
      task.current = record;
      record.time = time;
      record.type = recordType.exit;
      record.address = address < 0 ? address + 2 ** 48 : address;
      record.more = false;
      if (!shown.isWanted(task) || !shown.passesExit(task)) continue;
      visit(task, address);
      shown.done(task);
      yield;
    }
  }
}

function nameOf(symbol: FunctionSymbol | undefined, address: number): string {
  return symbol?.name ?? `<${BigInt.asUintN(64, BigInt(address)).toString(16)}>`;
}
