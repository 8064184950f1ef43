import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { TargetError } from '../base/index.ts';
import type { RecordMessage, SqlSchema } from '../protocol/index.ts';
import type { Database } from '../query/index.ts';
import { SqlError } from '../query/index.ts';
import {
  FileLists,
  listPlanSummaries,
  Recordings,
  RecordSockets,
  type RunningServer,
  startServer,
} from './index.ts';
import type { MakeRecording } from './record/record-sockets.ts';
import { Databases } from './sql/databases.ts';
import { databaseHere } from './testing/database-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'ringside-server-'));
const hostileName = `a'"<b>&%41 \u{1F600}.txt`;
let server: RunningServer;
let token: string;
let id: string;

/** Answers `wait` when it is interrupted, `many` with 50,000 rows, else the statement itself. */
function fakeDatabase(): Database {
  let stop = (): void => {};
  return {
    views: [{ name: 'events', sentence: 'Every event.', columns: [{ id: 'time', sentence: '' }] }],
    run: async sql => {
      if (sql === 'wait')
        await new Promise<void>((_resolve, reject) => {
          stop = () => reject(new SqlError('Interrupted!'));
        });
      if (sql === 'bad') throw new SqlError('Parser Error: no\n\nLINE 1: bad\n        ^');
      const rows = sql === 'many' ? Array.from({ length: 50_000 }, (_, row) => [row]) : [[sql]];
      return {
        columns: [{ name: 'x', type: 'VARCHAR' }],
        pieces: (async function* () {
          yield rows;
        })(),
      };
    },
    interrupt: () => stop(),
    close: () => {},
  };
}

/** Does what its command says: `fails`, `waits` until it is signalled, or is done at once. */
const makeRecording: MakeRecording = async ({ argv }, page) => {
  await page.tell({ kind: 'running', where: argv.join(' ') });
  if (argv[0] === 'fails') throw new TargetError('boot', 'no kernel', 'Get one.');
  if (argv[0] === 'waits')
    await new Promise<void>((resolve, reject) => {
      page.signal.addEventListener('abort', () => reject(page.signal.reason as Error));
      page.onHeld({
        pid: 1,
        release: async () => {},
        signal: async name => (name === 'INT' ? resolve() : undefined),
        resize: async () => {},
        ended: Promise.resolve(0),
      });
    });
  return {
    folder: 'made',
    done: recording => ({ kind: 'done', recording, exitCode: 0, lost: 0, killedForMemory: [] }),
  };
};

beforeAll(async () => {
  const web = join(folder, 'web');
  const recording = join(folder, 'recording');
  mkdirSync(join(web, 'assets'), { recursive: true });
  mkdirSync(join(recording, 'proc'), { recursive: true });
  writeFileSync(join(web, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(web, 'assets/main-Ab3dEf7h.js'), 'export {};');
  writeFileSync(join(folder, 'secret'), 'not for you');
  writeFileSync(join(recording, 'trace.dat'), '0123456789');
  writeFileSync(join(recording, 'empty'), '');
  writeFileSync(join(recording, hostileName), 'hostile');
  writeFileSync(join(recording, 'proc/cpuinfo'), 'cpu');
  writeFileSync(
    join(recording, 'recording.json'),
    '{"command":["<img src=x>",7],"startedAt":"2026-01-01T00:00:00Z"}',
  );
  symlinkSync(join(folder, 'secret'), join(recording, 'link'));
  symlinkSync(folder, join(recording, 'folder-link'));
  const recordings = new Recordings(join(folder, 'none'));
  id = await recordings.add(recording);
  const databases = new Databases(() => databaseHere(async () => fakeDatabase()), {
    threads: 2,
    idle: 60_000,
    grace: 50,
  });
  server = await startServer({
    port: 0,
    web,
    api: { version: '1', recordings, files: new FileLists(), databases, lists: { plans: () => [] } },
    sockets: { record: new RecordSockets(makeRecording, async made => made) },
  });
  token = server.address.split('/')[3]!;
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** Asks for a path as it stands: fetch and URL would tidy it up. */
function ask(path: string, { method = 'GET', headers = {}, body, signal }: Asked = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: server.port, path, method, headers, agent: false, signal };
    const asked = request(options, response => {
      let text = '';
      response.setEncoding('utf8').on('data', part => {
        text += part;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

const inside = (path: string, asked?: Asked): Promise<Answered> => ask(`/${token}/${path}`, asked);
const query = (body: object, signal?: AbortSignal): Promise<Answered> =>
  inside(`api/recordings/${id}/sql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  });

describe('the door', () => {
  it('is open to the address alone, with headers that let nothing else in', async () => {
    const { status, headers, text } = await inside('');
    expect([status, text]).toEqual([200, '<!doctype html><title>page</title>']);
    expect(headers['content-security-policy']).toContain(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(token.length).toBeGreaterThanOrEqual(22);
  });

  it.each(['/', '', '/api/session', '/x/api/session', '//api/session', '/favicon.ico'])(
    'without the token %j is a bare 404',
    async path => {
      const { status, headers, text } = await ask(path);
      expect([status, text]).toEqual([404, '']);
      expect(headers.location).toBeUndefined();
    },
  );

  it('the token must be whole, and of its case', async () => {
    for (const wrong of [token.slice(0, -1), `${token}x`, token.toUpperCase(), `${token}%00`])
      expect((await ask(`/${wrong}/api/session`)).status).toBe(404);
    expect(await ask(`/${token}`)).toMatchObject({ status: 308, headers: { location: `/${token}/` } });
  });

  it('a foreign name that resolves to this machine gets nothing (DNS rebinding)', async () => {
    for (const host of [
      'evil.example',
      `evil.example:${server.port}`,
      '127.0.0.1',
      '127.0.0.1:1',
      `127.0.0.1.evil.example:${server.port}`,
    ])
      expect(await inside('api/session', { headers: { Host: host } })).toMatchObject({
        status: 403,
        text: '',
      });
    for (const host of [`localhost:${server.port}`, `[::1]:${server.port}`, `LocalHost:${server.port}`])
      expect((await inside('api/session', { headers: { Host: host } })).status).toBe(200);
  });

  it('another page gets nothing, though it knows the address', async () => {
    for (const origin of [
      'https://evil.example',
      'null',
      `http://127.0.0.1:${server.port + 1}`,
      `https://127.0.0.1:${server.port}`,
    ])
      expect((await inside('api/session', { headers: { Origin: origin } })).status).toBe(403);
    const own = `http://127.0.0.1:${server.port}`;
    expect((await inside('api/session', { headers: { Origin: own } })).status).toBe(200);
    expect((await inside('api/session', { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status).toBe(403);
    const opened = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' };
    expect((await inside('', { headers: opened })).status).toBe(200);
    expect((await inside('api/session', { headers: opened })).status).toBe(403);
  });

  it('methods that mean nothing are refused', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
      expect([404, 405]).toContain((await inside('', { method })).status);
    expect((await inside('api/recordings', { method: 'DELETE' })).status).toBe(405);
    expect((await inside(`api/recordings/${id}/files`, { method: 'POST' })).status).toBe(405);
    expect((await inside(`api/recordings/${id}/sql`)).status).toBe(405);
    expect(await inside('', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });

  it('what is no HTTP ends its connection, not the server', async () => {
    for (const bytes of [
      'nonsense\r\n\r\n',
      'GET / HTTP/1.1\r\n\r\n',
      `GET /${'x'.repeat(40_000)} HTTP/1.1\r\n\r\n`,
    ]) {
      const said = await new Promise<string>(resolve => {
        let text = '';
        const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
        socket.on('data', part => {
          text += part;
        });
        socket.on('error', () => {});
        socket.on('close', () => resolve(text));
      });
      expect(said).toMatch(/^HTTP\/1\.1 4/);
    }
    expect((await inside('api/session')).status).toBe(200);
  });
});

describe('files', () => {
  const file = (path: string, asked?: Asked): Promise<Answered> =>
    inside(`api/recordings/${id}/files/${path}`, asked);

  it('the list has what lies there, and no links', async () => {
    const { text } = await inside(`api/recordings/${id}/files`);
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
      id,
      name: 'recording',
      command: ['<img src=x>'],
      at: '2026-01-01T00:00:00Z',
      isNamed: true,
    });
    expect(JSON.stringify(summary)).not.toContain(folder);
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
    const place = join(folder, 'recording', 'long');
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
    const place = join(folder, 'recording/later');
    writeFileSync(place, 'honest');
    await inside(`api/recordings/${id}/files`);
    expect((await file('later')).text).toBe('honest');
    rmSync(place);
    symlinkSync(join(folder, 'secret'), place);
    expect(await file('later')).toMatchObject({ status: 404, text: '' });
    rmSync(place);
    const sub = join(folder, 'recording/sub');
    mkdirSync(sub);
    writeFileSync(join(sub, 'secret'), 'honest');
    await inside(`api/recordings/${id}/files`);
    rmSync(sub, { recursive: true });
    symlinkSync(folder, sub);
    expect(await file('sub/secret')).toMatchObject({ status: 404, text: '' });
    rmSync(sub);
  });

  it('ids that are none, and paths as ids, find nothing', async () => {
    for (const wrong of ['x', '..', encodeURIComponent(folder), '__proto__', '%00'])
      expect((await inside(`api/recordings/${wrong}/files`)).status).toBe(404);
  });
});

describe('SQL', () => {
  it('answers, and cuts what has more rows than were wanted', async () => {
    const { status, text } = await query({ sql: 'SELECT 1' });
    expect([status, JSON.parse(text)]).toMatchObject([200, { rows: [['SELECT 1']], isCut: false }]);
    const cut = JSON.parse((await query({ sql: 'many', most: 3 })).text);
    expect([cut.rows, cut.isCut]).toEqual([[[0], [1], [2]], true]);
    expect(JSON.parse((await query({ sql: 'many' })).text).rows.length).toBe(10_000);
    expect(JSON.parse((await query({ sql: 'many', most: 50_000 })).text)).toMatchObject({ isCut: false });
  });

  it('an error names its place', async () => {
    const { status, text } = await query({ sql: 'bad' });
    expect(status).toBe(400);
    expect(JSON.parse(text).error).toMatchObject({ position: 0 });
  });

  it('a request that goes away ends its query, and the next one is answered', async () => {
    const gone = new AbortController();
    const waiting = query({ sql: 'wait' }, gone.signal);
    setTimeout(() => gone.abort(), 30);
    await expect(waiting).rejects.toThrow();
    expect((await query({ sql: 'SELECT 2' })).status).toBe(200);
  });

  it.each([
    ['text/plain', '{"sql":"SELECT 1"}', 415],
    ['application/x-www-form-urlencoded', 'sql=1', 415],
    ['application/json', '{', 400],
    ['application/json', '[]', 400],
    ['application/json', 'null', 400],
    ['application/json', '{"sql":7}', 400],
    ['application/json', '{"sql":"SELECT 1","most":-1}', 400],
    ['application/json', `{"sql":"${'x'.repeat(300_000)}"}`, 400],
    ['application/json', `{"sql":"${'x'.repeat(1 << 21)}"}`, 413],
  ])('a body that is none: %s %.40s', async (type, body, status) => {
    const answered = await inside(`api/recordings/${id}/sql`, {
      method: 'POST',
      headers: { 'Content-Type': type },
      body,
    }).catch((error: NodeJS.ErrnoException) => ({ status: error.code === 'EPIPE' ? 413 : 0 }));
    expect(answered.status).toBe(status);
  });

  it('the schema names views and functions', async () => {
    const { text } = await inside(`api/recordings/${id}/sql/schema`);
    const { views, functions } = JSON.parse(text) as SqlSchema;
    expect(views).toEqual([
      { name: 'events', sentence: 'Every event.', columns: [{ id: 'time', sentence: '' }] },
    ]);
    expect(functions.map(({ call }) => call)).toContain('p99(x)');
  });
});

describe('websockets', () => {
  const wish = (program: string): object => ({
    kind: 'record',
    target: 'vm',
    argv: [program],
    events: [],
    functions: 'none',
    isWholeSystem: false,
  });

  /** Opens one and tells it of a wish; answers the status it was refused with, or what it said until it was closed. */
  function talk(
    path: string,
    headers: Readonly<Record<string, string>>,
    first: string | Buffer,
    whenRunning?: object,
  ): Promise<number | readonly RecordMessage[]> {
    return new Promise(resolve => {
      const said: RecordMessage[] = [];
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers });
      socket.on('open', () => socket.send(first));
      socket.on('message', data => {
        said.push(JSON.parse(String(data)) as RecordMessage);
        if (said.length === 1 && whenRunning !== undefined) socket.send(JSON.stringify(whenRunning));
      });
      socket.on('close', () => resolve(said));
      socket.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode ?? 0);
        response.destroy();
      });
      socket.on('error', () => {});
    });
  }

  const own = (): Readonly<Record<string, string>> => ({ Origin: `http://127.0.0.1:${server.port}` });
  const record = (program: string, whenRunning?: object) =>
    talk(`/${token}/api/record`, own(), JSON.stringify(wish(program)), whenRunning);

  it('open from our own page alone', async () => {
    const first = JSON.stringify(wish('true'));
    expect(await talk(`/${token}/api/record`, {}, first)).toBe(403);
    expect(await talk(`/${token}/api/record`, { Origin: 'https://evil.example' }, first)).toBe(403);
    const other = { Origin: `http://localhost:${server.port}` };
    expect(await talk(`/${token}/api/record`, other, first)).toBe(403);
    expect(await talk('/wrong/api/record', own(), first)).toBe(404);
    expect(await talk(`/${token}/api/toString`, own(), first)).toBe(404);
    expect(await talk(`/${token}/api/record`, { ...own(), Host: 'evil.example' }, first)).toBe(403);
  });

  it('a recording is told of from its beginning to its id', async () => {
    expect(await record('true')).toEqual([
      { kind: 'running', where: 'true' },
      { kind: 'done', recording: 'made', exitCode: 0, lost: 0, killedForMemory: [] },
    ]);
  });

  it('stop ends the command and keeps the recording; cancel keeps nothing', async () => {
    expect(await record('waits', { kind: 'stop' })).toMatchObject([{}, { kind: 'done' }]);
    expect(await record('waits', { kind: 'cancel' })).toMatchObject([{}, { kind: 'cancelled' }]);
  });

  it('what fails is said with its remedy', async () => {
    expect(await record('fails')).toMatchObject([
      {},
      { kind: 'failed', message: 'boot: no kernel', remedy: 'Get one.' },
    ]);
  });

  it('messages that are none end their socket, not the server', async () => {
    const broken = ['', '{', 'null', '[]', '7', JSON.stringify({ ...wish('x'), argv: [] })];
    const hostile = [
      { ...wish('x'), argv: ['a\0b'] },
      { ...wish('x'), events: 'sched:*' },
      { kind: 'record' },
    ];
    for (const message of [...broken, ...hostile.map(each => JSON.stringify(each)), Buffer.alloc(2 << 20)])
      expect(await talk(`/${token}/api/record`, own(), message)).toEqual([]);
    expect(await record('true')).toHaveLength(2);
  });

  it('of recordings that run, only so many at once', async () => {
    const stops: (() => void)[] = [];
    const waiting = [1, 2].map(() => {
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}/${token}/api/record`, { headers: own() });
      socket.on('open', () => socket.send(JSON.stringify(wish('waits'))));
      return new Promise<void>(resolve => {
        socket.on('message', () => resolve());
        stops.push(() => socket.terminate());
      });
    });
    await Promise.all(waiting);
    expect(await record('true')).toMatchObject([{ kind: 'failed' }]);
    for (const stop of stops) stop();
    await expect.poll(() => record('true')).toHaveLength(2);
  });
});

describe('plans', () => {
  it('each says what its recordings answer', () => {
    const answers = new Map(listPlanSummaries().map(plan => [plan.name, plan.answers]));
    expect(answers.get('sched')).toContain('sched');
    expect(answers.get('sched')).not.toContain('block');
    expect(answers.get('block')).toContain('block');
    expect(answers.get('everything')?.length).toBeGreaterThan(6);
  });
});
