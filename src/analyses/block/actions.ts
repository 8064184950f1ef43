import type { Trace } from '../../store/index.ts';
import { type EventFields, EventWalk } from '../walk/index.ts';

/** What happens to a bio or a request, in the words of blktrace. */
export type BlockAction =
  | 'queue'
  | 'bounce'
  | 'split'
  | 'remap'
  | 'merge_back'
  | 'merge_front'
  | 'getrq'
  | 'sleeprq'
  | 'insert'
  | 'issue'
  | 'requeue'
  | 'complete'
  | 'plug'
  | 'unplug'
  | 'unplug_timer'
  | 'zone_plug'
  | 'zone_unplug';

/** The block layer's tracepoints by the action that blktrace makes of them (kernel/trace/blktrace.c). */
const tracepoints: Readonly<Record<string, BlockAction>> = {
  block_bio_queue: 'queue',
  block_bio_bounce: 'bounce',
  block_split: 'split',
  block_bio_remap: 'remap',
  block_rq_remap: 'remap',
  block_bio_backmerge: 'merge_back',
  block_bio_frontmerge: 'merge_front',
  block_rq_merge: 'merge_back',
  block_getrq: 'getrq',
  block_sleeprq: 'sleeprq',
  block_rq_insert: 'insert',
  block_rq_issue: 'issue',
  block_rq_requeue: 'requeue',
  block_rq_complete: 'complete',
  block_bio_complete: 'complete',
  block_plug: 'plug',
  block_unplug: 'unplug',
};
const blktraceActions = new Set<string>([
  ...Object.values(tracepoints),
  'unplug_timer',
  'zone_plug',
  'zone_unplug',
]);

/** Reads of an event's rows what all sources of block events can tell. */
export interface ActionFields {
  readonly action: BlockAction;
  /** Major times 2^20 plus minor; -1 where the event does not say. */
  readonly device: (row: number) => number;
  readonly sector: (row: number) => number;
  readonly sectors: (row: number) => number;
  /** The letters of what is done: `WS`. */
  readonly rwbs: (row: number) => string;
  readonly error: (row: number) => number;
  /** Where a split's second part begins. */
  readonly newSector: (row: number) => number;
  /** The device and sector that a remap maps from. */
  readonly fromDevice: (row: number) => number;
  readonly fromSector: (row: number) => number;
  /** Requests that were held back until an unplug. */
  readonly requests: (row: number) => number;
  /** Whether it is a command for the device and no reading or writing of sectors. */
  readonly isCommand: (row: number) => boolean;
}

/** Walks all block events of a trace, from blktrace and tracepoints alike. */
export function walkActions(trace: Trace, make: (fields: ActionFields) => (row: number) => void): EventWalk {
  const everyBuffer = trace.formats.some(({ system }) => system === 'blktrace');
  const walk = new EventWalk(trace, { everyBuffer });
  walk.on('block:*', fields => {
    const action = tracepoints[fields.format.name];
    return action === undefined ? undefined : make(tracepointFields(fields, action));
  });
  walk.on('blktrace:*', fields => {
    const { name } = fields.format;
    return blktraceActions.has(name) ? make(blktraceFields(fields, name as BlockAction)) : undefined;
  });
  return walk;
}

const sectorBytes = 512;
const minorBits = 20;

function blktraceFields(fields: EventFields, action: BlockAction): ActionFields {
  const bytes = fields.number('bytes');
  const packet = fields.text('packet');
  const hasPacket = fields.has('packet');
  return {
    action,
    device: deviceOf(fields.number('device_major'), fields.number('device_minor')),
    sector: fields.number('sector'),
    sectors: row => Math.floor(bytes(row) / sectorBytes),
    rwbs: fields.text('rwbs'),
    error: fields.number('error'),
    newSector: fields.number('new_sector'),
    fromDevice: deviceOf(fields.number('from_major'), fields.number('from_minor')),
    fromSector: fields.number('from_sector'),
    requests: fields.number('requests'),
    isCommand: row => hasPacket && packet(row) !== '',
  };
}

function deviceOf(major: (row: number) => number, minor: (row: number) => number): (row: number) => number {
  return row => major(row) * 2 ** minorBits + minor(row);
}

function tracepointFields(fields: EventFields, action: BlockAction): ActionFields {
  const command = fields.text('cmd');
  const hasCommand = fields.has('cmd');
  return {
    action,
    device: fields.number('dev', -1),
    sector: fields.number('sector'),
    sectors: fields.number('nr_sector'),
    rwbs: fields.text('rwbs'),
    error: fields.number('error'),
    newSector: fields.number('new_sector'),
    fromDevice: fields.number('old_dev'),
    fromSector: fields.number('old_sector'),
    requests: fields.number('nr_rq'),
    isCommand: row => hasCommand && command(row) !== '',
  };
}

/** Whether an action is of a thread's plug and of no sectors. */
export function isPlugging(action: BlockAction): boolean {
  return action === 'plug' || action === 'unplug' || action === 'unplug_timer';
}

/** A device by its numbers: `8,0`, as the block layer's tools write it, or with something else between. */
export function deviceText(device: number, between = ','): string {
  if (device < 0) return '';
  return `${Math.floor(device / 2 ** minorBits)}${between}${device % 2 ** minorBits}`;
}

const kinds: Readonly<Record<string, string>> = {
  R: 'read',
  W: 'write',
  D: 'discard',
  F: 'flush',
  Z: 'zone',
};

/** What the letters mean: read, write, discard, flush, zone or other; a write of nothing is a flush. */
export function directionOf(rwbs: string, sectors: number): string {
  const operation = rwbs.length > 1 && rwbs.startsWith('F') ? rwbs[1]! : rwbs.charAt(0);
  if (operation === 'W' && sectors === 0) return 'flush';
  if (operation === 'N' && rwbs.startsWith('F')) return 'flush';
  return kinds[operation] ?? 'other';
}
