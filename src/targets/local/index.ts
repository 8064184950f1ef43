import { spawn } from 'node:child_process';
import { TargetError } from '../../base/index.ts';
import { say } from '../../words/index.ts';
import { refuseGuestWishes } from '../guest-wishes.ts';
import type { Target } from '../index.ts';
import type { Reach } from '../machine/reach.ts';
import { openMachine } from '../machine/session.ts';
import { evaluateNext } from '../machine/shell-text.ts';
import { holdHere } from './hold-here.ts';

/** This machine: its own kernel, traced by root, with the command as whoever we are. */
export const local: Target = {
  form: 'local',
  understands: on => on === 'local',
  async start(on, wishes, progress) {
    refuseGuestWishes(wishes.guest, on);
    return openMachine(here, wishes, progress);
  },
};

/** The way to this machine. */
export const here: Reach = {
  target: 'local',
  surroundings: 'ours',
  shell: bytes =>
    spawn('/bin/sh', ['-c', evaluateNext(bytes)], { stdio: ['pipe', 'pipe', 'pipe'], cwd: '/' }),
  explain(_code, said) {
    if (!/sudo|password/.test(said)) return undefined;
    return new TargetError(
      say('targets.record-on', { target: 'local' }),
      say('targets.not-root', { what: said.split('\n')[0]! }),
      say('targets.not-root.remedy', { what: '' }),
    );
  },
  hold: holdHere,
  isFar: false,
  close() {},
};
