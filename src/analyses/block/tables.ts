import type { Column, TableDescription } from '../../store/index.ts';
import { bytes, count, duration, number, row, text, time } from '../columns/index.ts';
import { histogramTable, latencyColumns } from '../latency/index.ts';
import { taskColumns } from '../tasks/index.ts';

const cpu: Column = { id: 'cpu', type: 'integer', unit: '', sentence: 'The CPU it was recorded on.' };

const device = text('device', 'The device by its numbers: major,minor.');
const direction = text('direction', 'read, write, discard, flush, zone or other.');
const sector = count('sector', 'sectors', 'Where it begins, in sectors of 512 bytes.');
const size = bytes('bytes', 'How much it reads or writes.');
const letters = text('rwbs', 'What it does, in the letters of blktrace.');
const stage = text(
  'stage',
  'From which step to which: Q queued, A remapped, G got a request, M merged into one, I inserted into a scheduler, D issued to the device, C completed.',
);
const sequential = count('sequential', 'times', 'How many began where the one before ended.');
const random = count('random', 'times', 'How many began elsewhere.');

const stageColumns: readonly Column[] = [
  ...latencyColumns('a bio took for this stage; of Q2Q, from a bio to the next'),
  duration('least', 'The shortest time.'),
  number('part', 'Of the sum of all times from Q to C, 0 to 1.'),
];

export const stagesTable: TableDescription = {
  id: 'block.stages',
  sentence: 'How long bios with data spent in each stage on their way to the device and back.',
  columns: [stage, ...stageColumns],
  keys: ['stage'],
  worst: 'total',
};

export const deviceStagesTable: TableDescription = {
  id: 'block.device-stages',
  sentence: 'How long bios with data spent in each stage, by device.',
  columns: [device, stage, ...stageColumns],
  keys: ['device', 'stage'],
  worst: 'total',
};

export const stageTimesTable: TableDescription = histogramTable(
  'block.stage-times',
  'How long bios with data spent in each stage.',
  [stage],
);

export const latenciesTable: TableDescription = {
  id: 'block.latencies',
  sentence: 'How long devices took for requests, from issue to completion, by device and direction.',
  columns: [
    device,
    direction,
    ...latencyColumns('a request took from issue to completion'),
    size,
    sequential,
    random,
    count('requeues', 'times', 'How often requests were taken back from the device.'),
    count('errors', 'requests', 'How many failed.'),
  ],
  keys: ['device', 'direction'],
  worst: 'total',
  samples: { table: 'block.requests', value: 'duration' },
};

export const latencyTimesTable: TableDescription = histogramTable(
  'block.latency-times',
  'How long devices took for requests, from issue to completion.',
  [device, direction],
);

export const processesTable: TableDescription = {
  id: 'block.processes',
  sentence: 'What threads asked of devices: bios from being queued to their completion.',
  columns: [
    ...taskColumns('that queued them'),
    device,
    direction,
    ...latencyColumns('a bio took from being queued to its completion'),
    count('queued', 'bios', 'How many it queued.'),
    size,
    sequential,
    random,
  ],
  keys: ['comm', 'device', 'direction'],
  worst: 'total',
  samples: { table: 'block.bios', value: 'duration' },
};

export const sizesTable: TableDescription = {
  id: 'block.sizes',
  sentence: 'How large requests were.',
  kind: 'histogram',
  columns: [
    device,
    direction,
    bytes('from', 'The smallest size of the bucket.'),
    bytes('to', 'The bucket ends below this.'),
    count('count', 'requests', 'How many fell into it.'),
  ],
};

export const devicesTable: TableDescription = {
  id: 'block.devices',
  sentence: 'What became of what was asked of each device, its plugs, and when it was at work.',
  columns: [
    device,
    count('queued', 'bios', 'Bios with data that were queued.'),
    count('issued', 'requests', 'Requests with data that were given to it.'),
    count('requeued', 'requests', 'Requests that were taken back.'),
    count('completed', 'requests', 'Completions of requests with data.'),
    number('merge_ratio', 'Bios and requeued requests for each request issued.'),
    bytes('bytes', 'What completed.'),
    bytes('least', 'The smallest completion.'),
    bytes('most', 'The largest completion.'),
    number('waiting_mean', 'How many others were queued and not issued yet as one was queued, on average.'),
    count('deepest', 'requests', 'The most requests in flight at once.'),
    count('plugs', 'times', 'How often it was plugged and unplugged by its task.'),
    count('timer_unplugs', 'times', 'How often it was unplugged because the task slept, or a timer ran out.'),
    number('plugged', 'The part of its time that it was plugged, 0 to 1.'),
    number('per_unplug', 'Requests held back for each unplug by its task.'),
    number('per_timer_unplug', 'Requests held back for each other unplug.'),
    count('periods', 'times', 'Stretches of time in which bios were at the device.'),
    duration('period_mean', 'Their mean.'),
    duration('pause_mean', 'The mean of the time between them.'),
    number('active', 'Their part of the time from the first to the last, 0 to 1.'),
  ],
  keys: ['device'],
  worst: 'bytes',
};

export const seeksTable: TableDescription = {
  id: 'block.seeks',
  sentence: 'How far each access was from the end of the one before, as it was queued and as it was issued.',
  columns: [
    device,
    text('step', 'queue or issue.'),
    count('count', 'times', 'How many accesses.'),
    number('mean', 'Mean distance in sectors; 0 where one goes on where the last ended.'),
    count('median', 'sectors', 'Half were no farther.'),
    count('mode', 'sectors', 'The most frequent distance.'),
    count('mode_count', 'times', 'How often it was.'),
  ],
  keys: ['device', 'step'],
  worst: 'mean',
};

export const actionsTable: TableDescription = {
  id: 'block.actions',
  sentence: 'How often each step happened, by device, CPU and direction.',
  columns: [
    device,
    cpu,
    text('action', 'The step, in the words of blktrace.'),
    text('direction', 'read, write, discard, flush, zone, other; command: passed through to the device.'),
    count('count', 'times', 'How often.'),
    size,
  ],
  keys: ['device', 'action', 'direction'],
  worst: 'count',
};

export const throughputTable: TableDescription = {
  id: 'block.throughput',
  sentence: 'What completed over time, by device and direction.',
  kind: 'detail',
  columns: [
    time('When the interval begins.'),
    duration('duration', 'How long it is.'),
    device,
    direction,
    count('count', 'requests', 'Requests that completed in it.'),
    size,
    bytes('per_second', 'Bytes a second.'),
  ],
  worst: 'per_second',
};

export const depthsTable: TableDescription = {
  id: 'block.depths',
  sentence: 'How many requests were in flight on each device, whenever that changed.',
  kind: 'detail',
  columns: [
    time('When it changed.'),
    device,
    count('depth', 'requests', 'Requests in flight from then on.'),
    row('begin_row', 'The event that changed it.'),
  ],
  worst: 'depth',
};

export const plugsTable: TableDescription = {
  id: 'block.plugs',
  sentence: 'Every time that a thread held back its requests.',
  kind: 'detail',
  columns: [
    time('When it began to.'),
    duration('duration', 'Until it let them go.'),
    ...taskColumns('that did so'),
    device,
    count('requests', 'requests', 'How many it let go.'),
    text('cause', 'asked; or slept: the kernel did it for a thread that went to sleep.'),
    row('begin_row', 'The plug.'),
    row('end_row', 'The unplug.'),
  ],
  worst: 'duration',
};

export const biosTable: TableDescription = {
  id: 'block.bios',
  sentence: 'Every bio from being queued to its completion.',
  kind: 'detail',
  columns: [
    time('When it was queued.'),
    duration('duration', 'Until it completed (Q2C).'),
    device,
    sector,
    size,
    letters,
    direction,
    ...taskColumns('that queued it'),
    text('merged', 'back or front: the side of a request that it was merged to.'),
    text('fate', 'What else befell it: second part of a split, bounced, requeued.'),
    duration('q2g', 'From being queued to getting a request.'),
    duration('q2m', 'From being queued to being merged.'),
    duration('g2i', 'From getting a request to its insertion.'),
    duration('i2d', 'From the insertion to the device.'),
    duration('m2d', 'From being merged to the device.'),
    duration('d2c', 'From the device to its completion.'),
    row('parent_row', 'Where the bio of the device above was queued that it was remapped from.'),
    row('begin_row', 'Where it was queued.'),
    row('remap_row', 'Where it was remapped to a device below.'),
    row('getrq_row', 'Where it got a request.'),
    row('merge_row', 'Where it was merged.'),
    row('insert_row', 'Where its request was inserted.'),
    row('issue_row', 'Where its request was issued.'),
    row('end_row', 'Where it completed.'),
  ],
  worst: 'duration',
};

export const requestsTable: TableDescription = {
  id: 'block.requests',
  sentence: 'Every request from its issue to the device to its completion.',
  kind: 'detail',
  columns: [
    time('When it was issued, the last time.'),
    duration('duration', 'Until it completed (D2C).'),
    device,
    sector,
    size,
    letters,
    direction,
    ...taskColumns('that queued its first bio, else that issued it'),
    count('bios', 'bios', 'How many bios it is made of, of those that were seen.'),
    count('depth', 'requests', 'Requests in flight on the device, it among them, as it was issued.'),
    count('seek', 'sectors', 'From the end of the request before; 0 where it goes on there.'),
    count('requeues', 'times', 'How often it was taken back.'),
    count('error', '', 'What the device answered; 0 is success.'),
    row('begin_row', 'Where it was issued.'),
    row('end_row', 'Where it completed.'),
  ],
  worst: 'duration',
};
