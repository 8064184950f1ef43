import { type Cell, type Table, type TableDescription, type Trace, tableOf } from '../../store/index.ts';
import { type Analysis, type Answer, answerWith, derived } from '../analysis.ts';
import { differencesOf } from './differences.ts';
import { mappingsOf, statusesOf } from './process-tables.ts';
import { rateFollower } from './rates.ts';
import { type Moment, readMoments } from './read-moments.ts';
import {
  buddiesTable,
  countersTable,
  differencesTable,
  interruptsTable,
  mappingsTable,
  memoryTable,
  slabsTable,
  softirqsTable,
  statusesTable,
  swapsTable,
  vmallocsTable,
  zonesTable,
} from './tables.ts';
import { vectorOf } from './vectors.ts';

/** What the kernel said of itself in /proc at moments of the recording. */
export const procAnalysis: Analysis = {
  id: 'proc',
  sentence: 'What the kernel said in /proc before, while and after the command ran, and what changed.',
  needs: [['/proc']],
  record: '-- COMMAND',
  tables: [
    differencesTable,
    memoryTable,
    zonesTable,
    buddiesTable,
    slabsTable,
    countersTable,
    interruptsTable,
    softirqsTable,
    statusesTable,
    mappingsTable,
    vmallocsTable,
    swapsTable,
  ],
  answer: answerProc,
};

function answerProc(trace: Trace): Answer {
  const { moments, problems } = derived(trace, readMoments);
  const pageBytes = Math.max(4096, trace.facts.pageSize);
  return answerWith(
    {
      'proc.differences': () => differencesOf(moments),
      'proc.memory': () => rowsOf(memoryTable, moments, ({ memory }) => memory),
      'proc.zones': () =>
        rowsOf(zonesTable, moments, ({ zones }) =>
          zones.map(row => ({ ...row, bytes: row.pages * pageBytes })),
        ),
      'proc.buddies': () =>
        rowsOf(buddiesTable, moments, ({ buddies }) =>
          buddies.map(row => ({ ...row, bytes: row.free * 2 ** row.order * pageBytes })),
        ),
      'proc.slabs': () => slabsOf(moments, pageBytes),
      'proc.counters': () => rowsOf(countersTable, moments, ({ counters }) => counters),
      'proc.interrupts': () => interruptsOf(trace, moments),
      'proc.softirqs': () => softirqsOf(moments),
      'proc.statuses': () => statusesOf(moments),
      'proc.mappings': () => mappingsOf(moments),
      'proc.vmallocs': () => rowsOf(vmallocsTable, moments, ({ vmallocs }) => vmallocs),
      'proc.swaps': () => rowsOf(swapsTable, moments, ({ swaps }) => swaps),
    },
    problems,
  );
}

/** A table of the rows of each moment, in the order of time. */
function rowsOf<Row extends object>(
  description: TableDescription,
  moments: readonly Moment[],
  rows: (moment: Moment) => readonly Row[],
): Table {
  return tableOf(
    description,
    moments.flatMap(moment =>
      rows(moment).map(row => ({ moment: moment.moment, time: moment.time, ...row }) as Record<string, Cell>),
    ),
  );
}

function slabsOf(moments: readonly Moment[], pageBytes: number): Table {
  return rowsOf(slabsTable, moments, ({ slabs }) =>
    slabs.map(({ cache, active, objects, objectBytes, objectsPerSlab, pagesPerSlab, slabs: many }) => {
      const bytes = many * pagesPerSlab * pageBytes;
      return {
        cache,
        objects,
        active,
        object_bytes: objectBytes,
        per_slab: objectsPerSlab,
        slabs: many,
        bytes,
        wasted: Math.max(0, bytes - active * objectBytes),
      };
    }),
  );
}

function interruptsOf(trace: Trace, moments: readonly Moment[]): Table {
  const rateOf = rateFollower();
  return rowsOf(interruptsTable, moments, moment =>
    moment.interrupts.map(row => ({
      ...row,
      rate: rateOf(moment, `${row.irq} ${row.cpu}`, row.count),
      vector: vectorOf(row.irq, trace.facts.uname),
    })),
  );
}

function softirqsOf(moments: readonly Moment[]): Table {
  const rateOf = rateFollower();
  return rowsOf(softirqsTable, moments, moment =>
    moment.softirqs.map(row => ({ ...row, rate: rateOf(moment, `${row.name} ${row.cpu}`, row.count) })),
  );
}
