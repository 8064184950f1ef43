import type { Trace } from '../../store/index.ts';
import { OutputBytes, type ReportOptions, TraceCmdReport } from '../../text/events/index.ts';
import { jsonHead, jsonLines } from './event-json.ts';
import type { OutputStream } from './output-stream.ts';

/** What to print of the events that are wanted. */
export interface PrintWishes extends ReportOptions {
  readonly json: boolean;
  readonly grep: RegExp | undefined;
  readonly first: number | undefined;
  readonly last: number | undefined;
}

const piece = 1 << 20;

/** Prints the wanted events to a stream, a megabyte at a time. */
export async function printEvents(
  trace: Trace,
  wanted: ((row: number) => boolean) | undefined,
  wishes: PrintWishes,
  stream: OutputStream,
): Promise<void> {
  const out = new OutputBytes(piece + (1 << 16));
  const printer = wishes.json ? jsonPrinter(trace, out) : textPrinter(trace, wishes, out);
  const ends: number[] = [];
  let lines = 0;
  for (let row = 0; row < trace.count; row++) {
    if (wanted !== undefined && !wanted(row)) continue;
    const start = out.length;
    if (!printer(row)) continue;
    if (wishes.grep !== undefined && !wishes.grep.test(textOf(out, start))) {
      out.length = start;
      continue;
    }
    lines++;
    if (wishes.first !== undefined && lines >= wishes.first) break;
    if (wishes.last !== undefined) {
      ends.push(out.length);
      dropFirst(out, ends, wishes.last);
    } else if (out.length >= piece) {
      await stream.write(out.view());
      out.clear();
      if (stream.gone) return;
    }
  }
  if (wishes.last !== undefined && ends.length > wishes.last) cutTo(out, ends, wishes.last);
  await stream.write(out.view());
}

function textPrinter(trace: Trace, wishes: PrintWishes, out: OutputBytes): (row: number) => boolean {
  const report = new TraceCmdReport(trace, wishes);
  if (wishes.last === undefined) report.printHead(out);
  return row => report.print(row, out);
}

function jsonPrinter(trace: Trace, out: OutputBytes): (row: number) => boolean {
  const line = jsonLines(trace);
  const encoder = new TextEncoder();
  const put = (text: string): void => {
    out.write(encoder.encode(text));
    out.byte(10);
  };
  put(jsonHead(trace));
  return row => {
    put(line(row));
    return true;
  };
}

function textOf(out: OutputBytes, start: number): string {
  return Buffer.from(out.bytes.buffer, out.bytes.byteOffset + start, out.length - start - 1).toString('utf8');
}

/** Once in a while forgets the lines that will not be among the last. */
function dropFirst(out: OutputBytes, ends: number[], keep: number): void {
  if (out.length >= piece && ends.length > 2 * keep) cutTo(out, ends, keep);
}

function cutTo(out: OutputBytes, ends: number[], keep: number): void {
  const cut = ends[ends.length - keep - 1] ?? 0;
  out.bytes.copyWithin(0, cut, out.length);
  out.length -= cut;
  const kept = ends.slice(ends.length - keep).map(end => end - cut);
  ends.splice(0, ends.length, ...kept);
}
