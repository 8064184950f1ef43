import type { Guest } from './guest.ts';
import { unpackTar } from './tar-stream.ts';

/**
 * What a kernel tells of itself and what is the same for every run of it, read once when a guest is saved:
 * reading all event formats alone takes seconds in an emulated guest.
 */
export const factFiles = [
  'kallsyms',
  'formats',
  'format-names',
  'header_page',
  'header_event',
  'available_tracers',
  'available_filter_functions',
  'printk_formats',
  'uname',
  'page-size',
] as const;

const collect = `
facts=/run/ringside/facts
mkdir -p $facts && cd $facts || exit 1
cat /proc/kallsyms >kallsyms
(cd $T/events && set -- */*/format && printf '%s\\n' "$@" >$facts/format-names && cat "$@" >$facts/formats)
for name in header_page header_event; do cat $T/events/$name >$name; done
for name in available_tracers available_filter_functions printk_formats; do cat $T/$name >$name; done
uname -a >uname
getconf PAGE_SIZE >page-size 2>/dev/null || echo 4096 >page-size
tar -cf /dev/ringside/files *
cd / && rm -r $facts
`;

const mostBytes = 256 * 1024 * 1024;

/** Fills `folder` with one file a fact. */
export async function collectFacts(guest: Guest, folder: string): Promise<void> {
  const names: readonly string[] = factFiles;
  const unpacked = unpackTar(guest.stream('files'), folder, {
    accepts: name => names.includes(name),
    mostBytes,
  });
  await Promise.all([unpacked, guest.must('read the facts of the kernel', `(${collect})`, 120)]);
}
