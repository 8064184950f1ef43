import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FactOptions, printFact, wantedFact } from '../../src/cli/events/fact-options.ts';
import { openRecordingAt } from '../../src/cli/open/open-recording.ts';
import { traceCmd, traceCmdVersion } from './trace-cmd.ts';

const root = join(import.meta.dirname, '../../recordings');
const version = traceCmdVersion();
const files = ['trace-dat', 'trace-dat/formats', 'trace-dat/kernels', 'ftrace-text/pairs'].flatMap(folder =>
  readdirSync(join(root, folder))
    .filter(name => name.endsWith('.dat'))
    .map(name => join(folder, name)),
);

async function ours(path: string, options: FactOptions & { readonly t?: boolean }): Promise<string> {
  const opened = await openRecordingAt(path);
  const pieces: Buffer[] = [];
  const sink = { gone: false, write: async (bytes: Uint8Array) => void pieces.push(Buffer.from(bytes)) };
  await printFact(opened, wantedFact(options)!, options, sink);
  await opened.close();
  return Buffer.concat(pieces).toString('latin1');
}

const theirs = (path: string, ...args: string[]): string =>
  traceCmd('report', ...args, path).toString('latin1');

describe.skipIf(version !== '3.1.6')(
  `ringside events tells of a trace.dat what trace-cmd report tells [needs trace-cmd 3.1.6, found ${version}]`,
  () => {
    it.each(files)('%s: CPUs, kernel, counts, formats, strings', async file => {
      const path = join(root, file);
      expect(await ours(path, { E: true })).toBe(theirs(path, '-E'));
      expect(await ours(path, { P: true })).toBe(theirs(path, '-P'));
      expect(await ours(path, { uname: true })).toBe(theirs(path, '--uname'));
      expect(await ours(path, { stat: true })).toBe(theirs(path, '--stat'));
      expect(await ours(path, { cpus: true })).toBe(theirs(path, '--cpus'));
      const times = { firstEvent: true, lastEvent: true, t: true };
      expect(await ours(path, times)).toBe(theirs(path, '--first-event', '--last-event', '-t'));
    });

    it.each(['trace-dat/kernels/6.12-all.dat', 'trace-dat/kernels/6.1-arm64-all.dat', 'trace-dat/tsc.dat'])(
      '%s: functions',
      async file => {
        const path = join(root, file);
        expect(await ours(path, { functions: true })).toBe(theirs(path, '-f'));
        expect(await ours(path, { firstEvent: true })).toBe(theirs(path, '--first-event'));
      },
    );

    it('of several wishes tells what trace-cmd tells', async () => {
      const path = join(root, 'trace-dat/tsc.dat');
      expect(await ours(path, { P: true, E: true })).toBe(theirs(path, '-E', '-P'));
      expect(await ours(path, { uname: true, stat: true })).toBe(theirs(path, '--stat', '--uname'));
      expect(await ours(path, { uname: true, E: true })).toBe(theirs(path, '--uname', '-E'));
    });
  },
);
