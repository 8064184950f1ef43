import { fileOf, type RecordingFormat } from '../format.ts';
import { recognisesText } from './recognise.ts';
import { type FtraceTextRecording, openFtraceText } from './recording.ts';

export type { LineHead } from './line-head.ts';
export { FtraceTextRecording } from './recording.ts';
export { TextLines } from './text-lines.ts';

/** What the kernel's tracing files and trace-cmd report print. */
export const ftraceText: RecordingFormat<FtraceTextRecording> = {
  id: 'ftrace-text',
  title: 'text of ftrace or trace-cmd report',
  recognisesFile: recognisesText,
  readsGrowing: true,
  open: (input, tools) => openFtraceText(fileOf(input), tools),
};
