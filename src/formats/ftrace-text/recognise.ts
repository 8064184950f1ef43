import { decodeLatin1 } from '../../base/index.ts';
import { newline } from './bytes.ts';
import { callKind, GraphCall, scanCall } from './graph-call.ts';
import { layoutOfLine, scanGraphHead } from './graph-head.ts';
import { scanLatencyHead, scanVerboseHead } from './latency-head.ts';
import { LineHead, scanEventHead } from './line-head.ts';
import { nameOtherText } from './other-text.ts';

const linesLookedAt = 400;

/** Whether a file's beginning is text that ftrace or trace-cmd wrote, by what its lines are. */
export function recognisesText(head: Uint8Array): boolean {
  if (head.length === 0 || head.includes(0)) return false;
  const beginning = decodeLatin1(head.subarray(0, 4096));
  if (/^\s*# tracer: [\w-]+\r?\n/.test(beginning)) return true;
  if (isPageOfSystrace(head)) return true;
  return mostLinesAreEvents(head) || nameOtherText(head) !== undefined;
}

/** Whether it is a page as systrace writes them, with the trace inside. */
export function isPageOfSystrace(head: Uint8Array): boolean {
  const text = decodeLatin1(head);
  if (!/^\s*<(!doctype html|html)/i.test(text)) return false;
  return text.includes('<script class="trace-data"') || /Android System Trace|tr-ui|trace-viewer/.test(text);
}

function mostLinesAreEvents(head: Uint8Array): boolean {
  const found = new LineHead();
  let events = 0;
  let others = 0;
  let at = 0;
  for (let line = 0; line < linesLookedAt && at < head.length; line++) {
    let end = head.indexOf(newline, at);
    if (end < 0) {
      // The last line may be cut off; alone it is all there is.
      if (line > 0) break;
      end = head.length;
    }
    if (isEventLine(head, at, end, found)) events++;
    else if (!isAside(decodeLatin1(head.subarray(at, Math.min(end, at + 64))))) others++;
    at = end + 1;
  }
  return events > 0 && events > 2 * others;
}

/** Lines that say nothing for or against: heads, stacks, losses, separators. */
function isAside(line: string): boolean {
  return /^(#|\r?$|[ \t]?=> | -{20}|CPU:\d+ \[|cpus=\d+|version = \d|CPU \d+ is empty|.*\) .* => | \(Overruns)/.test(
    line,
  );
}

/** Whether a line is headed as events are. */
export function isEventLine(bytes: Uint8Array, at: number, end: number, head: LineHead): boolean {
  if (end - at < 20) return isGraphLine(bytes, at, end, head);
  return (
    scanEventHead(bytes, at, end, head) ||
    scanLatencyHead(bytes, at, end, head) ||
    scanVerboseHead(bytes, at, end, head) ||
    isGraphLine(bytes, at, end, head)
  );
}

function isGraphLine(bytes: Uint8Array, at: number, end: number, head: LineHead): boolean {
  const layout = layoutOfLine(bytes, at, end);
  if (layout === undefined || !scanGraphHead(bytes, at, end, layout, head)) return false;
  const call = new GraphCall();
  scanCall(bytes, head.text, end, call);
  return call.kind !== callKind.none;
}
