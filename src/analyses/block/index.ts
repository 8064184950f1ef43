import type { Trace } from '../../store/index.ts';
import { type Analysis, type Answer, answerWith, derived, type Finding, prepare } from '../analysis.ts';
import { biosOf, depthsOf, plugsOf, requestsOf } from './details.ts';
import { followBlock } from './follow-block.ts';
import { stagesOfAll, stagesOfDevices, stageTimes } from './stages.ts';
import {
  actionsOf,
  devicesOf,
  latenciesOf,
  latencyTimesOf,
  processesOf,
  seeksOf,
  sizesOf,
  throughputOf,
} from './summaries.ts';
import * as tables from './tables.ts';

/** What was read from and written to block devices, and where it spent its time. */
export const blockAnalysis: Analysis = {
  id: 'block',
  sentence:
    'Block devices: bios and requests from queue to completion, by stage, device, thread, direction and size.',
  needs: [
    ['block:block_rq_issue', 'block:block_rq_complete'],
    ['blktrace:issue', 'blktrace:complete'],
    ['block:block_bio_queue', 'block:block_bio_complete'],
  ],
  record: '--plan block',
  tables: [
    tables.latenciesTable,
    tables.stagesTable,
    tables.deviceStagesTable,
    tables.processesTable,
    tables.devicesTable,
    tables.seeksTable,
    tables.sizesTable,
    tables.actionsTable,
    tables.throughputTable,
    tables.latencyTimesTable,
    tables.stageTimesTable,
    tables.plugsTable,
    tables.depthsTable,
    tables.requestsTable,
    tables.biosTable,
  ],
  tracks: [
    {
      id: 'block.requests',
      sentence: 'Requests at each device, from issue to completion.',
      table: 'block.requests',
      kind: 'slices',
      lanes: ['device'],
      start: 'time',
      duration: 'duration',
      value: 'direction',
    },
    {
      id: 'block.depths',
      sentence: 'Requests in flight on each device.',
      table: 'block.depths',
      kind: 'counter',
      lanes: ['device'],
      start: 'time',
      value: 'depth',
    },
    {
      id: 'block.throughput',
      sentence: 'Bytes a second that completed on each device.',
      table: 'block.throughput',
      kind: 'counter',
      lanes: ['device', 'direction'],
      start: 'time',
      value: 'per_second',
    },
  ],
  links: [
    {
      id: 'block.issues',
      sentence: 'From the queueing of a bio to the issue of its request.',
      table: 'block.bios',
      from: 'begin_row',
      to: 'issue_row',
    },
    {
      id: 'block.completions',
      sentence: 'From the issue of a request to its completion.',
      table: 'block.requests',
      from: 'begin_row',
      to: 'end_row',
    },
  ],
  answer: answerBlock,
  prepare: trace => prepare(trace, followBlock),
  findings,
};

function answerBlock(trace: Trace): Answer {
  const block = derived(trace, followBlock);
  return answerWith(
    {
      'block.latencies': () => latenciesOf(trace, block),
      'block.stages': () => stagesOfAll(trace, block),
      'block.device-stages': () => stagesOfDevices(trace, block),
      'block.processes': () => processesOf(trace, block),
      'block.devices': () => devicesOf(trace, block),
      'block.seeks': () => seeksOf(block),
      'block.sizes': () => sizesOf(block),
      'block.actions': () => actionsOf(block),
      'block.throughput': () => throughputOf(trace, block),
      'block.latency-times': () => latencyTimesOf(trace, block),
      'block.stage-times': () => stageTimes(trace, block),
      'block.plugs': () => plugsOf(trace, block),
      'block.depths': () => depthsOf(trace, block),
      'block.requests': () => requestsOf(trace, block),
      'block.bios': () => biosOf(trace, block),
    },
    block.problems,
  );
}

const slowerThanMean = 10;

/** The request that took longest, where it took far longer than others of its device. */
function findings(_trace: Trace, answer: Answer): readonly Finding[] {
  const latencies = answer.table('block.latencies');
  const requests = answer.table('block.requests');
  const cell = (id: string, row: number): number => latencies.number(latencies.column(id), row);
  let worst = -1;
  for (let row = 0; row < latencies.count; row++) {
    if (!(cell('max', row) > slowerThanMean * cell('p50', row))) continue;
    if (worst < 0 || cell('max', row) > cell('max', worst)) worst = row;
  }
  if (worst < 0) return [];
  const longest = cell('max', worst);
  const duration = requests.column('duration');
  let request = 0;
  while (request < requests.count && requests.number(duration, request) !== longest) request++;
  const text = (id: string): string => latencies.text(latencies.column(id), worst);
  return [
    {
      id: 'block.slow-request',
      values: {
        device: text('device'),
        direction: text('direction'),
        duration: longest,
        usual: cell('p50', worst),
      },
      weight: Math.min(1, longest / cell('total', worst)),
      row: requests.number(requests.column('begin_row'), request),
    },
  ];
}
