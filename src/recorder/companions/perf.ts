import { quote } from '../../targets/shell.ts';
import { background, type Companion, waitUntil } from './companion.ts';

/** `perf record` of the held command and its children, or of what its arguments say (`-a`). */
export function perfWith(args: string): Companion {
  const words = args.split(/\s+/).filter(Boolean);
  const chooses = words.some(word => /^(-a|-p|-t|-C|--all-cpus|--pid|--tid|--cpu)/.test(word));
  const whom = chooses ? '' : '-p $pid';
  return {
    name: 'perf',
    package: 'linux-perf',
    folder: '.',
    start: `${background(`perf record -k CLOCK_MONOTONIC -o $home/perf.data ${whom} ${words.map(quote).join(' ')}`)}
perf=$companion
${waitUntil('[ -s $root$home/perf.data ]')}
usleep 300000`,
    stop: 'kill -INT $perf; wait $perf; [ -s $root$home/perf.data ] || { cat $root$home.log; false; }',
    accepts: file => file === 'perf.data',
  };
}
