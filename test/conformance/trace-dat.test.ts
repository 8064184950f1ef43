import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../../src/base/index.ts';
import { loadDecompressors } from '../../src/cli/open/decompressors.ts';
import { openFileSource } from '../../src/cli/open/file-source.ts';
import { readTraceDat } from '../../src/formats/index.ts';
import { OutputBytes } from '../../src/text/index.ts';
import { type ReportOptions, TraceCmdReport } from '../../src/text/trace-cmd/index.ts';
import { traceCmd, traceCmdVersion } from './trace-cmd.ts';

const recordings = join(import.meta.dirname, '../../recordings/trace-dat');
const names = ['events', 'fgraph', 'function', 'instances', 'kprobe', 'mono', 'stack', 'tsc'];

async function report(path: string, options: ReportOptions = {}): Promise<Buffer> {
  const source = await openFileSource(path);
  try {
    const trace = await readTraceDat(source, await loadDecompressors());
    expect(trace.problems).toEqual([]);
    const printer = new TraceCmdReport(options);
    printer.use(trace);
    const out = new OutputBytes();
    printer.head(out);
    for (let row = 0; row < trace.count; row++) printer.print(row, out);
    return Buffer.from(out.view());
  } finally {
    await source.close();
  }
}

/** Says where two texts differ first instead of showing megabytes. */
function expectSame(found: Buffer, expected: Buffer): void {
  if (found.equals(expected)) return;
  const [a, b] = [found.toString('latin1').split('\n'), expected.toString('latin1').split('\n')];
  const line = b.findIndex((text, index) => text !== a[index]);
  expect({ line, text: a[line], lines: a.length }).toEqual({ line, text: b[line], lines: b.length });
}

describe('the report of a trace.dat is byte for byte the stored one of trace-cmd 3.1.6', () => {
  it.each(names)('%s', async name => {
    const stored = gunzipSync(readFileSync(join(recordings, `${name}.report.gz`)));
    expectSame(await report(join(recordings, `${name}.dat`)), stored);
  });
});

describe('a recording that trace-cmd can no longer open, its end being lost', () => {
  it('shows the events that are still there, in their own words', async () => {
    const bytes = new Uint8Array(readFileSync(join(recordings, 'events.dat'))).subarray(0, 1_400_000);
    const trace = await readTraceDat(sourceFromBytes(bytes), await loadDecompressors());
    expect(trace.problems.map(problem => problem.name)).toEqual(
      expect.arrayContaining(['trace-dat.options-missing', 'trace-dat.recovered', 'trace-dat.chunk']),
    );
    const lines = new Set(
      gunzipSync(readFileSync(join(recordings, 'events.report.gz')))
        .toString('latin1')
        .split('\n'),
    );
    const printer = new TraceCmdReport();
    printer.use(trace);
    const out = new OutputBytes();
    for (let row = 0; row < trace.count; row++) printer.print(row, out);
    const found = Buffer.from(out.view()).toString('latin1').split('\n').slice(0, -1);
    expect(found.length).toBeGreaterThan(30_000);
    // Names of a few tasks stood in lines that are gone.
    expect(found.filter(line => !lines.has(line) && !line.includes('<...>'))).toEqual([]);
  });
});

const version = traceCmdVersion();
const live = version === '3.1.6';

describe.skipIf(!live)(`…and that of the installed trace-cmd (needs 3.1.6, is ${version})`, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ringside-trace-dat-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  // Debian's trace-cmd is built without zlib; the unit tests of the reader have files with it.
  const conversions = [
    { file: '6', compression: 'none' },
    { file: '7', compression: 'none' },
    { file: '7', compression: 'zstd' },
  ];
  const small = ['instances', 'kprobe', 'stack', 'tsc'];
  it.each(conversions.flatMap(conversion => small.map(name => ({ ...conversion, name }))))(
    'for $name as version $file with $compression',
    async ({ name, file, compression }) => {
      const path = join(folder, `${name}-${file}-${compression}.dat`);
      const from = join(recordings, `${name}.dat`);
      traceCmd('convert', '-i', from, '-o', path, '--file-version', file, '--compression', compression);
      expectSame(await report(path), traceCmd('report', path));
    },
  );

  it.each([
    ['-t', { nanoseconds: true }],
    ['-l', { latency: true }],
    ['-R', { raw: true }],
  ] as const)('with %s', async (flag, options) => {
    for (const name of ['events', 'kprobe', 'fgraph']) {
      const path = join(recordings, `${name}.dat`);
      expectSame(await report(path, options), traceCmd('report', flag, path));
    }
  });
});
