import type { EventFormat } from '../../store/index.ts';
import { NumberField } from './handler-fields.ts';
import { ownField } from './print-arguments.ts';
import type { PrintContext, RecordState } from './record-state.ts';

/** Learns from a record how tasks are called. */
export type NameTeller = (state: RecordState) => void;

/** Takes the name of a task: bytes `[start, end)`, up to a NUL where there is one. */
export type TakeName = (pid: number, bytes: Uint8Array, start: number, end: number) => void;

const wakeup = [['pid', 'comm']] as const;
const toldBy: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'sched:sched_switch': [
    ['prev_pid', 'prev_comm'],
    ['next_pid', 'next_comm'],
  ],
  'sched:sched_wakeup': wakeup,
  'sched:sched_wakeup_new': wakeup,
};

/** What trace-cmd learns of names when it prints an event with its plugin; undefined for events that tell none. */
export function compileNameTeller(
  format: EventFormat,
  context: PrintContext,
  take: TakeName,
): NameTeller | undefined {
  const told = toldBy[`${format.system}:${format.name}`];
  if (told === undefined) return undefined;
  // Where a pid is missing, the plugin gives up before what follows.
  const missing = told.findIndex(([pid]) => ![1, 2, 4, 8].includes(ownField(format, pid)?.size ?? 0));
  const fields = told.slice(0, missing < 0 ? told.length : missing).map(([pid, name]) => ({
    pid: new NumberField(format, pid, context),
    name: format.fields.find(one => one.name === name),
  }));
  return state => {
    const { bytes, offset, length } = state;
    for (const { pid, name } of fields) {
      if (name === undefined) continue;
      const start = offset + Math.min(name.offset, length);
      take(pid.low(state), bytes, start, offset + Math.min(name.offset + name.size, length));
    }
  };
}
