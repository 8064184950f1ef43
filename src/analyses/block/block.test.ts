import { describe, expect, it } from 'vitest';
import type { Cell, Trace } from '../../store/index.ts';
import { handMade, type MadeEvent } from '../testing/hand-made.ts';
import { blockAnalysis } from './index.ts';

const disk = 8 * 2 ** 20;

type More = Partial<Omit<MadeEvent, 'fields'>> & { readonly rwbs?: string; readonly dev?: number };

/** An event of the block layer's tracepoints. */
function at(
  time: number,
  event: string,
  sector: number,
  sectors: number,
  { rwbs = 'R', dev = disk, ...more }: More = {},
  fields: MadeEvent['fields'] = {},
): MadeEvent {
  return {
    time,
    event: `block:block_${event}`,
    pid: 7,
    comm: 'reader',
    fields: { dev, sector, nr_sector: sectors, rwbs, error: 0, ...fields },
    ...more,
  };
}

function rowsOf(trace: Trace, id: string, columns: readonly string[]): Cell[][] {
  const table = blockAnalysis.answer(trace).table(id);
  const places = columns.map(column => table.column(column));
  return Array.from({ length: table.count }, (_, row) => places.map(column => table.cell(column, row)));
}

const problemsOf = (trace: Trace): readonly (readonly [string, number])[] =>
  blockAnalysis.answer(trace).problems.map(({ name, count }) => [name, count]);

describe('hand-made events: block', () => {
  it('eight reads at once that complete in another order each find their own end', () => {
    const order = [3, 1, 7, 0, 2, 6, 5, 4];
    const trace = handMade([
      ...order.flatMap((_, one) => [
        at(10 * one, 'bio_queue', one * 1000, 8),
        at(10 * one + 2, 'getrq', one * 1000, 8),
        at(10 * one + 5, 'rq_issue', one * 1000, 8, {}, { bytes: 4096 }),
      ]),
      ...order.map((one, place) => at(1000 + place, 'rq_complete', one * 1000, 8, { cpu: 1, pid: 0 })),
    ]);
    expect(rowsOf(trace, 'block.bios', ['sector', 'bytes', 'q2g', 'd2c', 'duration', 'comm'])).toEqual(
      order.map((_, one) => {
        const end = 1000 + order.indexOf(one);
        return [one * 1000, 4096, 2, end - 10 * one - 5, end - 10 * one, 'reader'];
      }),
    );
    expect(rowsOf(trace, 'block.requests', ['depth', 'tid'])).toEqual(order.map((_, one) => [one + 1, 7]));
    expect(rowsOf(trace, 'block.depths', ['depth']).flat()).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7, 8],
      ...[7, 6, 5, 4, 3, 2, 1, 0],
    ]);
    expect(problemsOf(trace)).toEqual([]);
  });

  it('the same sector twice at once: the first issued is the first to complete', () => {
    const trace = handMade([
      at(1, 'bio_queue', 64, 8),
      at(2, 'bio_queue', 64, 8, { pid: 9 }),
      at(3, 'getrq', 64, 8),
      at(4, 'getrq', 64, 8),
      at(5, 'rq_issue', 64, 8),
      at(6, 'rq_issue', 64, 8),
      at(10, 'rq_complete', 64, 8),
      at(20, 'rq_complete', 64, 8),
    ]);
    expect(rowsOf(trace, 'block.bios', ['tid', 'q2g', 'd2c'])).toEqual([
      [7, 2, 5],
      [9, 2, 14],
    ]);
  });

  it('merged bios follow their request: behind it and before it', () => {
    const trace = handMade([
      at(1, 'bio_queue', 100, 8, { rwbs: 'W' }),
      at(2, 'getrq', 100, 8, { rwbs: 'W' }),
      at(3, 'bio_queue', 108, 8, { rwbs: 'W' }),
      at(4, 'bio_backmerge', 108, 8, { rwbs: 'W' }),
      at(5, 'bio_queue', 92, 8, { rwbs: 'W' }),
      at(7, 'bio_frontmerge', 92, 8, { rwbs: 'W' }),
      at(8, 'rq_insert', 92, 24, { rwbs: 'W' }),
      at(10, 'rq_issue', 92, 24, { rwbs: 'W' }),
      at(30, 'rq_complete', 92, 24, { rwbs: 'W' }),
    ]);
    expect(rowsOf(trace, 'block.bios', ['sector', 'merged', 'q2g', 'q2m', 'm2d', 'd2c', 'duration'])).toEqual(
      [
        [100, undefined, 1, undefined, undefined, 20, 29],
        [108, 'back', undefined, 1, 6, 20, 27],
        [92, 'front', undefined, 2, undefined, 20, 25],
      ],
    );
    expect(rowsOf(trace, 'block.requests', ['sector', 'bytes', 'bios', 'duration', 'direction'])).toEqual([
      [92, 12288, 3, 20, 'write'],
    ]);
    expect(rowsOf(trace, 'block.devices', ['queued', 'issued', 'merge_ratio'])).toEqual([[3, 1, 3]]);
  });

  it('the parts of a split go their own ways', () => {
    const trace = handMade([
      at(1, 'bio_queue', 0, 16),
      at(2, 'split', 0, 0, {}, { new_sector: 8 }),
      at(3, 'getrq', 0, 8),
      at(4, 'rq_issue', 0, 8),
      at(5, 'getrq', 8, 8),
      at(6, 'rq_issue', 8, 8),
      at(7, 'rq_complete', 8, 8),
      at(9, 'rq_complete', 0, 8),
    ]);
    expect(rowsOf(trace, 'block.bios', ['sector', 'bytes', 'fate', 'q2g', 'd2c', 'duration'])).toEqual([
      [0, 4096, undefined, 2, 5, 8],
      [8, 4096, 'split', 4, 1, 6],
    ]);
    expect(
      rowsOf(trace, 'block.stages', ['stage', 'count']).find(([stage]) => stage === 'Q2Q'),
    ).toBeUndefined();
  });

  it('a requeued request is measured from its last issue, and counts once in flight', () => {
    const trace = handMade([
      at(1, 'bio_queue', 0, 8),
      at(2, 'getrq', 0, 8),
      at(3, 'rq_issue', 0, 8),
      at(5, 'rq_requeue', 0, 8),
      at(7, 'rq_issue', 0, 8),
      at(10, 'rq_complete', 0, 8),
    ]);
    expect(rowsOf(trace, 'block.requests', ['requeues', 'duration', 'depth'])).toEqual([[1, 3, 1]]);
    expect(rowsOf(trace, 'block.bios', ['fate', 'd2c', 'duration'])).toEqual([['requeued', 3, 9]]);
  });

  it('a bio of a device above leads to the one it was remapped to', () => {
    const above = 253 * 2 ** 20;
    const trace = handMade([
      at(1, 'bio_queue', 0, 8, { dev: above }),
      at(2, 'bio_remap', 2048, 8, {}, { old_dev: above, old_sector: 0 }),
      at(3, 'bio_queue', 2048, 8),
      at(4, 'rq_issue', 2048, 8),
      at(8, 'rq_complete', 2048, 8),
      at(9, 'bio_complete', 0, 8, { dev: above }),
    ]);
    expect(rowsOf(trace, 'block.bios', ['device', 'duration', 'parent_row', 'remap_row'])).toEqual([
      ['253,0', 8, undefined, 1],
      ['8,0', 5, 0, undefined],
    ]);
    expect(problemsOf(trace)).toEqual([]);
  });

  it('a completion of a part leaves the rest to the next', () => {
    const trace = handMade([
      at(1, 'bio_queue', 0, 8),
      at(2, 'bio_queue', 8, 8),
      at(3, 'bio_backmerge', 8, 8),
      at(4, 'rq_issue', 0, 16),
      at(10, 'rq_complete', 0, 12),
      at(20, 'rq_complete', 12, 4),
    ]);
    expect(rowsOf(trace, 'block.bios', ['sector', 'd2c'])).toEqual([
      [0, 6],
      [8, 16],
    ]);
    expect(rowsOf(trace, 'block.requests', ['duration'])).toEqual([[16]]);
  });

  it('nothing is paired across lost events, and halves are counted', () => {
    const trace = handMade([
      at(1, 'rq_issue', 0, 8),
      at(2, 'rq_issue', 8, 8),
      at(3, 'rq_complete', 8, 8),
      at(5, 'rq_complete', 0, 8, { lost: 3 }),
      at(6, 'rq_issue', 16, 8),
    ]);
    expect(rowsOf(trace, 'block.requests', ['sector', 'duration'])).toEqual([
      [0, undefined],
      [8, 1],
      [16, undefined],
    ]);
    expect(problemsOf(trace)).toEqual([
      ['block.unended', 1],
      ['block.unbegun', 1],
      ['block.across-losses', 1],
    ]);
  });

  it('flushes are followed without being taken for data', () => {
    const trace = handMade([
      at(1, 'bio_queue', 0, 0, { rwbs: 'FWS' }),
      at(2, 'getrq', 0, 0, { rwbs: 'FWS' }),
      at(3, 'rq_issue', 0, 0, { rwbs: 'FF' }),
      at(8, 'rq_complete', 2 ** 52, 0, { rwbs: 'FF' }),
      at(9, 'rq_complete', 0, 0, { rwbs: 'WS' }),
    ]);
    expect(rowsOf(trace, 'block.latencies', ['direction', 'count', 'total'])).toEqual([['flush', 1, 5]]);
    expect(rowsOf(trace, 'block.processes', ['comm', 'direction', 'total'])).toEqual([
      ['reader', 'flush', 8],
    ]);
    expect(rowsOf(trace, 'block.stages', ['stage'])).toEqual([]);
    expect(problemsOf(trace)).toEqual([]);
  });

  it('sequential and random, seeks, sizes and plugs', () => {
    const trace = handMade([
      { time: 0, event: 'block:block_plug', pid: 7, comm: 'reader', fields: { comm: 'reader' } },
      ...[0, 8, 16, 1000].flatMap((sector, index) => [
        at(10 * index + 1, 'bio_queue', sector, 8),
        at(10 * index + 2, 'rq_issue', sector, 8),
        at(10 * index + 3, 'rq_complete', sector, 8),
      ]),
      { time: 50, event: 'block:block_unplug', pid: 7, fields: { nr_rq: 4, comm: 'reader' } },
    ]);
    expect(rowsOf(trace, 'block.latencies', ['sequential', 'random'])).toEqual([[2, 1]]);
    expect(rowsOf(trace, 'block.processes', ['sequential', 'random'])).toEqual([[2, 1]]);
    expect(rowsOf(trace, 'block.seeks', ['step', 'mean', 'median', 'mode', 'mode_count'])).toEqual([
      ['queue', 244, 0, 0, 3],
      ['issue', 244, 0, 0, 3],
    ]);
    expect(rowsOf(trace, 'block.sizes', ['direction', 'from', 'to', 'count'])).toEqual([
      ['read', 4096, 8192, 4],
    ]);
    expect(rowsOf(trace, 'block.plugs', ['duration', 'requests', 'tid'])).toEqual([[50, 4, 7]]);
  });
});
