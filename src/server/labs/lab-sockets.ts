import {
  type CheckedLab,
  type Finding,
  keepProgress,
  type Lab,
  type LabRunOptions,
  type RecordedLab,
  recordLab,
  runAndCheck,
} from '../../lab-runner/index.ts';
import type { LabDone, LabFinding, LabMessage, LabWish } from '../../protocol/index.ts';
import { usualGuest } from '../../targets/guest-wishes.ts';
import { type RunPage, RunSockets } from '../run-sockets.ts';
import { outputFor, progressFor } from '../tell-page.ts';
import { type LabToolsFor, labOfCourse } from './lab-desk.ts';

/** Makes a recording known; answers its id. */
type Add = (folder: string) => Promise<string>;

/** The websockets of `api/lab`: each records a lab of the course, and checks it where that is wished. */
export function labSockets(toolsFor: LabToolsFor, add: Add): RunSockets<LabWish, LabMessage> {
  return new RunSockets({
    parse: parseLabWish,
    run: ({ kind, lab }, page) => runForPage(labOfCourse(lab)!, kind, page, toolsFor, add),
    mostAtOnce: 1,
  });
}

/** A wish as the page sends it, for a lab that is there; undefined where a message is none. */
export function parseLabWish(message: unknown): LabWish | undefined {
  const { kind, lab } = { ...(message as object) } as Readonly<Record<string, unknown>>;
  if ((kind !== 'run' && kind !== 'check') || typeof lab !== 'string') return undefined;
  return labOfCourse(lab) === undefined ? undefined : { kind, lab };
}

async function runForPage(
  lab: Lab,
  kind: LabWish['kind'],
  page: RunPage<LabMessage>,
  toolsFor: LabToolsFor,
  add: Add,
): Promise<LabDone> {
  const options: LabRunOptions = {
    guest: usualGuest,
    signal: page.signal,
    output: outputFor(page, 'out'),
    onRecording: ({ id }) => void page.tell({ kind: 'recording', id }),
  };
  const tools = toolsFor(progressFor(page));
  const done: RecordedLab & Partial<CheckedLab> =
    kind === 'check' ? await runAndCheck(lab, options, tools) : await recordLab(lab, options, tools);
  const kernel = done.kernel.release;
  const now = new Date().toISOString();
  const made = new Map<string, string>();
  for (const [id, folder] of done.folders) made.set(id, await add(folder));
  const answer = { kind: 'done', kernel, made: Object.fromEntries(made) } as const;
  if (done.findings === undefined) {
    await keepProgress(lab.id, { ranAt: now, kernel });
    return answer;
  }
  if (done.isFound) await keepProgress(lab.id, { checkedAt: now, kernel });
  const idOf = new Map([...done.folders].map(([id, folder]) => [folder, made.get(id)!]));
  return { ...answer, findings: done.findings.map(finding => findingFor(finding, idOf)) };
}

/** A finding with the id of its recording in the place of its folder. */
function findingFor({ place, ...finding }: Finding, idOf: ReadonlyMap<string, string>): LabFinding {
  const recording = place === undefined ? undefined : idOf.get(place.recording);
  return place === undefined || recording === undefined
    ? finding
    : { ...finding, place: { ...place, recording } };
}
