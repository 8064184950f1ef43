import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/analyses/index.ts';
import { memoryAnalysis } from '../../src/analyses/memory/index.ts';
import { sourceFromBytes } from '../../src/base/index.ts';
import { loadDecompressors } from '../../src/cli/open/decompressors.ts';
import { readPerfData } from '../../src/formats/index.ts';
import type { Table } from '../../src/store/index.ts';

const answers = join(import.meta.dirname, '../../recordings/answers');
const judged = gunzipSync(readFileSync(join(answers, 'kmem.stat.gz'))).toString('latin1');

let answer: Answer;
beforeAll(async () => {
  const bytes = new Uint8Array(gunzipSync(readFileSync(join(answers, 'kmem.perf.gz'))));
  answer = memoryAnalysis.answer(
    await (await readPerfData(sourceFromBytes(bytes), await loadDecompressors())).load(),
  );
});

type Row = Readonly<Record<string, string | number>>;

function rowsOf(table: Table): readonly Row[] {
  const { columns } = table.description;
  return Array.from({ length: table.count }, (_, row) =>
    Object.fromEntries(columns.map(({ id }, column) => [id, table.cell(column, row) ?? ''])),
  );
}

const total = (label: string): readonly number[] => {
  const line = judged.split('\n').find(text => text.startsWith(label)) ?? '';
  return [...line.slice(line.indexOf(':')).matchAll(/\d+/g)].map(([number]) => Number(number));
};

describe('equal figures: memory, judged by perf kmem stat on the same bytes', () => {
  it('slab: what was asked for, what it took, what was freed', () => {
    const slab = rowsOf(answer.table('memory.totals')).find(({ kind }) => kind === 'slab')!;
    expect([slab.requested]).toEqual(total('Total bytes requested'));
    expect([slab.bytes]).toEqual(total('Total bytes allocated'));
    expect([Number(slab.bytes) - Number(slab.requested)]).toEqual(total('Total bytes wasted'));
    expect(slab.count).toBe(total('Cross CPU allocations')[1]);
  });

  it('slab: every place that asked, and how many of its objects another CPU freed', () => {
    const line = /^ (0x[\da-f]+) +\| +(\d+)\/\d+ +\| +(\d+)\/\d+ +\| +(\d+) \| +(\d+) \|/gm;
    const theirs = [...judged.matchAll(line)].map(found => found.slice(1).join(' '));
    const ours = rowsOf(answer.table('memory.slab-sites')).map(row =>
      [row.function, row.bytes, row.requested, row.count, row.cross_cpu].join(' '),
    );
    expect(theirs.length).toBeGreaterThan(40);
    // Of objects that are allocated in bulk there is no event: perf takes each later free of such an address for another
    // free of the object that it saw there first.
    const bulk = '0xffffffff819dcd7f 46848 46848 183';
    expect(theirs.filter(text => !ours.includes(text))).toEqual([`${bulk} 163`]);
    expect(ours.filter(text => !theirs.includes(text))).toEqual([`${bulk} 1`]);
  });

  it('slab: perf frees more than was allocated, though not all was freed', () => {
    const slab = rowsOf(answer.table('memory.totals')).find(({ kind }) => kind === 'slab')!;
    expect(total('Total bytes freed')[0]).toBeGreaterThan(total('Total bytes allocated')[0]!);
    const sites = rowsOf(answer.table('memory.slab-sites'));
    const live = sites.reduce((sum, { live_bytes }) => sum + Number(live_bytes), 0);
    expect(live).toBeGreaterThan(0);
    expect(slab.freed_bytes).toBe(Number(slab.bytes) - live);
  });

  it('pages: allocations, frees, and which of them belong together', () => {
    const pages = rowsOf(answer.table('memory.totals')).find(({ kind }) => kind === 'pages')!;
    const kib = (bytes: string | number | undefined): number => Number(bytes) / 1024;
    expect([pages.count, kib(pages.bytes)]).toEqual(total('Total allocation requests'));
    expect([pages.freed, kib(pages.freed_bytes)]).toEqual(total('Total free requests'));
    expect(pages.paired).toBe(total('Total alloc+freed requests')[0]);
    expect(pages.live).toBe(total('Total alloc-only requests')[0]);
    expect(pages.unknown_frees).toBe(total('Total free-only requests')[0]);
    expect(pages.failures).toBe(total('Total allocation failures')[0]);
  });

  it('pages: by order and mobility; what perf heads Reclaimable is movable: the kernel numbers it 1', () => {
    const [, unmovable, second, third] = /^ +0 +(\d+) +(\d+) +(\d+) +/m.exec(judged)!.map(Number);
    const ours = (type: string): number =>
      rowsOf(answer.table('memory.page-kinds'))
        .filter(({ order, migratetype }) => order === 0 && migratetype === type)
        .reduce((sum, { count }) => sum + Number(count), 0);
    expect([ours('unmovable'), ours('movable'), ours('reclaimable')]).toEqual([unmovable, second, third]);
  });
});
