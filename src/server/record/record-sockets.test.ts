import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { RecordMessage } from '../../protocol/index.ts';
import { at, serveTests } from '../testing/test-server.ts';

serveTests();

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
      const socket = new WebSocket(`ws://127.0.0.1:${at.port}${path}`, { headers });
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

  const own = (): Readonly<Record<string, string>> => ({ Origin: `http://127.0.0.1:${at.port}` });
  const record = (program: string, whenRunning?: object) =>
    talk(`/${at.token}/api/record`, own(), JSON.stringify(wish(program)), whenRunning);

  it('open from our own page alone', async () => {
    const first = JSON.stringify(wish('true'));
    expect(await talk(`/${at.token}/api/record`, {}, first)).toBe(403);
    expect(await talk(`/${at.token}/api/record`, { Origin: 'https://evil.example' }, first)).toBe(403);
    const other = { Origin: `http://localhost:${at.port}` };
    expect(await talk(`/${at.token}/api/record`, other, first)).toBe(403);
    expect(await talk('/wrong/api/record', own(), first)).toBe(404);
    expect(await talk(`/${at.token}/api/toString`, own(), first)).toBe(404);
    expect(await talk(`/${at.token}/api/record`, { ...own(), Host: 'evil.example' }, first)).toBe(403);
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
      expect(await talk(`/${at.token}/api/record`, own(), message)).toEqual([]);
    expect(await record('true')).toHaveLength(2);
  });

  it('of recordings that run, only so many at once', async () => {
    const stops: (() => void)[] = [];
    const waiting = [1, 2].map(() => {
      const socket = new WebSocket(`ws://127.0.0.1:${at.port}/${at.token}/api/record`, { headers: own() });
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
