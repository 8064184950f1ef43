import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { TargetError } from '../../base/index.ts';
import { type Database, SqlError } from '../../query/index.ts';
import { FileLists, Recordings, type RunningServer, recordSockets, startServer } from '../index.ts';
import type { MakeRecording } from '../record/record-sockets.ts';
import { Databases } from '../sql/databases.ts';
import { databaseHere } from './database-here.ts';

/** A name that is markup, quotes and an escape: it is only a name. */
export const hostileName = `a'"<b>&%41 \u{1F600}.txt`;

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

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** A server of a recording and a page, in a folder with a secret beside them. */
export interface TestServer {
  readonly folder: string;
  readonly port: number;
  readonly token: string;
  /** Of the recording. */
  readonly id: string;
}

let running: (TestServer & { readonly server: RunningServer }) | undefined;

/** The server of the tests of this file; it runs while they do. */
export const at: TestServer = {
  get folder() {
    return started().folder;
  },
  get port() {
    return started().port;
  },
  get token() {
    return started().token;
  },
  get id() {
    return started().id;
  },
};

function started(): TestServer {
  if (running === undefined) throw new Error('the server of the tests does not run');
  return running;
}

/** Runs the server before the first test and ends it behind the last. */
export function serveTests(): void {
  beforeAll(async () => {
    running = await start(mkdtempSync(join(tmpdir(), 'ringside-server-')));
  });
  afterAll(async () => {
    await running?.server.close();
    rmSync(at.folder, { recursive: true, force: true });
  });
}

async function start(folder: string): Promise<TestServer & { readonly server: RunningServer }> {
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
  const id = await recordings.add(recording);
  const databases = new Databases(() => databaseHere(async () => fakeDatabase()), {
    threads: 2,
    idle: 60_000,
    grace: 50,
  });
  const server = await startServer({
    port: 0,
    web,
    api: {
      version: '1',
      recordings,
      files: new FileLists(),
      databases,
      lists: { plans: () => [] },
      items: {},
    },
    sockets: { record: recordSockets(makeRecording, async made => made) },
  });
  return { folder, port: server.port, token: server.address.split('/')[3]!, id, server };
}

/** Asks for a path as it stands: fetch and URL would tidy it up. */
function askPort(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body, signal }: Asked = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, method, headers, agent: false, signal };
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

/** Asks for a path of the server. */
export function ask(path: string, asked?: Asked): Promise<Answered> {
  return askPort(at.port, path, asked);
}

/** Asks for a path below the token. */
export function inside(path: string, asked?: Asked): Promise<Answered> {
  return ask(`/${at.token}/${path}`, asked);
}
