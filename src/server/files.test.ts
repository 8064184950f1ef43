import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Answered, type Asked, at, hostileName, inside, serveTests } from './testing/test-server.ts';

serveTests();

describe('files', () => {
  const file = (path: string, asked?: Asked): Promise<Answered> =>
    inside(`api/recordings/${at.id}/files/${path}`, asked);

  it('the list has what lies there, and no links', async () => {
    const { text } = await inside(`api/recordings/${at.id}/files`);
    expect(JSON.parse(text)).toEqual([
      { path: hostileName, size: 7 },
      { path: 'empty', size: 0 },
      { path: 'proc/cpuinfo', size: 3 },
      { path: 'recording.json', size: 64 },
      { path: 'trace.dat', size: 10 },
    ]);
  });

  it('what recordings say of themselves are texts and nothing else', async () => {
    const [summary] = JSON.parse((await inside('api/recordings')).text) as object[];
    expect(summary).toEqual({
      id: at.id,
      name: 'recording',
      command: ['<img src=x>'],
      at: '2026-01-01T00:00:00Z',
      isNamed: true,
    });
    expect(JSON.stringify(summary)).not.toContain(at.folder);
  });

  it.each([
    [undefined, 200, '0123456789', undefined],
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    ['bytes=5-2', 200, '0123456789', undefined],
    ['bytes=0-1,3-4', 200, '0123456789', undefined],
    ['bytes=-', 200, '0123456789', undefined],
    ['lines=1-2', 200, '0123456789', undefined],
    [`bytes=0-${'9'.repeat(40)}`, 200, '0123456789', undefined],
  ])('range %s', async (range, status, text, said) => {
    const answered = await file('trace.dat', { headers: range === undefined ? {} : { Range: range } });
    expect([answered.status, answered.text, answered.headers['content-range']]).toEqual([status, text, said]);
  });

  it('a file of many pieces comes whole and in order, and so does a part of it', async () => {
    const text = Array.from({ length: 400_000 }, (_, line) => `${line}\n`).join('');
    const place = join(at.folder, 'recording', 'long');
    writeFileSync(place, text);
    expect((await file('long')).text === text).toBe(true);
    const part = await file('long', { headers: { Range: 'bytes=999999-2500000' } });
    expect(part.text === text.slice(999_999, 2_500_001)).toBe(true);
    rmSync(place);
  });

  it('HEAD says the size alone; an empty file is empty', async () => {
    expect(await file('trace.dat', { method: 'HEAD' })).toMatchObject({
      status: 200,
      text: '',
      headers: {
        'content-length': '10',
        'accept-ranges': 'bytes',
        'content-type': 'application/octet-stream',
      },
    });
    expect(await file('empty')).toMatchObject({ status: 200, text: '' });
    expect((await file('empty', { headers: { Range: 'bytes=0-' } })).status).toBe(416);
  });

  it('a hostile name is only a name', async () => {
    expect((await file(encodeURIComponent(hostileName))).text).toBe('hostile');
  });

  it.each([
    '../secret',
    '..%2fsecret',
    '%2e%2e/secret',
    '%2e%2e%2fsecret',
    '..%5csecret',
    'proc/../../secret',
    'proc/..%2f..%2fsecret',
    './trace.dat',
    '/trace.dat',
    'link',
    'folder-link/secret',
    'trace.dat%00.txt',
    'trace.dat/',
    '%c0%ae%c0%ae/secret',
    '%',
    '%2',
    'proc',
    '__proto__',
    'constructor',
    '',
  ])('nothing is found at %s', async path => {
    const answered = await file(path);
    expect([400, 404]).toContain(answered.status);
    expect(answered.text).toBe('');
  });

  it('the page is a list of files too: no path leaves it', async () => {
    for (const path of [
      '../secret',
      '..%2f..%2fsecret',
      'assets',
      'assets/',
      '%2fetc/passwd',
      'index.html%00',
    ])
      expect([400, 404]).toContain((await inside(path)).status);
    const { headers } = await inside('assets/main-Ab3dEf7h.js');
    expect(headers['cache-control']).toContain('immutable');
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it('a link that takes the place of a listed file is not followed', async () => {
    const place = join(at.folder, 'recording/later');
    writeFileSync(place, 'honest');
    await inside(`api/recordings/${at.id}/files`);
    expect((await file('later')).text).toBe('honest');
    rmSync(place);
    symlinkSync(join(at.folder, 'secret'), place);
    expect(await file('later')).toMatchObject({ status: 404, text: '' });
    rmSync(place);
    const sub = join(at.folder, 'recording/sub');
    mkdirSync(sub);
    writeFileSync(join(sub, 'secret'), 'honest');
    await inside(`api/recordings/${at.id}/files`);
    rmSync(sub, { recursive: true });
    symlinkSync(at.folder, sub);
    expect(await file('sub/secret')).toMatchObject({ status: 404, text: '' });
    rmSync(sub);
  });

  it('ids that are none, and paths as ids, find nothing', async () => {
    for (const wrong of ['x', '..', encodeURIComponent(at.folder), '__proto__', '%00'])
      expect((await inside(`api/recordings/${wrong}/files`)).status).toBe(404);
  });
});
