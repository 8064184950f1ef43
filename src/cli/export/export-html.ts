import { resolve } from 'node:path';
import { UsageError } from '../../base/index.ts';
import type { Recording } from '../../formats/index.ts';
import { listFiles } from '../../server/index.ts';
import { bytesText } from '../../text/tables/cell-text.ts';
import { say } from '../../words/index.ts';
import { parseWindow } from '../events/select-events.ts';
import { namedOrNewest, openRecordingAt } from '../open/open-recording.ts';
import { reportProblems } from '../print/problems.ts';
import { pageTexts } from './page.ts';
import { writeLater } from './write-output.ts';

/** What the command line asks of a page. */
export interface PageWishes {
  readonly from?: string;
  readonly until?: string;
  readonly output?: string;
}

/** Browsers hold no longer texts: V8’s strings have 2^29 characters, and base64 takes four for three bytes. */
const mostBytes = 300 * 2 ** 20;

/** Writes one page with a recording inside, and says on standard error how large it is. */
export async function exportHtml(file: string | undefined, wishes: PageWishes): Promise<void> {
  if (file === '-') throw new UsageError(say('export.page-input'), say('export.page-input.remedy'));
  const path = await namedOrNewest(file);
  const files = await listFiles(resolve(path));
  const recorded = [...files.values()].reduce((sum, { size }) => sum + size, 0);
  if (recorded > mostBytes) {
    throw new UsageError(
      say('export.page-too-large', { bytes: bytesText(recorded), most: bytesText(mostBytes) }),
      say('export.page-too-large.remedy'),
    );
  }
  // What cannot be opened here could not be there.
  const opened = await openRecordingAt(path);
  let place: string;
  try {
    reportProblems(opened.problems);
    place = await placeOf(opened.recording, wishes);
  } finally {
    await opened.close();
  }
  let written = 0;
  const counted = (async function* () {
    for await (const text of pageTexts(path, files, place)) {
      written += text.length;
      yield text;
    }
  })();
  await writeLater(counted, wishes.output);
  if (place !== '') process.stderr.write(`ringside: ${say('export.page-window')}\n`);
  const sizes = { bytes: bytesText(written), recorded: bytesText(recorded) };
  process.stderr.write(`ringside: ${say('export.page', sizes)}\n`);
}

/** Where the page opens, as it stands behind `#`: at the stretch that is asked for. Empty where none is. */
async function placeOf(recording: Recording, { from, until: to }: PageWishes): Promise<string> {
  const wished = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const window = parseWindow(wished, recording);
  if (window === undefined) return '';
  const since = (time: bigint): number => Number(time - recording.start);
  const first = window.from === undefined ? 0 : since(window.from);
  const last = window.to === undefined ? await lastTime(recording) : since(window.to);
  return `#/timeline?from=${first}&to=${last}`;
}

async function lastTime(recording: Recording): Promise<number> {
  const { time, count } = await recording.load();
  return time[count - 1] ?? 0;
}
