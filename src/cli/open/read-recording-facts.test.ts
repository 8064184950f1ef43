import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readUname } from '../../kernel/index.ts';
import { noFacts } from '../../opening/index.ts';
import { beginRecording, nothingLost, type RecordingFile } from '../../recorder/recording-folder.ts';
import { readRecordingFacts } from './read-recording-facts.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-facts-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const uname = 'Linux (none) 6.1.0-56-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 x86_64 GNU/Linux';

test('what the recorder writes is read', async () => {
  const place = join(folder, 'written');
  const recording: RecordingFile = {
    format: 1,
    ringside: '0',
    command: ['mv', 'a b'],
    cwd: '/',
    startedAt: '',
    endedAt: '',
    exitCode: 0,
    target: 'vm',
    kernel: { package: 'linux-image-6.1.0-56-amd64 6.1.192-2', uname, arch: 'x86_64', cpus: 2 },
    time: { kind: 'instructions', clock: 'mono', pairs: [] },
    plan: {},
    lost: nothingLost,
    files: ['trace.dat'],
  };
  await (await beginRecording(place, recording.command[0])).finish(recording);
  expect(await readRecordingFacts(place)).toEqual({
    command: ['mv', 'a b'],
    release: '6.1.0-56-amd64',
    package: 'linux-image-6.1.0-56-amd64 6.1.192-2',
    arch: 'x86_64',
    time: 'instructions',
    files: ['trace.dat'],
  });
});

test.each(['', '{', 'null', '[]', '7', '{"command":7,"kernel":[],"time":null,"files":{"a":1}}'])(
  'of %s nothing is believed',
  async text => {
    writeFileSync(join(folder, 'recording.json'), text);
    expect(await readRecordingFacts(folder)).toEqual(noFacts);
  },
);

test('no recording.json, no facts', async () => {
  expect(await readRecordingFacts(join(folder, 'nowhere'))).toEqual(noFacts);
});

test('release and machine of a uname', () => {
  expect(readUname(uname)).toEqual({ release: '6.1.0-56-amd64', arch: 'x86_64' });
  expect(readUname('Linux box 6.12.1 #1 SMP aarch64')).toEqual({ release: '6.12.1', arch: 'aarch64' });
  expect(readUname('')).toEqual({ release: '', arch: '' });
});
