import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { TargetError } from '../../base/index.ts';
import { loadLineage } from '../../kernel/index.ts';
import { keepProgress, loadLab } from '../../lab-runner/index.ts';
import type { LabMessage, LabPage, LabSection, Session } from '../../protocol/index.ts';
import { FileLists, labDesk, labSockets, Recordings, type RunningServer, startServer } from '../index.ts';
import { Databases } from '../sql/databases.ts';
import { blocksOf } from './lab-blocks.ts';
import { viewOfLook } from './view-of-look.ts';

const folder = mkdtempSync(join(tmpdir(), 'ringside-labs-'));
const lineageFile = new URL('../../../data/kernel/lineage.json', import.meta.url);
let server: RunningServer;
let newest: string;

beforeAll(async () => {
  vi.stubEnv('XDG_DATA_HOME', join(folder, 'data'));
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
  const made = join(folder, 'recordings');
  for (const day of ['01', '02']) {
    const recording = join(made, `202601${day}T000000.000Z-lab-fault-trace-faults`);
    mkdirSync(recording, { recursive: true });
    writeFileSync(join(recording, 'recording.json'), '{}');
  }
  const recordings = new Recordings(made);
  newest = (await recordings.list())[0]!.id;
  const toolsFor = () => {
    throw new TargetError('boot', 'no kernel', 'Get one.');
  };
  const desk = labDesk(
    progress => ({
      version: '1',
      progress,
      lineage: loadLineage(readFileSync(lineageFile, 'utf8')),
      inlinesOf: () => undefined,
      open: () => Promise.reject(new Error('not here')),
      print: () => Promise.reject(new Error('not here')),
    }),
    recordings,
  );
  server = await startServer({
    port: 0,
    web: join(folder, 'none'),
    api: {
      version: '1',
      recordings,
      files: new FileLists(),
      databases: new Databases(() => {
        throw new Error('not here');
      }),
      lists: { labs: desk.course },
      items: { labs: desk.page },
    },
    sockets: { lab: labSockets(toolsFor, async () => 'made') },
  });
});
afterAll(async () => {
  await server.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const read = async <T>(path: string): Promise<T> =>
  (await (await fetch(`${server.address}${path}`)).json()) as T;

describe('the api of labs', () => {
  it('has the course with what was done of it, in the file that the command keeps', async () => {
    const stateOf = async (): Promise<string | undefined> =>
      (await read<readonly LabSection[]>('api/labs'))
        .flatMap(({ labs }) => labs)
        .find(({ id }) => id === 'fault-trace')?.state;
    expect(await stateOf()).toBe('new');
    await keepProgress('fault-trace', { ranAt: '2026-01-01T00:00:00Z' });
    expect(await stateOf()).toBe('run');
    await keepProgress('fault-trace', { checkedAt: '2026-01-02T00:00:00Z' });
    expect(await stateOf()).toBe('done');
    expect(await read<Session>('api/session')).toMatchObject({ can: { labs: true } });
  });

  it('has a lab’s text in both languages, where to look, and the newest recording that was made of it', async () => {
    const page = await read<LabPage>('api/labs/fault-trace');
    const { title } = loadLab('fault-trace');
    for (const language of ['en', 'ko'] as const)
      expect(page.text[language][0]).toEqual({
        kind: 'heading',
        depth: 1,
        words: [{ kind: 'text', text: title[language] }],
      });
    const kinds = page.text.en.map(({ kind }) => kind);
    expect(page.text.ko.map(({ kind }) => kind)).toEqual(kinds);
    expect(kinds).toEqual(expect.arrayContaining(['paragraph', 'table', 'code', 'list']));
    expect(JSON.stringify(page.text.en)).not.toContain('{do_page_fault}');
    expect(page.recordings).toMatchObject([{ id: 'faults', made: newest }]);
    expect(page.look[1]).toMatchObject({
      in: 'faults',
      view: expect.stringMatching(
        /^#\/reports\?analysis=memory&table=memory\.faults&.*where=comm\+%3D\+faults/,
      ),
    });
    expect(JSON.stringify(page)).not.toContain(folder);
  });

  it('knows labs by their ids alone, and nobody without the token', async () => {
    const statusOf = async (path: string): Promise<number> =>
      (await fetch(new URL(path, server.address))).status;
    expect(await statusOf('api/labs/none')).toBe(404);
    expect(await statusOf('api/labs/os-map/..%2f..%2fmemory')).toBe(404);
    expect(await statusOf('api/labs/memory%2ffault-trace')).toBe(404);
    expect(await statusOf('api/labs/..%2fmemory%2ffault-trace')).toBe(404);
    expect(await statusOf('/api/labs')).toBe(404);
    expect(await statusOf('/wrong/api/labs/fault-trace')).toBe(404);
    expect((await fetch(`${server.address}api/labs`, { method: 'POST' })).status).toBe(404);
  });
});

describe('the websocket of labs', () => {
  /** Says something; answers what it was told until it was closed, or the status it was refused with. */
  function talk(first: unknown, address = server.address): Promise<readonly LabMessage[] | number> {
    return new Promise(resolve => {
      const said: LabMessage[] = [];
      const headers = { Origin: `http://127.0.0.1:${server.port}` };
      const socket = new WebSocket(`${address.replace('http', 'ws')}api/lab`, { headers });
      socket.on('open', () => socket.send(JSON.stringify(first)));
      socket.on('message', data => said.push(JSON.parse(String(data)) as LabMessage));
      socket.on('close', () => resolve(said));
      socket.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode ?? 0);
        response.destroy();
      });
      socket.on('error', () => {});
    });
  }

  it('tells why a lab did not run, with its remedy', async () => {
    expect(await talk({ kind: 'run', lab: 'fault-trace' })).toEqual([
      { kind: 'failed', message: 'boot: no kernel', remedy: 'Get one.' },
    ]);
  });

  it('ends without a word where no lab of the course is named', async () => {
    for (const lab of ['none', '../memory/fault-trace', 'memory/fault-trace', 7, undefined])
      expect(await talk({ kind: 'check', lab })).toEqual([]);
    for (const message of [undefined, null, 7, { kind: 'record', lab: 'fault-trace' }])
      expect(await talk(message ?? null)).toEqual([]);
    expect(await talk({ kind: 'run', lab: 'fault-trace' }, `http://127.0.0.1:${server.port}/wrong/`)).toBe(
      404,
    );
  });
});

describe('what a command of a lab prints, in the page', () => {
  it.each([
    [
      { command: "report FILE memory.pages --where 'order > 0' --sort +time", view: '#/reports' },
      '#/reports?analysis=memory&table=memory.pages&sort=%2Btime&where=order+%3E+0',
    ],
    [
      { command: 'report FILE --where x=1 sched.runs' },
      '#/reports?analysis=sched&table=sched.runs&where=x%3D1',
    ],
    [{ command: "sql FILE 'SELECT 1'" }, '#/query?sql=SELECT+1'],
    [{ command: 'events FILE' }, '#/events'],
    [{ command: 'replay FILE -F vfs_read', view: '#/timeline' }, '#/timeline'],
    [{ view: '#/map' }, '#/map'],
    [{ command: 'export FILE' }, undefined],
  ])('%o', (look, view) => {
    expect(viewOfLook(look)).toBe(view);
  });
});

it('HTML in a text stays text', () => {
  const html = '<b>hello</b>';
  expect(blocksOf([{ type: 'html', raw: html, text: html, pre: false, block: true }])).toEqual([
    { kind: 'paragraph', words: [{ kind: 'text', text: html }] },
  ]);
});
