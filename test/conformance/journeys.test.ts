import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findOperations, followOperation, leavesOf } from '../../src/analyses/journey/index.ts';
import { openRecordingAt } from '../../src/cli/open/open-recording.ts';

const recordings = join(import.meta.dirname, '../../recordings');
const files = [
  ...readdirSync(join(recordings, 'trace-dat'))
    .filter(name => name.endsWith('.dat'))
    .map(name => `trace-dat/${name}`),
  ...readdirSync(join(recordings, 'trace-dat/kernels'))
    .filter(name => name.endsWith('.dat'))
    .map(name => `trace-dat/kernels/${name}`),
  ...readdirSync(join(recordings, 'perf'))
    .filter(name => name.endsWith('.perf.gz'))
    .map(name => `perf/${name}`),
  ...readdirSync(join(recordings, 'answers'))
    .filter(name => /\.(perf\.gz|dat|dat\.gz)$/.test(name))
    .map(name => `answers/${name}`),
  'ftrace-text/subsystems.txt.gz',
  'ftrace-text/pairs/events.txt.gz',
  'ftrace-text/pairs/syscalls.txt.gz',
];
/** Operations of each recording; of more every nth is followed. */
const most = 300;
const everything = { kind: undefined, name: undefined, who: undefined, nth: undefined };

describe('the stretches of every journey add up to its duration to the nanosecond', () => {
  it('of every system call, request, work item, signal and task of every stored recording', {
    timeout: 300_000,
  }, async () => {
    let followed = 0;
    for (const file of files) {
      const opened = await openRecordingAt(join(recordings, file));
      const trace = await opened.recording.load();
      const all = [
        ...findOperations(trace, everything),
        ...findOperations(trace, { ...everything, kind: 'task' }),
      ];
      const step = Math.max(1, Math.floor(all.length / most));
      for (let index = 0; index < all.length; index += step) {
        const operation = all[index]!;
        let at = operation.start;
        const { stretches } = followOperation(trace, operation);
        for (const { start, end } of leavesOf(stretches)) {
          if (start !== at || end < start) expect({ file, operation, start }).toMatchObject({ start: at });
          at = end;
        }
        if (at !== operation.end) expect({ file, operation, at }).toMatchObject({ at: operation.end });
        followed++;
      }
      await opened.close();
    }
    expect(followed).toBeGreaterThan(2000);
  });
});
