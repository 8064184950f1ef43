import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { removeTemporary, ringside, temporaryFolder } from './ringside.ts';

afterAll(removeTemporary);

type Rows = readonly Readonly<Record<string, unknown>>[];
const program = join(import.meta.dirname, 'programs/reads');

test('64 direct reads at depth 8 are found, each with its own completion: in a real guest', () => {
  const recording = join(temporaryFolder(), 'reads');
  const recorded = ringside([
    'record',
    '-q',
    '-o',
    recording,
    '-e',
    'block:*',
    '--all',
    '--',
    program,
    '/dev/sda',
  ]);
  expect(recorded.code, recorded.stderr).toBe(0);
  const rowsOf = (table: string): Rows => {
    const { stdout, stderr } = ringside(['report', recording, table, '--json', '--top', '100000']);
    return (JSON.parse(stdout || stderr) as { rows: Rows }).rows;
  };
  const sectors = Array.from({ length: 64 }, (_, index) => (1000 + 2 * index) * 8);
  const isOurs = ({ sector, bytes }: Rows[number]): boolean =>
    bytes === 4096 && sectors.includes(Number(sector));

  const bios = rowsOf('block.bios').filter(isOurs);
  expect(bios.map(({ sector }) => Number(sector)).sort((a, b) => a - b)).toEqual(sectors);
  for (const bio of bios) {
    expect(bio).toMatchObject({ direction: 'read', comm: 'reads', merged: null });
    expect(Number(bio.q2g) + Number(bio.d2c)).toBeLessThan(Number(bio.duration));
  }

  const requests = rowsOf('block.requests').filter(isOurs);
  expect(requests).toHaveLength(64);
  expect(new Set(requests.map(({ end_row }) => end_row)).size).toBe(64);
  expect(Math.max(...requests.map(({ depth }) => Number(depth)))).toBe(8);
});
