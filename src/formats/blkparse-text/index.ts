import { FormatError } from '../../base/index.ts';
import type { Trace, TraceClock } from '../../store/index.ts';
import type { BlktraceReading } from '../blktrace/index.ts';
import { fileOf, type Recording, type RecordingFormat, type TimeWindow } from '../format.ts';
import { lineText, looksLikeEvent } from './parse-line.ts';
import { type BlkparseText, readBlkparseText } from './read-text.ts';

export { lineStart } from './line-fields.ts';

const defaultResidentBytes = 2 ** 31;

/** A text of blkparse that was opened. */
export class BlkparseTextRecording implements Recording {
  readonly format = 'blkparse-text';
  readonly start: bigint;
  readonly clock: TraceClock;
  readonly text: BlkparseText;
  /** It was printed of files whose names it may tell, and is itself none of them. */
  readonly fileNames: readonly string[] = [];

  constructor(text: BlkparseText) {
    this.text = text;
    this.start = text.trace.start;
    this.clock = text.trace.clock;
  }

  readingOf(_trace: Trace): BlktraceReading {
    return { state: this.text.state, firstEvent: 0 };
  }

  async load(window?: TimeWindow): Promise<Trace> {
    const { trace } = this.text;
    return window === undefined ? trace : trace.within(window);
  }

  async *stream(window?: TimeWindow): AsyncIterable<Trace> {
    yield await this.load(window);
  }
}

/** What blkparse prints, in its own format. */
export const blkparseText: RecordingFormat<BlkparseTextRecording> = {
  id: 'blkparse-text',
  title: 'text of blkparse',
  recognisesFile: startsLikeBlkparse,
  open: async (input, tools) => {
    const source = fileOf(input);
    const text = await readBlkparseText(source, tools.residentBytes ?? defaultResidentBytes);
    if (text.trace.count === 0) throw new FormatError('blkparse text', 0, 'lines of events', 'none');
    return new BlkparseTextRecording(text);
  },
};

/** The first line is an event’s; before it may stand which files blkparse read, as on a terminal. */
function startsLikeBlkparse(bytes: Uint8Array): boolean {
  for (const line of lineText(bytes, 0, bytes.length).split('\n')) {
    if (!/^Input file .* added$/.test(line)) return looksLikeEvent(line);
  }
  return false;
}
