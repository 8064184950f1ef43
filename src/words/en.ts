import { command } from './en/command.ts';
import { doctor } from './en/doctor.ts';
import { events } from './en/events.ts';
import { record } from './en/record.ts';
import { replay } from './en/replay.ts';
import { setup } from './en/setup.ts';
import { start } from './en/start.ts';
import { vm } from './en/vm.ts';

/** Every sentence of Ringside, in English. A key is never translated and never reused for another meaning. */
export const en = {
  ...command,
  ...doctor,
  ...events,
  ...replay,
  ...record,
  ...setup,
  ...start,
  ...vm,
} as const;
