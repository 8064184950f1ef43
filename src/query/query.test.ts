import { afterAll, describe, expect, it } from 'vitest';
import { type Analysis, answerWith } from '../analyses/index.ts';
import { handMade } from '../analyses/testing/hand-made.ts';
import { type TableDescription, tableOf } from '../store/index.ts';
import { type Database, openDatabase, SqlError, type SqlValue } from './index.ts';

const events = Array.from({ length: 5000 }, (_, index) => ({
  time: index * 10,
  cpu: index % 4,
  pid: 100 + (index % 3),
  comm: `task${index % 3}`,
  event: index % 5 === 0 ? 'odd"name:Sel"ect' : 'kmem:kmalloc',
  fields: {
    bytes: index,
    ptr: 0xffff_8880_0000_0000n + BigInt(index),
    comm: `field${index % 2}`,
    list: [index, 1],
  },
}));

const table: TableDescription = {
  id: 'memory.sizes',
  sentence: 'Sizes.',
  columns: [
    { id: 'size', type: 'duration', unit: 'ns', sentence: 'The size.' },
    { id: 'name', type: 'text', unit: '', sentence: 'The name.' },
    { id: 'begin_row', type: 'row', unit: '', sentence: 'The event.' },
  ],
};
let made = 0;
const analysis: Analysis = {
  id: 'memory',
  sentence: '',
  needs: [],
  record: '',
  tables: [table],
  answer: () =>
    answerWith({
      'memory.sizes': () => {
        made++;
        return tableOf(table, [
          { size: 1.5, name: 'one', begin_row: 4 },
          { size: undefined, name: 'none', begin_row: undefined },
        ]);
      },
    }),
};

const opened: Promise<Database> = openDatabase(handMade(events), [analysis]);
afterAll(async () => (await opened).close());

async function ask(sql: string): Promise<readonly (readonly SqlValue[])[]> {
  const { pieces } = await (await opened).run(sql);
  const rows: (readonly SqlValue[])[] = [];
  for await (const piece of pieces) rows.push(...piece);
  return rows;
}

describe('SQL over a trace', () => {
  it('counts every event of every view, whatever its name', async () => {
    expect(await ask('SELECT count(*), min(time), max(time) FROM events')).toEqual([[5000, 0, 49_990]]);
    expect(await ask('SELECT event, count(*) FROM events GROUP BY 1 ORDER BY 1')).toEqual(
      expect.arrayContaining([
        ['kmem:kmalloc', 4000],
        ['odd"name:Sel"ect', 1000],
      ]),
    );
    expect(await ask('SELECT count(*), sum(bytes) FROM "odd""name"."Sel""ect"')).toEqual([[1000, 2_497_500]]);
  });

  it('keeps all 64 bits, texts, arrays, and names that columns of all events have', async () => {
    const [row] = await ask(
      'SELECT row, tid, comm, arg_comm, bytes, ptr, list FROM kmem.kmalloc ORDER BY time LIMIT 1',
    );
    expect(row).toEqual([1, 101, 'task1', 'field1', 1, String(0xffff_8880_0000_0001n), '[1,1]']);
  });

  it('a stretch of time is a parameter: only its events are read', async () => {
    const between = 'SELECT min(time), max(time), count(*) FROM events_between(100, 200)';
    expect(await ask(between)).toEqual([[100, 200, 11]]);
    expect(await ask('SELECT min(time), max(time) FROM kmem.kmalloc_between(100, 200)')).toEqual([
      [110, 190],
    ]);
    expect(await ask('SELECT count(*) FROM events_between(60000, 10)')).toEqual([[0]]);
  });

  it('tables of analyses are there, made when they are asked for, with what is not known as NULL', async () => {
    expect(made).toBe(0);
    expect(await ask('SELECT size, name, begin_row FROM memory.sizes ORDER BY name')).toEqual([
      [null, 'none', null],
      [1.5, 'one', 4],
    ]);
    await ask('SELECT count(*) FROM memory.sizes');
    expect(made).toBe(1);
  });

  it('macros: percentiles, buckets, overlaps, the last event before', async () => {
    expect(
      await ask(
        'SELECT p50(time), p99(time), bucket(1500), bucket(0), overlap(0, 10, 5, 20), ms(5e6) FROM events',
      ),
    ).toEqual([[24_990, 49_490, 1024, 0, 5, 5]]);
    expect(await ask("SELECT time, row FROM event_before(57, 'kmem:kmalloc')")).toEqual([[40, 4]]);
  });

  it.each([
    ["SELECT count(*) FROM read_csv('/etc/passwd')", /disabled|Permission/],
    ["COPY events TO '/tmp/ringside-sql-test.csv'", /disabled|Permission/],
    ["ATTACH '/tmp/ringside-sql-test.db'", /disabled|Permission/],
    ['INSTALL httpfs', /disabled|Permission/],
    ['SET enable_external_access = true', /locked|Cannot/],
    [' -- only a remark', /^there is no statement$/],
    ['', /^there is no statement$/],
    ['SELEC 1', /LINE 1: SELEC 1\n\s+\^/],
    ['SELECT nothing FROM events', /LINE 1[\s\S]*\^/],
  ])(
    'a SQL error shows where it is wrong, and nothing outside can be reached: %s',
    async (statement, message) => {
      const error = await ask(statement).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(SqlError);
      expect((error as Error).message).toMatch(message);
    },
  );

  it('is interruptible', async () => {
    const database = await opened;
    const running = ask(
      'SELECT count(*) FROM events a, events b, events c WHERE a.time + b.time + c.time = 7',
    );
    setTimeout(() => database.interrupt(), 50);
    await expect(running).rejects.toThrow(/[Ii]nterrupt/);
    expect(await ask('SELECT 1')).toEqual([[1]]);
  });
});
