import type { en } from './en.ts';
import type { InOtherWords } from './in-other-words.ts';
import { command } from './ko/command.ts';
import { doctor } from './ko/doctor.ts';
import { events } from './ko/events.ts';
import { record } from './ko/record.ts';
import { replay } from './ko/replay.ts';
import { setup } from './ko/setup.ts';
import { start } from './ko/start.ts';
import { vm } from './ko/vm.ts';

/** Ringside의 모든 문장, 한국어. 빠진 키가 있으면 컴파일되지 않는다. */
export const ko: InOtherWords<typeof en> = {
  ...command,
  ...doctor,
  ...events,
  ...replay,
  ...record,
  ...setup,
  ...start,
  ...vm,
};
