import { join } from 'node:path';
import { openRecordingAt } from '../../../cli/open/open-recording.ts';
import { type Recording, wholeTrace } from '../../../formats/index.ts';
import type { Trace } from '../../../store/index.ts';
import { type Opened, Workbench } from '../../workbench.ts';

const recordings = join(import.meta.dirname, '../../../../recordings');

/** A workbench with one recording on it: a trace that was written down in a test. */
export function benchOf(trace: Trace, recording: Recording = wholeTrace('trace-dat', trace)): Workbench {
  const bench = new Workbench();
  const opened: Opened = {
    name: 'test',
    recording,
    trace,
    isWhole: true,
    time: 'real',
    command: '',
    kernel: '',
    arch: '',
    problems: [],
    parts: undefined,
  };
  bench.add(opened);
  return bench;
}

/** A workbench with a file of `recordings/` on it. */
export async function benchWith(path: string): Promise<Workbench> {
  const { recording } = await openRecordingAt(join(recordings, path));
  return benchOf(await recording.load(), recording);
}
