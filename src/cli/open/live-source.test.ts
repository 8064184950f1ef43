import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../../base/index.ts';
import { ftraceText, type Recording } from '../../formats/index.ts';
import { textReportStyle } from '../../text/text-report/index.ts';
import { printEvents } from '../events/print-events.ts';
import { LiveSource } from './live-source.ts';

const root = join(import.meta.dirname, '../../..');
const pairs = join(root, 'recordings/ftrace-text/pairs');
const bytesOf = (name: string): Buffer => gunzipSync(readFileSync(join(pairs, name)));

async function printed(recording: Recording, see: (text: string) => void = () => {}): Promise<string> {
  let text = '';
  const sink = {
    gone: false,
    write: async (bytes: Uint8Array) => {
      text += Buffer.from(bytes).toString('latin1');
      see(text);
    },
  };
  const all = { grep: undefined, first: undefined, last: undefined };
  await printEvents(recording, undefined, () => undefined, textReportStyle.printer(recording, {}), all, sink);
  return text;
}

describe('a text that comes through a pipe', () => {
  it.each(['events.txt.gz', 'graph-all.txt.gz', 'stacks.txt.gz', 'events-latency.txt.gz', 'lost.txt.gz'])(
    '%s is printed as from a file, wherever its pieces are cut',
    async name => {
      const bytes = bytesOf(name);
      const file = { kind: 'file', source: sourceFromBytes(bytes, name) } as const;
      const whole = await printed(await ftraceText.open(file, {}));
      const pipe = new PassThrough();
      const source = new LiveSource(pipe, name);
      const opening = ftraceText.open({ kind: 'file', source }, {});
      const printing = opening.then(recording => printed(recording));
      for (let at = 0; at < bytes.length; at += 40_009) {
        pipe.write(bytes.subarray(at, at + 40_009));
        if (at < 200_000) await wait(20);
      }
      pipe.end();
      expect(await printing).toBe(whole);
    },
  );

  it('is printed before its end, the last event too when nothing comes for a moment', async () => {
    const lines = bytesOf('events.txt.gz').toString('latin1').split('\n');
    const pipe = new PassThrough();
    pipe.write(
      Buffer.from(
        lines
          .slice(0, 40)
          .map(line => `${line}\n`)
          .join(''),
        'latin1',
      ),
    );
    const recording = await ftraceText.open({ kind: 'file', source: new LiveSource(pipe, 'pipe') }, {});
    let seen = '';
    const printing = printed(recording, text => {
      seen = text;
    });
    const timeOf = (line: string | undefined): string => / (\d+\.\d{6}): /.exec(line ?? '')![1]!;
    while (!seen.includes(timeOf(lines[39]))) await wait(20);
    expect(seen).not.toContain(timeOf(lines[40]));
    pipe.end(Buffer.from(`${lines[40]}\n`, 'latin1'));
    const all = await printing;
    expect(all.startsWith(seen.slice(0, 1000))).toBe(true);
    expect(timeOf(all.trimEnd().split('\n').at(-1))).toBe(timeOf(lines[40]));
  });

  it('forgets what was printed', async () => {
    const pipe = new PassThrough();
    const source = new LiveSource(pipe, 'pipe');
    pipe.write(Buffer.alloc(1000, 1));
    pipe.write(Buffer.alloc(1000, 2));
    expect(await source.wait(0, 2000)).toBe('more');
    source.release(1500);
    expect([...(await source.read(1998, 10))]).toEqual([2, 2]);
    expect(await source.read(0, 10)).toEqual(new Uint8Array(0));
    expect(source.size).toBe(2000);
    pipe.end();
    expect(await source.wait(2000, 1)).toBe('end');
  });

  it('ringside events - ends with its reader, though the pipe is open', async () => {
    const events = spawn(process.execPath, [join(root, 'bin/ringside.mjs'), 'events', '-', '--first', '3']);
    events.stdin.on('error', () => {});
    events.stdin.write(bytesOf('events.txt.gz').subarray(0, 20_000));
    let text = '';
    events.stdout.on('data', piece => {
      text += piece;
    });
    const code = await new Promise(resolve => events.on('exit', resolve));
    expect(code).toBe(0);
    expect(text.split('\n').length).toBeGreaterThan(3);
  });
});
