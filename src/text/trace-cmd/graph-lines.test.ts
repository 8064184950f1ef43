import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openRecordingAt } from '../../cli/open/open-recording.ts';
import type { Trace } from '../../store/index.ts';
import { OutputBytes } from '../output-bytes.ts';
import { TraceCmdReport } from './trace-cmd-report.ts';

const recording = join(import.meta.dirname, '../../../recordings/trace-dat/fgraph.dat');

const text = (out: OutputBytes): string => Buffer.from(out.view()).toString('latin1');

/** All rows in one go: in the loop for graphs, as far as it goes. */
function inOneGo(trace: Trace, enough: number): string {
  const printer = new TraceCmdReport();
  printer.use(trace);
  const out = new OutputBytes();
  let shown = '';
  for (let row = 0; row < trace.count; ) {
    row = printer.printRows(row, trace.count, out, enough);
    shown += text(out);
    out.clear();
  }
  return shown;
}

function rowByRow(trace: Trace): string {
  const printer = new TraceCmdReport();
  printer.use(trace);
  const out = new OutputBytes();
  for (let row = 0; row < trace.count; row++) printer.print(row, out);
  return text(out);
}

describe('lines of graphs in one loop', () => {
  let trace: Trace;
  beforeAll(async () => {
    const opened = await openRecordingAt(recording);
    trace = await opened.recording.load();
    await opened.close();
  });

  it('are those that are printed one by one', () => {
    expect(inOneGo(trace, 5000) === rowByRow(trace)).toBe(true);
  });

  it('also where records say anything', () => {
    const changes = fc.array(
      fc.record({
        row: fc.nat(400),
        at: fc.nat(39),
        value: fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 255)),
        cut: fc.constantFrom(0, 0, 0, 4, 20),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(changes, fc.nat(90_000), (changed, first) => {
        const part = trace.slice(first, first + 400);
        const views = part.runs.map(({ view }) => view);
        const undo: (() => void)[] = [];
        for (const { row, at, value, cut } of changed) {
          if (row >= part.count) continue;
          const view = views[part.run[row]!]!;
          const place = part.place[row]! + at;
          const before = view.getUint8(place);
          const length = part.length[row]!;
          view.setUint8(place, value);
          part.length[row] = Math.max(0, length - cut);
          undo.unshift(() => {
            view.setUint8(place, before);
            part.length[row] = length;
          });
        }
        try {
          expect(inOneGo(part, 3000)).toBe(rowByRow(part));
        } finally {
          for (const one of undo) one();
        }
      }),
      { numRuns: 300 },
    );
  });
});
