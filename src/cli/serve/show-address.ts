import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { findProgram, places } from '../../packages/index.ts';
import type { RunningServer } from '../../server/index.ts';
import { say } from '../../words/index.ts';

/** Says on standard error what to do with the address, which is printed already, and how it ends. */
export function explainAddress({ port }: RunningServer): void {
  if (process.env.SSH_CONNECTION !== undefined) {
    const command = `ssh -L ${port}:127.0.0.1:${port} ${userInfo().username}@${hostname()}`;
    process.stderr.write(`${say('open.forward', { command })}\n`);
  }
  process.stderr.write(`${say('open.ends')}\n`);
}

/** Whether a person sits at a screen of this machine, where a browser can be opened. */
export function hasDesktop(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return Boolean(DISPLAY || WAYLAND_DISPLAY) && findProgram('xdg-open') !== undefined;
}

/**
 * Opens the address in the browser of the desktop; answers how to clean up behind it. Everybody on this machine can read the
 * arguments of a program, so the address goes through a file that only its owner can read.
 */
export function openBrowser(address: string): () => void {
  const folder = places().data;
  const file = join(folder, `open-${randomBytes(6).toString('hex')}.html`);
  mkdirSync(folder, { recursive: true });
  const page = `<!doctype html><meta charset="utf-8"><title>Ringside</title><meta http-equiv="refresh" content="0; url=${address}">\n`;
  writeFileSync(file, page, { mode: 0o600, flag: 'wx' });
  const opener = spawn('xdg-open', [file], { stdio: 'ignore', detached: true });
  opener.on('error', () => {});
  opener.unref();
  return () => rmSync(file, { force: true });
}
