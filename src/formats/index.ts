import { blkparseText } from './blkparse-text/index.ts';
import { blktrace } from './blktrace/index.ts';
import {
  headBytes,
  type ReadTools,
  type Recording,
  type RecordingFormat,
  type RecordingInput,
} from './format.ts';
import { ftraceText } from './ftrace-text/index.ts';
import { perfData } from './perf-data/index.ts';
import { traceDat } from './trace-dat/index.ts';
import { uftrace } from './uftrace/index.ts';

export * from './blkparse-text/index.ts';
export * from './blktrace/index.ts';
export * from './format.ts';
export * from './ftrace-text/index.ts';
export { PerfRecording, perfData, readPerfData } from './perf-data/index.ts';
export * from './trace-dat/index.ts';
export {
  openUftrace,
  type RangeEnd,
  type TimeRange,
  UftraceRecording,
  uftrace,
} from './uftrace/index.ts';

/** Every format, one line each; the first that recognises an input opens it. */
export const formats: readonly RecordingFormat[] = [
  traceDat,
  perfData,
  uftrace,
  blktrace,
  blkparseText,
  ftraceText,
];

/** The format of an input by its content; undefined where it is none of ours. */
export async function detectFormat(input: RecordingInput): Promise<RecordingFormat | undefined> {
  if (input.kind === 'file') {
    const head = await input.source.read(0, headBytes);
    return formats.find(format => format.recognisesFile?.(head) === true);
  }
  for (const format of formats) {
    if ((await format.recognisesFolder?.(input.folder)) === true) return format;
  }
  return undefined;
}

/** Opens an input of whatever format; undefined where it is none of ours. */
export async function openRecording(input: RecordingInput, tools: ReadTools): Promise<Recording | undefined> {
  const format = await detectFormat(input);
  return format?.open(input, tools);
}
