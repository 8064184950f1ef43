import { type Cell, Table, type Trace, tableOf } from '../../store/index.ts';
import { type Grouped, histogramsOf, summaryOf } from '../latency/index.ts';
import { stacksOf } from '../stacks/index.ts';
import { tasksOf } from '../tasks/index.ts';
import { type Faults, kinds, modes } from './faults.ts';
import { type Pages, pageBytes } from './pages.ts';
import { type Reclaim, type Stalls, stallKinds } from './reclaim.ts';
import type { Slab } from './slab.ts';
import * as tables from './tables.ts';

type Cells = Readonly<Record<string, Cell>>;

/** Rows of growing columns, counted by what their cells say. */
function groupBy<T>(
  count: number,
  keyOf: (index: number) => string,
  make: (index: number) => T,
): readonly (readonly [T, readonly number[]])[] {
  const groups = new Map<string, { readonly made: T; readonly rows: number[] }>();
  for (let index = 0; index < count; index++) {
    const key = keyOf(index);
    let group = groups.get(key);
    if (group === undefined) {
      group = { made: make(index), rows: [] };
      groups.set(key, group);
    }
    group.rows.push(index);
  }
  return [...groups.values()].map(({ made, rows }) => [made, rows]);
}

export function faultKindsOf(trace: Trace, faults: Faults): Table {
  const tasks = tasksOf(trace);
  const { task, mode, kind, access, cause, file } = faults;
  const keyOf = (at: number): string =>
    `${task.at(at)}/${mode.at(at)}/${kind.at(at)}/${access.at(at)}/${cause.at(at)}/${file.at(at)}`;
  const groups = groupBy(faults.count, keyOf, at => ({
    tid: tasks.tids[task.at(at)],
    comm: tasks.comms[task.at(at)],
    mode: modes[mode.at(at)],
    kind: kinds[kind.at(at)],
    access: faults.texts.access.texts[access.at(at)],
    cause: faults.texts.cause.texts[cause.at(at)],
    file: faults.texts.file.texts[file.at(at)],
  }));
  return tableOf(
    tables.faultKindsTable,
    groups.map(([cells, rows]) => ({ ...cells, count: rows.length })),
  );
}

export function faultsOf(trace: Trace, faults: Faults): Table {
  const { access, cause, file } = faults.texts;
  const rows = faults.row.view();
  return new Table(tables.faultsTable, {
    time: { codes: rows, numbers: trace.time },
    ...tasksOf(trace).columns(faults.task.view()),
    address: faults.address.view(),
    mode: { codes: faults.mode.view(), texts: modes },
    kind: { codes: faults.kind.view(), texts: kinds },
    access: { codes: faults.access.view(), texts: access.texts },
    cause: { codes: faults.cause.view(), texts: cause.texts },
    file: { codes: faults.file.view(), texts: file.texts },
    stack: { length: rows.length, textOf: at => stackText(trace, rows[at]!) },
    begin_row: rows,
  });
}

function stackText(trace: Trace, row: number): string | undefined {
  const stacks = stacksOf(trace);
  return stacks.text(stacks.ofRow(row)) || undefined;
}

export function totalsOf(trace: Trace, pages: Pages, slab: Slab): Table {
  const size = pageBytes(trace);
  const sum = (of: (site: Slab['sites'][number]) => number): number =>
    slab.sites.reduce((all, site) => all + of(site), 0);
  const paired = pages.freeRow.view().reduce((all, row) => (row >= 0 ? all + 1 : all), 0);
  const bytes = pages.order.view().reduce((all, order) => all + size * 2 ** order, 0);
  const ofPages = {
    kind: 'pages',
    count: pages.count + pages.failures,
    bytes,
    requested: bytes,
    freed: pages.frees,
    freed_bytes: pages.freedBytes,
    paired,
    live: pages.count - paired,
    unknown_frees: pages.unknownFrees,
    failures: pages.failures,
  };
  const ofSlab = {
    kind: 'slab',
    count: sum(site => site.count),
    bytes: sum(site => site.allocated),
    requested: sum(site => site.requested),
    freed: slab.frees,
    freed_bytes: slab.freedBytes,
    paired: sum(site => site.freed),
    live: sum(site => site.live),
    unknown_frees: slab.unknownFrees,
    cross_cpu: sum(site => site.crossCpu),
  };
  return tableOf(
    tables.totalsTable,
    [ofPages, ofSlab].filter(({ count, freed }) => count + freed > 0),
  );
}

// include/linux/mmzone.h, enum migratetype
const migrateTypes = ['unmovable', 'movable', 'reclaimable', 'high atomic', 'CMA', 'isolated'];

function pageSums(trace: Trace, pages: Pages, rows: readonly number[]): Cells {
  const size = pageBytes(trace);
  let [bytes, live, liveBytes] = [0, 0, 0];
  for (const row of rows) {
    const taken = size * 2 ** pages.order.at(row);
    bytes += taken;
    if (pages.freeRow.at(row) >= 0) continue;
    live++;
    liveBytes += taken;
  }
  return { count: rows.length, bytes, live, live_bytes: liveBytes };
}

export function pageKindsOf(trace: Trace, pages: Pages): Table {
  const { order, gfp, migrateType } = pages;
  const groups = groupBy(
    pages.count,
    at => `${order.at(at)}/${gfp.at(at)}/${migrateType.at(at)}`,
    at => ({
      order: order.at(at),
      gfp: pages.flags.texts[gfp.at(at)],
      migratetype: migrateTypes[migrateType.at(at)],
    }),
  );
  return tableOf(
    tables.pageKindsTable,
    groups.map(([cells, rows]) => ({ ...cells, ...pageSums(trace, pages, rows) })),
  );
}

export function pageTasksOf(trace: Trace, pages: Pages): Table {
  const tasks = tasksOf(trace);
  const stacks = stacksOf(trace);
  const stackAt = (at: number): number => stacks.ofRow(pages.row.at(at));
  const groups = groupBy(
    pages.count,
    at => `${pages.task.at(at)}/${stackAt(at)}`,
    at => ({
      tid: tasks.tids[pages.task.at(at)],
      comm: tasks.comms[pages.task.at(at)],
      stack: stacks.text(stackAt(at)) || undefined,
    }),
  );
  return tableOf(
    tables.pageTasksTable,
    groups.map(([cells, rows]) => ({ ...cells, ...pageSums(trace, pages, rows) })),
  );
}

export function pagesOf(trace: Trace, pages: Pages): Table {
  const rows = pages.row.view();
  const ends = Float64Array.from(pages.freeRow.view(), row => (row < 0 ? Number.NaN : row));
  return new Table(tables.pagesTable, {
    time: { codes: rows, numbers: trace.time },
    duration: ends.map((end, at) => (Number.isNaN(end) ? end : trace.time[end]! - trace.time[rows[at]!]!)),
    ...tasksOf(trace).columns(pages.task.view()),
    pfn: pages.pfn.view(),
    order: pages.order.view(),
    gfp: { codes: pages.gfp.view(), texts: pages.flags.texts },
    migratetype: { length: rows.length, textOf: at => migrateTypes[pages.migrateType.at(at)] },
    begin_row: rows,
    end_row: ends,
  });
}

const wasteCells = (requested: number, allocated: number): Cells => ({
  requested,
  bytes: allocated,
  waste: allocated - requested,
  waste_part: allocated > 0 ? (allocated - requested) / allocated : undefined,
});

export function slabSitesOf({ sites }: Slab): Table {
  return tableOf(
    tables.slabSitesTable,
    sites.map(site => ({
      function: site.function,
      kind: site.kind,
      count: site.count,
      ...wasteCells(site.requested, site.allocated),
      live: site.live,
      live_bytes: site.liveBytes,
      cross_cpu: site.crossCpu,
      begin_row: site.firstRow,
    })),
  );
}

export function slabCachesOf({ caches }: Slab): Table {
  return tableOf(
    tables.slabCachesTable,
    caches.map(({ cache, count, requested, allocated, live, crossCpu }) => ({
      cache,
      count,
      ...wasteCells(requested, allocated),
      live,
      cross_cpu: crossCpu,
    })),
  );
}

function stallTime({ time }: Trace, stalls: Stalls, at: number): number {
  return time[stalls.endRow.at(at)]! - time[stalls.beginRow.at(at)]!;
}

export function stallKindsOf(trace: Trace, { stalls }: Reclaim): Table {
  const { comms } = tasksOf(trace);
  const names = new Map<string, number>();
  const nameOf = (comm: string): number => {
    const code = names.get(comm) ?? names.size;
    names.set(comm, code);
    return code;
  };
  const grouped: Grouped = {
    count: stalls.count,
    keyOf: at => nameOf(comms[stalls.task.at(at)]!) * stallKinds.length + stalls.kind.at(at),
    durationOf: at => stallTime(trace, stalls, at),
    cellsOf: at => ({ kind: stallKinds[stalls.kind.at(at)]!.name, comm: comms[stalls.task.at(at)] }),
  };
  return summaryOf(tables.stallKindsTable, grouped, rows => ({
    reclaimed: rows.reduce((all, at) => all + (stalls.reclaimed.at(at) || 0), 0),
  }));
}

export function stallTimesOf(trace: Trace, { stalls }: Reclaim): Table {
  return histogramsOf(tables.stallTimesTable, {
    count: stalls.count,
    keyOf: at => stalls.kind.at(at),
    durationOf: at => stallTime(trace, stalls, at),
    cellsOf: at => ({ kind: stallKinds[stalls.kind.at(at)]!.name }),
  });
}

export function stallsOf(trace: Trace, { stalls }: Reclaim): Table {
  const began = stalls.beginRow.view();
  return new Table(tables.stallsTable, {
    time: { codes: began, numbers: trace.time },
    duration: Float64Array.from(began, (_, at) => stallTime(trace, stalls, at)),
    ...tasksOf(trace).columns(stalls.task.view()),
    kind: { codes: stalls.kind.view(), texts: stallKinds.map(({ name }) => name) },
    order: stalls.order.view(),
    gfp: { codes: stalls.gfp.view(), texts: stalls.flags.texts },
    reclaimed: stalls.reclaimed.view(),
    stack: { length: began.length, textOf: at => stackText(trace, began[at]!) },
    begin_row: began,
    end_row: stalls.endRow.view(),
  });
}

export function scansOf(trace: Trace, { scans }: Reclaim): Table {
  const { tids, comms } = tasksOf(trace);
  return tableOf(
    tables.scansTable,
    scans.map(({ task, underWriteback, ...scan }) => ({
      tid: tids[task],
      comm: comms[task],
      ...scan,
      under_writeback: underWriteback,
      efficiency: scan.scanned > 0 ? scan.reclaimed / scan.scanned : undefined,
    })),
  );
}

const kib = (many: number | undefined): number | undefined => (many === undefined ? undefined : many * 1024);

export function killsOf(trace: Trace, { kills }: Reclaim): Table {
  const { tids, comms } = tasksOf(trace);
  return tableOf(
    tables.killsTable,
    kills.map(kill => ({
      time: trace.time[kill.row],
      tid: kill.tid,
      comm: kill.comm,
      by_tid: tids[kill.by],
      by_comm: comms[kill.by],
      anon: kib(kill.anon),
      file_backed: kib(kill.fileBacked),
      shared: kib(kill.shared),
      adjustment: kill.adjustment,
      reclaims: kill.stalls,
      order: kill.retry?.order,
      available: kill.retry?.available,
      watermark: kill.retry?.watermark,
      loops: kill.retry?.loops,
      begin_row: kill.row,
    })),
  );
}

export function watermarksOf(trace: Trace, { retries }: Reclaim): Table {
  return tableOf(
    tables.watermarksTable,
    retries.map(({ row, enough, ...retry }) => ({
      time: trace.time[row],
      ...retry,
      enough: enough ? 'yes' : 'no',
      begin_row: row,
    })),
  );
}
