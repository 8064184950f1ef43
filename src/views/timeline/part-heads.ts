import { blockAnalysis } from '../../analyses/block/index.ts';
import type { Analysis } from '../../analyses/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import type { Trace } from '../../store/index.ts';
import { inWords, say } from '../../words/index.ts';
import type { Opened } from '../workbench.ts';
import { marked } from './census.ts';
import type { TrackGroup, TrackHead } from './contract.ts';
import { deviceRows } from './device-lane.ts';
import { laneRows } from './lane-rows.ts';
import { cutInMiddle } from './slice-tile.ts';
import { countNeeded, isQuick, type TableTrack, tableTracks } from './table-tracks.ts';
import { type TimeLine, timeLineOf } from './time-line.ts';
import { taskTitle, trackTitle } from './titles.ts';
import { parseTrackId } from './track-id.ts';

/** Lanes of one description that are shown, those with the most in them. */
const mostLanes = 200;

/** Tracks that are made from one analysis, and stand there at first only where it is quickly made. */
interface Family {
  readonly id: string;
  readonly analysis: Analysis;
  readonly group: TrackGroup;
  readonly sentence: string;
  readonly heads: (trace: Trace) => readonly TrackHead[];
}

const families: readonly Family[] = [
  {
    id: 'block.requests',
    analysis: blockAnalysis,
    group: 'devices',
    sentence: blockAnalysis.sentence,
    heads: deviceHeads,
  },
  ...tableTracks.flatMap((track): readonly Family[] => {
    const group = groupOf(track);
    return group === undefined ? [] : [{ ...track, group, heads: trace => laneHeads(trace, track, group) }];
  }),
];

/** Undefined of those that are parts of a task or a CPU. */
function groupOf({ id, owner }: TableTrack): TrackGroup | undefined {
  if (id === 'workqueue.works') return 'workqueues';
  const groups = { device: 'devices', counter: 'counters', other: 'others', cpu: undefined, task: undefined };
  return groups[owner] as TrackGroup | undefined;
}

/** Tracks of devices, workers, counters and all else: of analyses that are quickly made, and one that stands for those of each other. */
export function familyHeads({ trace }: Opened): readonly TrackHead[] {
  return families.flatMap(family => {
    if (countNeeded(trace, family.analysis) === 0) return [];
    // Files, connections and the like may be hundreds: somebody must want to see them.
    return family.group !== 'others' && isQuick(trace, family.analysis)
      ? family.heads(trace)
      : [standIn(trace, family)];
  });
}

/** The tracks below a track that is expanded. */
export function partsOf(opened: Opened, track: string): readonly TrackHead[] {
  const { kind, rest, number } = parseTrackId(track);
  switch (kind) {
    case 'cpu':
      return ownParts(opened, track, 'cpus', number);
    case 'task':
      return ownParts(opened, track, 'tasks', number);
    case 'of': {
      const heads = families.find(({ id }) => id === rest)?.heads(opened.trace) ?? [];
      return heads.map(head => ({ ...head, parent: track }));
    }
    default:
      return [];
  }
}

function standIn(trace: Trace, { id, analysis, group, sentence }: Family): TrackHead {
  return {
    id: `of:${id}`,
    group,
    hasParts: true,
    title: trackTitle(id),
    sentence: inWords(sentence),
    kind: 'instants',
    depths: 1,
    weight: countNeeded(trace, analysis),
  };
}

function laneHeads(trace: Trace, track: TableTrack, group: TrackGroup): readonly TrackHead[] {
  const { keys, rowsOf, table } = laneRows(trace, track);
  const unit = table.description.columns[table.column(track.value)]?.unit;
  const heads = keys.flatMap((key): TrackHead[] => {
    const task = track.owner === 'task' ? Number(key) : undefined;
    if (task !== undefined && task < 0) return [];
    return [
      {
        id: idOf(track, key, group),
        group,
        hasParts: false,
        title:
          task === undefined ? `${trackTitle(track.id)} ${laneName(track, key)}` : taskTitle(trace, task),
        sentence: inWords(track.sentence),
        kind: track.kind,
        depths: 1,
        weight: rowsOf(key).length,
        ...(task === undefined ? {} : { task }),
        ...(track.kind === 'counter' && unit !== undefined ? { unit } : {}),
      },
    ];
  });
  return heads.sort((a, b) => b.weight - a.weight).slice(0, mostLanes);
}

function idOf({ id, kind }: TableTrack, key: string, group: TrackGroup): string {
  if (group === 'workqueues') return `worker:${key}`;
  return `${kind === 'counter' ? 'counter' : 'lane'}:${id}:${key}`;
}

function laneName({ lanes }: TableTrack, key: string): string {
  return lanes[0] === 'cpu' ? `CPU ${key}` : cutInMiddle(key, 64);
}

function deviceHeads(trace: Trace): readonly TrackHead[] {
  const { keys, rowsOf, sentence } = deviceRows(trace);
  const heads = keys.map(
    (key): TrackHead => ({
      id: `device:${key}`,
      group: 'devices',
      hasParts: false,
      title: say('tracks.device', { device: cutInMiddle(key, 64) }),
      sentence: inWords(sentence),
      kind: 'slices',
      depths: 4,
      weight: rowsOf(key).length,
    }),
  );
  return heads.sort((a, b) => b.weight - a.weight).slice(0, mostLanes);
}

/** What analyses say of one CPU or task: its calls first, its events last. */
function ownParts(
  opened: Opened,
  parent: string,
  group: 'cpus' | 'tasks',
  number: number,
): readonly TrackHead[] {
  const { trace } = opened;
  const line = timeLineOf(opened);
  const owner = group === 'cpus' ? 'cpu' : 'task';
  const task = owner === 'task' && tasksOf(trace).list[number] !== undefined ? { task: number } : {};
  const part = (id: string, title: string, sentence: string): readonly TrackHead[] => {
    const lane = line.slices(`${parent}:${id}`);
    if (lane === undefined || lane.count === 0) return [];
    const { kind, depths, count } = lane;
    const head = { id: `${parent}:${id}`, group, parent, hasParts: false, title, sentence, kind, depths };
    return [{ ...head, weight: count, ...task }];
  };
  const described = tableTracks.filter(
    track => track.owner === owner && countNeeded(trace, track.analysis) > 0,
  );
  return [
    ...part('calls', say('tracks.calls'), say('tracks.calls.about')),
    ...described.flatMap(track => {
      if (isQuick(trace, track.analysis)) {
        const isThere = laneRows(trace, track).rowsOf(`${number}`).length > 0;
        return isThere ? part(track.id, trackTitle(track.id), inWords(track.sentence)) : [];
      }
      const weight = countOwn(line, `${parent}:events`, track.analysis);
      const head = {
        id: `${parent}:${track.id}`,
        group,
        parent,
        hasParts: false,
        kind: track.kind,
        depths: 1,
      };
      return weight === 0
        ? []
        : [{ ...head, title: trackTitle(track.id), sentence: inWords(track.sentence), weight, ...task }];
    }),
    ...part('events', say('tracks.events'), say(`tracks.events.of-${owner}`)),
  ];
}

/** How many events that an analysis needs are on a track: what it says of them is made when somebody looks. */
function countOwn(line: TimeLine, events: string, { needs }: Analysis): number {
  const lane = line.slices(events);
  const { trace } = line.opened;
  const isNeeded = marked(trace, needs.flat());
  let count = 0;
  for (const row of lane?.source ?? []) count += isNeeded[trace.event[row]!] ?? 0;
  return count;
}
