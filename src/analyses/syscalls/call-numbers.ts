import { listSyscalls, syscallFunction, syscallPlaces } from '../../kernel/index.ts';
import { type Table, type Trace, tableOf } from '../../store/index.ts';
import { architectureOf } from './architecture.ts';
import { numbersTable } from './tables.ts';

/** `Linux HOST RELEASE …`, or where a tool kept less of it, the first word that is like a release. */
const release = /^\S+ \S+ (\d\S*)|(?:^|\s)(\d+\.\d+\.[\w.+~-]*)/;
/** Numbers that were given and are of no use any more lead here. */
const noCall = 'ni_syscall';
/** A trace that names these functions brought the kernel's whole list of symbols. */
const always = ['read', 'openat', 'exit_group'];

/** The system calls that the recording's kernel has: number, name, function and where it is defined. */
export function numbersOf(trace: Trace): Table {
  const architecture = architectureOf(trace);
  const [, ofUname, alike = ''] = release.exec(trace.facts.uname) ?? [];
  const places = syscallPlaces(ofUname ?? alike, architecture);
  const hasFunction = (entry: string): boolean =>
    trace.symbols.byName(syscallFunction(architecture, entry)) >= 0;
  const asksKernel = always.every(hasFunction);
  const isThere = (entry: string): boolean => {
    if (entry === noCall) return true;
    return asksKernel ? hasFunction(entry) : !(places?.lacks(entry) ?? false);
  };
  const rows = listSyscalls(architecture)
    .filter(({ entry }) => isThere(entry))
    .map(({ number, name, entry }) => {
      const place = places?.find(entry);
      return {
        number,
        name,
        function: syscallFunction(architecture, entry),
        file: place?.file ?? '',
        line: place?.line ?? Number.NaN,
      };
    });
  return tableOf(numbersTable, rows);
}
