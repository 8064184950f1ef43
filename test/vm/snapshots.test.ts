import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeTemporary, ringside, temporaryFolder } from './ringside.ts';

const recording = join(temporaryFolder(), 'snapshots');

// The shell waits for `snapshot` while its own mappings are kept, so that they hold still.
const workload = `
snapshot own /proc/$$/smaps /proc/$$/smaps_rollup /proc/$$/status /proc/$$/maps
snapshot usual
snapshot --every 0.1 again /proc/softirqs /proc/zoneinfo &
sampler=$!
sleep 2
kill $sampler
snapshot last /proc/interrupts /sys/kernel/debug/extfrag/extfrag_index
echo 42 >$RINGSIDE_OUT/answer.txt
mkdir $RINGSIDE_OUT/folder && echo hidden >$RINGSIDE_OUT/folder/file
ln -s /etc/hostname $RINGSIDE_OUT/link
`;

let said = '';
beforeAll(() => {
  const command = ['record', '-o', recording, '-e', 'sched:sched_process_exit', '--', 'sh', '-c', workload];
  const { code, stderr } = ringside(command);
  expect(code, stderr).toBe(0);
  said = stderr;
}, 300_000);

afterAll(removeTemporary);

type Row = Readonly<Record<string, string | number | null>>;

function rowsOf(table: string): readonly Row[] {
  const { stdout, stderr } = ringside(['report', recording, table, '--json']);
  return (JSON.parse(stdout || stderr) as { rows: readonly Row[] }).rows;
}

function sum(rows: readonly Row[], column: string): number {
  return rows.reduce((total, row) => total + Number(row[column]), 0);
}

test('mappings of a process sum up to its VmSize, and what is in memory to the Rss of smaps_rollup', () => {
  const mappings = rowsOf('proc.mappings').filter(row => row.moment === 'own');
  const [status] = rowsOf('proc.statuses').filter(row => row.moment === 'own');
  expect(mappings.length).toBeGreaterThan(5);
  expect(new Set(mappings.map(row => row.pid))).toEqual(new Set([status?.pid]));
  // The page of the old system calls is in every process's list and in none's size.
  expect(
    sum(
      mappings.filter(row => row.file !== '[vsyscall]'),
      'bytes',
    ),
  ).toBe(status?.vm_size);
  expect(sum(mappings, 'rss')).toBe(status?.rollup_rss);
  expect(status?.comm).toBe('sh');
  expect(mappings.map(row => row.file)).toEqual(expect.arrayContaining(['[heap]', '[stack]']));
});

test('a zone has the pages that the text of its snapshot says', () => {
  const folder = readdirSync(join(recording, 'proc')).find(name => name.endsWith('-usual'))!;
  const text = readFileSync(join(recording, 'proc', folder, 'zoneinfo'), 'utf8');
  const zone = text.slice(text.indexOf('zone    DMA32'));
  const said = ['pages free', 'min', 'low', 'high', 'spanned', 'present', 'managed'].map(name =>
    Number(new RegExp(`^ +${name} +(\\d+)$`, 'm').exec(zone)?.[1]),
  );
  const rows = rowsOf('proc.zones').filter(row => row.moment === 'usual' && row.zone === 'DMA32');
  const found = ['free', 'min', 'low', 'high', 'spanned', 'present', 'managed'].map(
    name => rows.find(row => row.name === name)?.pages,
  );
  expect(found).toEqual(said);
  const [free, min, low, high, spanned, present, managed] = said as [number, ...number[]] as number[];
  expect(free).toBeGreaterThan(0);
  expect(min! < low! && low! < high!).toBe(true);
  expect(spanned! >= present! && present! >= managed!).toBe(true);
});

test('moments stand in the order in which they were taken, with times within the recording', () => {
  const rows = [...rowsOf('proc.softirqs'), ...rowsOf('proc.interrupts'), ...rowsOf('proc.mappings')];
  const times = new Map(rows.map(row => [`${row.moment} ${row.time}`, Number(row.time)]));
  const moments = [...times].sort((a, b) => a[1] - b[1]).map(([name]) => name.split(' ')[0]);
  expect(moments.filter((name, index) => name !== moments[index - 1])).toEqual([
    'before',
    'own',
    'usual',
    'again',
    'last',
    'after',
  ]);
  expect(moments.filter(name => name === 'again').length).toBeGreaterThan(3);
  // Every snapshot is a `mkdir` and a `cp` of busybox, which end after its time, among the events.
  const { stdout } = ringside([
    'sql',
    recording,
    "SELECT time FROM events WHERE comm = 'busybox' ORDER BY 1",
    '--json',
  ]);
  const ends = (JSON.parse(stdout) as { rows: readonly { time: number }[] }).rows.map(({ time }) => time);
  const own = [...times].find(([name]) => name.startsWith('own '))![1];
  expect(ends.length).toBeGreaterThan(6);
  expect(own).toBeLessThan(ends[0]!);
});

test('counters only grow, and their rates are what they grew by in the time between', () => {
  const timer = rowsOf('proc.softirqs').filter(row => row.name === 'TIMER' && row.cpu === 0);
  const rated = timer.filter(row => row.rate !== null && row.rate !== undefined);
  expect(rated.length).toBe(timer.length - 1);
  for (const [index, row] of timer.entries()) {
    if (index === 0) continue;
    const before = timer[index - 1]!;
    const grown = Number(row.count) - Number(before.count);
    expect(grown).toBeGreaterThanOrEqual(0);
    expect(Number(row.rate)).toBeCloseTo(grown / ((Number(row.time) - Number(before.time)) / 1e9), 3);
  }
});

test('SQL has the same tables, and what changed is told', () => {
  const query = `SELECT count(*) AS many, sum(bytes)::BIGINT AS bytes FROM proc.mappings WHERE moment = 'own'`;
  const { stdout, stderr } = ringside(['sql', recording, query, '--json']);
  const own = rowsOf('proc.mappings').filter(row => row.moment === 'own');
  const [answer] = (JSON.parse(stdout || stderr) as { rows: readonly Row[] }).rows;
  expect([Number(answer?.many), Number(answer?.bytes)]).toEqual([own.length, sum(own, 'bytes')]);
  const changed = rowsOf('proc.differences').filter(row => row.file === 'softirqs' && row.name === 'TIMER');
  expect(changed.map(row => [row.since, row.moment, Number(row.difference) > 0])).toEqual([
    ['before', 'after', true],
  ]);
});

test('files for the recording come home; folders and links do not, and that is said', () => {
  expect(readdirSync(join(recording, 'out'))).toEqual(['answer.txt']);
  expect(readFileSync(join(recording, 'out/answer.txt'), 'utf8')).toBe('42\n');
  const last = readdirSync(join(recording, 'proc')).find(name => name.endsWith('-last'))!;
  const index = readFileSync(join(recording, 'proc', last, 'sys/kernel/debug/extfrag/extfrag_index'), 'utf8');
  expect(index).toMatch(/^Node 0, zone\s+DMA32( -?\d\.\d{3})+/m);
  expect(said).toContain('1 files that the command left were not kept');
});
