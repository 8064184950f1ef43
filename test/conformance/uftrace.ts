import { execFileSync, spawnSync } from 'node:child_process';
import { expect } from 'vitest';
import { type ChromeOptions, chromeUftrace } from '../../src/export/chrome/chrome.ts';
import { type FoldedOptions, foldedUftrace } from '../../src/export/folded/folded.ts';
import type { UftraceRecording } from '../../src/formats/uftrace/index.ts';
import { OutputBytes } from '../../src/text/index.ts';
import type { ShownOptions } from '../../src/text/replay/index.ts';
import { uftraceDumpStyle } from '../../src/text/uftrace-dump/index.ts';
import { graphLines, sessionGraphs } from '../../src/text/uftrace-graph/index.ts';

const told = spawnSync('uftrace', ['--version'], { encoding: 'utf8' }).stdout ?? '';
/** Version of the installed uftrace. */
export const uftraceVersion = /v(\d\S*)/.exec(told)?.[1] ?? 'not installed';

/** What `uftrace COMMAND` prints of a directory. */
export function uftraceSays(command: string, folder: string, options: readonly string[] = []): string {
  return execFileSync('uftrace', [command, '-d', folder, '--no-pager', ...options], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** The lines of a dump until uftrace 0.13 aborts, as it does on a `long double`. */
export function uftraceDumpsUntilAbort(folder: string): string {
  const argv = ['-oL', 'uftrace', 'dump', '-d', folder, '--no-pager'];
  const { stdout, signal } = spawnSync('stdbuf', argv, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  expect(signal).toBe('SIGABRT');
  return stdout;
}

/** What `ringside events` prints of a directory. */
export async function dumped(recording: UftraceRecording): Promise<string> {
  const printer = uftraceDumpStyle.printer(recording, {});
  const out = new OutputBytes();
  for await (const trace of recording.stream()) {
    printer.use(trace);
    printer.head?.(out);
    for (const row of printer.order?.(trace) ?? []) printer.print(row, out);
  }
  printer.tail?.(out);
  return new TextDecoder().decode(out.view());
}

/** What `ringside report FILE calls --graph` prints. */
export function graphed(
  recording: UftraceRecording,
  wanted?: string,
  options: ShownOptions = {},
  fields?: string,
): string {
  const lines = graphLines(recording, sessionGraphs(recording, wanted, options), wanted, fields);
  return [...lines].map(line => `${line}\n`).join('');
}

/** What `ringside export --to folded` writes. */
export function folded(recording: UftraceRecording, options: FoldedOptions): string {
  return [...foldedUftrace(recording, options)].join('');
}

/** What `ringside export --to chrome` writes. */
export function charted(recording: UftraceRecording, options: ChromeOptions): string {
  return [...chromeUftrace(recording, options)].join('');
}

/** Says where two texts differ first instead of showing thousands of lines. */
export function expectSame(found: string, expected: string): void {
  if (found === expected) return;
  const [a, b] = [found.split('\n'), expected.split('\n')];
  const line = b.findIndex((text, index) => text !== a[index]);
  expect({ line, text: a[line], lines: a.length }).toEqual({ line, text: b[line], lines: b.length });
}
