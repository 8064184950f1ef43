import type { Command } from 'commander';
import { doctor } from './doctor.ts';
import { events } from './events.ts';
import { record } from './record.ts';
import { replay } from './replay.ts';
import { start } from './start.ts';
import { vm } from './vm.ts';

/** Adds one command to the program; `setExitCode` is how it says what the process exits with. */
export type RegisterCommand = (program: Command, setExitCode: (code: number) => void) => void;

/** Every command, one line each. */
export const commands: readonly RegisterCommand[] = [doctor, record, events, replay, start, vm];
