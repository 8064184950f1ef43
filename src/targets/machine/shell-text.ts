import { readFileSync } from 'node:fs';
import { quote } from '../shell.ts';
import type { Reach, ShellProcess } from './reach.ts';

const agentFolder = new URL('../../../data/agent/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, agentFolder), 'utf8');

/** The agent as it is sent to a machine. */
export const agentText = (): string => `${read('tracer.sh')}\n${read('machine.sh')}`;

/** What a command there calls as `snapshot`; its first line names the guest's shell. */
export const snapshotText = (): string => read('snapshot.sh').replace(/^#!.*/, '#!/bin/sh');

/** Shell that runs the next so many bytes of its standard input. */
export function evaluateNext(bytes: number): string {
  return `eval "$(dd bs=${bytes} count=1 iflag=fullblock 2>/dev/null)"`;
}

/** Starts a shell that runs `script`; the rest of its standard input is the script's. */
export function startShell(reach: Reach, script: string): ShellProcess {
  const bytes = Buffer.from(script);
  const shell = reach.shell(bytes.length);
  // A shell that ends early is heard of by its end.
  shell.stdin.on('error', () => {});
  shell.stdin.write(bytes);
  return shell;
}

/** The same as root: by who we are there, or by a sudo that asks nothing. `$owner` is who we were. */
export function startRootShell(reach: Reach, script: string): ShellProcess {
  const next = evaluateNext(Buffer.byteLength(script));
  const become = `owner=$(id -u):$(id -g)
[ "$(id -u)" = 0 ] || exec sudo -n sh -c ${quote(`owner=$0; ${next}`)} "$owner"
${next}`;
  const shell = startShell(reach, become);
  shell.stdin.write(script);
  return shell;
}
