import { type Cell, type Table, tableOf } from '../../store/index.ts';
import type { Moment, ProcessFiles } from './read-moments.ts';
import { mappingsTable, statusesTable } from './tables.ts';

type Row = Readonly<Record<string, Cell>>;

export function mappingsOf(moments: readonly Moment[]): Table {
  return tableOf(
    mappingsTable,
    moments.flatMap(({ moment, time, processes }) =>
      processes.flatMap(({ pid, comm, mappings }) =>
        mappings.map(({ start, end, permissions, offset, file, counts }) => ({
          moment,
          time,
          pid,
          comm,
          start,
          end,
          bytes: end - start,
          permissions,
          offset,
          file: file === '' ? '[anon]' : file,
          rss: counts.get('Rss'),
          pss: counts.get('Pss'),
          shared_clean: counts.get('Shared_Clean'),
          shared_dirty: counts.get('Shared_Dirty'),
          private_clean: counts.get('Private_Clean'),
          private_dirty: counts.get('Private_Dirty'),
          anonymous: counts.get('Anonymous'),
          huge: counts.get('AnonHugePages'),
          swap: counts.get('Swap'),
        })),
      ),
    ),
  );
}

/** Columns that are a line of the status each. */
const lines: readonly (readonly [column: string, name: string])[] = [
  ['vm_size', 'VmSize'],
  ['vm_peak', 'VmPeak'],
  ['vm_rss', 'VmRSS'],
  ['vm_hwm', 'VmHWM'],
  ['rss_anon', 'RssAnon'],
  ['rss_file', 'RssFile'],
  ['rss_shmem', 'RssShmem'],
  ['vm_data', 'VmData'],
  ['vm_stk', 'VmStk'],
  ['vm_exe', 'VmExe'],
  ['vm_lib', 'VmLib'],
  ['vm_pte', 'VmPTE'],
  ['vm_swap', 'VmSwap'],
];

export function statusesOf(moments: readonly Moment[]): Table {
  return tableOf(
    statusesTable,
    moments.flatMap(({ moment, time, processes }) =>
      processes.flatMap(process => (hasTotals(process) ? [{ moment, time, ...totalsOf(process) }] : [])),
    ),
  );
}

function hasTotals({ status, rollup }: ProcessFiles): boolean {
  return status.size > 0 || rollup !== undefined;
}

function totalsOf({ pid, comm, status, rollup }: ProcessFiles): Row {
  return {
    pid,
    comm,
    state: status.get('State')?.text.charAt(0),
    threads: status.get('Threads')?.number,
    ...Object.fromEntries(lines.map(([column, name]) => [column, status.get(name)?.bytes])),
    rollup_rss: rollup?.get('Rss'),
    rollup_pss: rollup?.get('Pss'),
    voluntary: status.get('voluntary_ctxt_switches')?.number,
    involuntary: status.get('nonvoluntary_ctxt_switches')?.number,
  };
}
