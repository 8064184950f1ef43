import {
  type BuddyRow,
  type CounterRow,
  type InterruptRow,
  type MappingRow,
  type MemoryRow,
  type Parsed,
  parseBuddyinfo,
  parseInterrupts,
  parseMappings,
  parseMeminfo,
  parseSlabinfo,
  parseSoftirqs,
  parseStatus,
  parseSwaps,
  parseVmallocinfo,
  parseVmstat,
  parseZoneinfo,
  type SlabRow,
  type SoftirqRow,
  type StatusRow,
  type SwapRow,
  type VmallocRow,
  type ZoneRow,
} from '../../procfs/index.ts';
import { type Problem, ProblemList, type Snapshot, snapshotTime, type Trace } from '../../store/index.ts';

/** What is understood of a snapshot. */
export interface Moment {
  readonly moment: string;
  /** Nanoseconds since the trace's start, where that can be said. */
  readonly time: number | undefined;
  readonly monotonic: number | undefined;
  readonly memory: readonly MemoryRow[];
  readonly zones: readonly ZoneRow[];
  readonly buddies: readonly BuddyRow[];
  readonly slabs: readonly SlabRow[];
  readonly interrupts: readonly InterruptRow[];
  readonly softirqs: readonly SoftirqRow[];
  readonly counters: readonly CounterRow[];
  readonly vmallocs: readonly VmallocRow[];
  readonly swaps: readonly SwapRow[];
  readonly processes: readonly ProcessFiles[];
}

/** What was kept of one process. */
export interface ProcessFiles {
  /** Undefined where it is `self` and does not say which. */
  readonly pid: number | undefined;
  readonly comm: string | undefined;
  readonly mappings: readonly MappingRow[];
  readonly status: ReadonlyMap<string, StatusRow>;
  readonly rollup: ReadonlyMap<string, number> | undefined;
}

/** Reads every snapshot of a trace; lines that are not understood are counted as a problem. */
export function readMoments(trace: Trace): {
  readonly moments: readonly Moment[];
  readonly problems: readonly Problem[];
} {
  const problems = new ProblemList();
  const moments = trace.snapshots.map(snapshot => readMoment(trace, snapshot, problems));
  return { moments, problems: problems.rows };
}

function readMoment(trace: Trace, snapshot: Snapshot, problems: ProblemList): Moment {
  const { moment, monotonic, files } = snapshot;
  const read = <Row>(file: string, parse: (text: string) => Parsed<Row>): readonly Row[] => {
    const { rows, skipped } = parse(files.get(file) ?? '');
    if (skipped > 0) {
      problems.add({
        name: 'proc.unread-lines',
        severity: 'broken',
        place: `${moment}: ${file}`,
        count: skipped,
        sentence: 'Lines of files of /proc that are not understood and were left out.',
      });
    }
    return rows;
  };
  const folders = new Set(
    [...files.keys()].flatMap(file => /^(?:\d{1,10}|self)(?=\/)/.exec(file)?.[0] ?? []),
  );
  return {
    moment,
    monotonic,
    time: snapshotTime(snapshot, trace),
    memory: read('meminfo', parseMeminfo),
    zones: read('zoneinfo', parseZoneinfo),
    buddies: read('buddyinfo', parseBuddyinfo),
    slabs: read('slabinfo', parseSlabinfo),
    interrupts: read('interrupts', parseInterrupts),
    softirqs: read('softirqs', parseSoftirqs),
    counters: read('vmstat', parseVmstat),
    vmallocs: read('vmallocinfo', parseVmallocinfo),
    swaps: read('swaps', parseSwaps),
    processes: [...folders].map(folder => readProcess(trace, folder, files, read)),
  };
}

function readProcess(
  trace: Trace,
  folder: string,
  files: ReadonlyMap<string, string>,
  read: <Row>(file: string, parse: (text: string) => Parsed<Row>) => readonly Row[],
): ProcessFiles {
  const status = new Map(read(`${folder}/status`, parseStatus).map(row => [row.name, row]));
  const pid = folder === 'self' ? status.get('Pid')?.number : Number(folder);
  const stat = /^\d+ \((.*)\) /s.exec(files.get(`${folder}/stat`) ?? '')?.[1];
  const comm = status.get('Name')?.text ?? stat ?? (pid === undefined ? undefined : trace.tasks.of(pid));
  const maps = files.has(`${folder}/smaps`) ? 'smaps' : 'maps';
  return {
    pid,
    comm,
    status,
    mappings: read(`${folder}/${maps}`, parseMappings),
    rollup: read(`${folder}/smaps_rollup`, parseMappings)[0]?.counts,
  };
}
