import { analyses } from '../../analyses/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import type { Trace } from '../../store/index.ts';
import { keptLane } from '../query/kept-rows.ts';
import type { Opened } from '../workbench.ts';
import { callsOfIdle, callsOfTask } from './call-lane.ts';
import { marked } from './census.ts';
import type { CounterLane } from './counter-lane.ts';
import { fieldLane, rateLane } from './counter-tracks.ts';
import { cpuLane } from './cpu-lane.ts';
import { deviceLane } from './device-lane.ts';
import { eventsLane, eventTypeLane, rowsOfCpu, rowsOfEvents, rowsOfTask } from './event-lanes.ts';
import type { Lane } from './lane.ts';
import { tableLane } from './table-lane.ts';
import { findTableTrack } from './table-tracks.ts';
import { taskLane } from './task-lane.ts';
import { parseTrackId, splitOnce, type TrackId } from './track-id.ts';

/** What is on a track; undefined where there is no such track. */
export function makeLane(opened: Opened, track: string): Lane | CounterLane | undefined {
  const { trace } = opened;
  const id = parseTrackId(track);
  switch (id.kind) {
    case 'cpu':
      return id.number < 0 ? undefined : ofCpu(opened, id);
    case 'task':
      return tasksOf(trace).list[id.number] === undefined ? undefined : ofTask(opened, id);
    case 'worker':
      return ofTable(trace, 'workqueue.works', `${id.number}`);
    case 'device':
      return deviceLane(trace, id.rest);
    case 'lane':
    case 'counter':
      return ofTable(trace, ...splitOnce(id.rest));
    case 'of':
      return ofAnalysis(trace, id.rest);
    case 'query':
      return keptLane(trace, id.number);
    default:
      return ofEvent(trace, id);
  }
}

function ofCpu(opened: Opened, { number: cpu, part }: TrackId): Lane | CounterLane | undefined {
  const { trace } = opened;
  switch (part) {
    case '':
      return cpuLane(trace, cpu);
    case 'events':
      return eventsLane(trace, rowsOfCpu(trace, cpu));
    case 'calls':
      return callsOfIdle(opened, cpu);
    default:
      return ofTable(trace, part, `${cpu}`);
  }
}

function ofTask(opened: Opened, { number: task, part }: TrackId): Lane | CounterLane | undefined {
  const { trace } = opened;
  switch (part) {
    case '':
      return taskLane(trace, task);
    case 'events':
      return eventsLane(trace, rowsOfTask(trace, task));
    case 'calls':
      return callsOfTask(opened, task);
    default:
      return ofTable(trace, part, `${task}`);
  }
}

function ofTable(trace: Trace, id: string, key: string): Lane | CounterLane | undefined {
  const track = findTableTrack(id);
  return track === undefined ? undefined : tableLane(trace, track, key);
}

/** A track that stands for others until somebody looks at them: the events that they are made from. */
function ofAnalysis(trace: Trace, id: string): Lane | undefined {
  const needs = analyses.find(analysis => id.startsWith(`${analysis.id}.`))?.needs.flat();
  if (needs === undefined) return undefined;
  return eventsLane(trace, rowsOfEvents(trace, marked(trace, needs)));
}

function ofEvent(trace: Trace, { kind, rest }: TrackId): Lane | CounterLane | undefined {
  const [system, behind] = splitOnce(rest);
  const [name, field] = splitOnce(behind);
  const event = trace.findEvent(system, kind === 'field' ? name : behind);
  if (event < 0) return undefined;
  if (kind === 'events') return eventTypeLane(trace, event);
  if (kind === 'rate') return rateLane(trace, event);
  return kind === 'field' ? fieldLane(trace, event, field) : undefined;
}
