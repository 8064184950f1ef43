import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeTemporary, ringside, temporaryFolder } from './ringside.ts';

afterAll(removeTemporary);

const script = `dd if=/dev/zero of=/scratch/one bs=4096 count=64 conv=fsync
echo 3 > /proc/sys/vm/drop_caches
cat /scratch/one > /dev/null
cat /scratch/one > /dev/null
echo more >> /scratch/one
sync`;

const functions = ['vfs_read', 'ext4_file_write_iter', 'ext4_sync_file'];
const events = ['raw_syscalls:*', 'filemap:*', 'writeback:*', 'ext4:*', 'jbd2:*', 'sched:sched_process_fork'];

type Row = Readonly<Record<string, unknown>>;

let recording: string;
beforeAll(() => {
  recording = join(temporaryFolder(), 'files');
  const probe = ['--probe', 'p:path do_filp_open pathname=+0(+0(%si)):string'];
  const graph = ['-p', 'function_graph', ...functions.flatMap(name => ['-g', name]), '--depth', '1'];
  const recorded = ringside([
    ...['record', '--all', '-q', '-o', recording, ...probe, ...graph],
    ...events.flatMap(event => ['-e', event]),
    ...['--buffer', '16384', '--', 'sh', '-c', script],
  ]);
  expect(recorded.code, recorded.stderr).toBe(0);
});

function rowsOf(table: string): readonly Row[] {
  const { stdout, stderr } = ringside(['report', recording, table, '--json']);
  return (JSON.parse(stdout || stderr) as { rows: readonly Row[] }).rows;
}

const sum = (rows: readonly Row[], column: string): number =>
  rows.reduce((total, row) => total + Number(row[column]), 0);
const isOne = ({ file }: Row): boolean => file === '/scratch/one';

test('a read that misses the page cache, then one that hits: 64 pages, half of them ahead of the first read', () => {
  const reads = rowsOf('files.reads')
    .filter(isOne)
    .toSorted((a, b) => Number(a.time) - Number(b.time));
  expect(reads.map(({ outcome, bytes }) => [outcome, bytes])).toEqual([
    ['miss', 131072],
    ['hit', 131072],
    ['hit', 131072],
    ['hit', 131072],
  ]);
  expect(reads[0]).toMatchObject({ device: '8:0', pages_added: 64, ahead: 32 });
  expect(reads[1]).toMatchObject({ ahead_used: 32 });
});

test('a buffered write and fsync, and one that a flusher writes for sync', () => {
  const one = rowsOf('files.files').find(isOne)!;
  expect(one).toMatchObject({
    opens: 4,
    writes: 65,
    written_bytes: 64 * 4096 + 5,
    syncs: 1,
    misses: 1,
    hits: 3,
  });
  const written = rowsOf('files.writebacks')
    .filter(isOne)
    .toSorted((a, b) => Number(a.time) - Number(b.time));
  expect(written.map(({ reason, pages_dirtied }) => [reason, pages_dirtied])).toEqual([
    ['fsync', 64],
    ['sync', 1],
  ]);
  expect(written[1]!.written_by_comm).toMatch(/^kworker/);
});

test('the counts are those of the functions in the graph of the same run', () => {
  const calls = new Map(
    rowsOf('calls').map(({ function: name, calls: count }) => [String(name), Number(count)]),
  );
  const operations = rowsOf('files.operations');
  const names = rowsOf('syscalls.names');
  const reads = names.filter(({ call }) => call === 'read' || call === 'pread64');
  expect(calls.get('ext4_file_write_iter')).toBe(
    sum(
      operations.filter(({ operation }) => operation === 'ext4 da_write'),
      'count',
    ),
  );
  expect(calls.get('ext4_sync_file')).toBe(
    sum(
      operations.filter(({ operation }) => operation === 'ext4 sync_file'),
      'count',
    ),
  );
  // The recording may end in a read that has not come to it.
  const begun = sum(reads, 'count') + sum(reads, 'unreturned');
  expect(Math.abs(calls.get('vfs_read')! - begun)).toBeLessThanOrEqual(1);
});
