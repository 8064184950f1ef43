import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDecompressors } from '../../src/cli/open/decompressors.ts';
import { openFileSource } from '../../src/cli/open/file-source.ts';
import { layOutTraceDat, readMetadata, readTraceDat } from '../../src/formats/index.ts';
import { OutputBytes } from '../../src/text/index.ts';
import { TraceCmdReport } from '../../src/text/trace-cmd/index.ts';
import { traceCmd, traceCmdVersion } from './trace-cmd.ts';

const recordings = join(import.meta.dirname, '../../recordings/trace-dat');
const names = ['events', 'fgraph', 'function', 'instances', 'kprobe', 'mono', 'stack', 'tsc'];
const version = traceCmdVersion();

/** Writes a recording anew with our own writer: description first, then the pages into their places. */
async function rewrite(from: string, to: string): Promise<void> {
  const source = await openFileSource(from);
  const tools = await loadDecompressors();
  const metadata = await readMetadata(source, tools);
  const trace = await readTraceDat(source, tools);
  const pages = new Map(trace.runs.map(run => [`${trace.buffers[run.buffer]}/${run.cpu}`, run.view]));
  const layout = layOutTraceDat({
    headerPage: metadata.headerPage,
    headerEvent: metadata.headerEvent,
    ftraceFormats: metadata.ftraceFormats,
    eventFormats: metadata.eventFormats,
    kallsyms: metadata.kallsyms,
    printkFormats: metadata.printkFormats,
    savedCmdlines: metadata.savedCmdlines,
    uname: metadata.uname,
    writer: 'test',
    traceClock: metadata.traceClock ?? '[local]',
    cpuCount: metadata.cpuCount,
    cpuStats: metadata.cpuStats,
    buffers: metadata.buffers.map(({ name, pageSize, cpus }) => ({
      name,
      pageSize,
      cpus: cpus.map(({ cpu }) => ({ cpu, size: pages.get(`${name}/${cpu}`)?.byteLength ?? 0 })),
    })),
  });
  const file = await open(to, 'w');
  await file.truncate(layout.size);
  for (const { offset, bytes } of layout.pieces) await file.write(bytes, 0, bytes.length, offset);
  for (const { buffer, cpu, offset, size } of layout.records) {
    const view = pages.get(`${buffer}/${cpu}`);
    if (view === undefined) continue;
    await file.write(new Uint8Array(view.buffer, view.byteOffset, view.byteLength), 0, size, offset);
  }
  await file.close();
  await source.close();
}

describe('a recording written anew', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ringside-trace-dat-write-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(names)('%s says the same', async name => {
    const path = join(folder, `${name}.dat`);
    await rewrite(join(recordings, `${name}.dat`), path);
    const stored = gunzipSync(readFileSync(join(recordings, `${name}.report.gz`)));
    const source = await openFileSource(path);
    const trace = await readTraceDat(source, {});
    const report = new TraceCmdReport();
    report.use(trace);
    const out = new OutputBytes();
    report.head(out);
    for (let row = 0; row < trace.count; row++) report.print(row, out);
    await source.close();
    expect(Buffer.from(out.view()).equals(stored)).toBe(true);
  });

  it.skipIf(version !== '3.1.6')(`and trace-cmd agrees (needs 3.1.6, is ${version})`, () => {
    for (const name of names) {
      const path = join(folder, `${name}.dat`);
      const stored = gunzipSync(readFileSync(join(recordings, `${name}.report.gz`)));
      expect(traceCmd('report', path).equals(stored), name).toBe(true);
      const summary = traceCmd('dump', '--summary', path).toString('latin1');
      const original = traceCmd('dump', '--summary', join(recordings, `${name}.dat`)).toString('latin1');
      for (const line of original
        .split('\n')
        .filter(text => /Saved|printk|Kallsyms|format|Header/.test(text))) {
        expect(summary, name).toContain(line);
      }
      expect(traceCmd('dump', '-v', path).toString('latin1')).toContain('is a valid trace-cmd file');
    }
  });
});
