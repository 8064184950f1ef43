import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TargetError } from '../../base/index.ts';
import { findProgram } from '../../packages/index.ts';
import { say } from '../../words/index.ts';
import { refuseGuestWishes } from '../guest-wishes.ts';
import type { Target } from '../index.ts';
import type { Reach } from '../machine/reach.ts';
import { openMachine } from '../machine/session.ts';
import { evaluateNext } from '../machine/shell-text.ts';
import { quote } from '../shell.ts';
import { destination, parseAddress, type SshAddress } from './address.ts';
import { explainSsh } from './failure.ts';
import { holdThere } from './hold-there.ts';

/** A machine that the system's ssh reaches without asking anything. */
export const ssh: Target = {
  form: 'ssh://[user@]HOST[:port]',
  understands: on => on.startsWith('ssh:'),
  async start(on, wishes, progress) {
    const address = parseAddress(on);
    refuseGuestWishes(wishes.guest, on);
    const program = findProgram('ssh');
    if (program === undefined) {
      throw new TargetError(
        say('targets.record-on', { target: on }),
        say('targets.ssh.no-program'),
        say('doctor.ssh.remedy'),
      );
    }
    return openMachine(reachBy(program, address), wishes, progress);
  },
};

// A server that is gone is noticed within a minute. What ~/.ssh/config says of the host holds for all else.
const options = [
  ['BatchMode', 'yes'],
  ['ConnectTimeout', '20'],
  ['ServerAliveInterval', '15'],
  ['ServerAliveCountMax', '4'],
  ['ControlPersist', 'no'],
].flatMap(([name, value]) => ['-o', `${name}=${value}`]);

/** All shells go over the connection of the first. */
function reachBy(program: string, address: SshAddress): Reach {
  const folder = mkdtempSync(join(tmpdir(), 'rs-'));
  const socket = join(folder, 's');
  let isFirst = true;
  const arguments_ = (more: readonly string[], script: string): string[] => {
    const master = isFirst ? 'yes' : 'no';
    isFirst = false;
    return [
      ...options,
      ...['-o', `ControlMaster=${master}`, '-S', socket],
      ...more,
      ...destination(address),
      `exec sh -c ${quote(script)}`,
    ];
  };
  return {
    target: address.text,
    surroundings: 'a login',
    shell: bytes =>
      spawn(program, arguments_(['-T'], evaluateNext(bytes)), { stdio: ['pipe', 'pipe', 'pipe'] }),
    explain: (code, said) => explainSsh(address, code, said),
    hold: (command, streams, place) =>
      holdThere(command, streams, place, (more, script, stdio) =>
        spawn(program, arguments_(more, script), { stdio: [...stdio] }),
      ),
    isFar: true,
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
