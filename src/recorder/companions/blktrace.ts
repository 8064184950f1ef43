import { basename } from 'node:path';
import { UsageError } from '../../base/index.ts';
import { quote } from '../../targets/shell.ts';
import { background, type Companion, waitUntil } from './companion.ts';

/** blktrace on a block device of the guest. It stamps CLOCK_MONOTONIC, as the trace does. */
export function blktraceOn(device: string): Companion {
  if (!/^\/dev\/[\w/.-]+$/.test(device)) {
    throw new UsageError(`"${device}" is no block device`, 'Give its path in the guest: --block /dev/sda.');
  }
  const name = basename(device);
  return {
    name: `blktrace-${name}`,
    package: 'blktrace',
    folder: 'blktrace',
    start: `[ -b $root${quote(device)} ] || { echo ${quote(`the guest has no block device ${device}`)}; false; } && {
${background(`blktrace -d ${quote(device)} -D $home -o ${name}`)}
blktrace_${name.replace(/\W/g, '_')}=$companion
${waitUntil(`[ -e $root$home/${name}.blktrace.0 ]`)}
}`,
    stop: `kill -INT $blktrace_${name.replace(/\W/g, '_')}; wait $blktrace_${name.replace(/\W/g, '_')}; :`,
    accepts: file => /^[\w.-]+\.blktrace\.\d+$/.test(file),
  };
}
