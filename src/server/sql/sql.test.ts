import { describe, expect, it } from 'vitest';
import type { SqlSchema } from '../../protocol/index.ts';
import { type Answered, at, inside, serveTests } from '../testing/test-server.ts';

serveTests();

const query = (body: object, signal?: AbortSignal): Promise<Answered> =>
  inside(`api/recordings/${at.id}/sql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
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
    const answered = await inside(`api/recordings/${at.id}/sql`, {
      method: 'POST',
      headers: { 'Content-Type': type },
      body,
    }).catch((error: NodeJS.ErrnoException) => ({ status: error.code === 'EPIPE' ? 413 : 0 }));
    expect(answered.status).toBe(status);
  });

  it('the schema names views and functions', async () => {
    const { text } = await inside(`api/recordings/${at.id}/sql/schema`);
    const { views, functions } = JSON.parse(text) as SqlSchema;
    expect(views).toEqual([
      { name: 'events', sentence: 'Every event.', columns: [{ id: 'time', sentence: '' }] },
    ]);
    expect(functions.map(({ call }) => call)).toContain('p99(x)');
  });
});
