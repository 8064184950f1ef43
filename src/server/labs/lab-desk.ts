import {
  courseLab,
  courseOf,
  type Lab,
  type LabTools,
  labIds,
  loadLab,
  loadOf,
  loadSections,
  readLabText,
  readProgress,
  viewLastKernel,
} from '../../lab-runner/index.ts';
import { type Progress, silentProgress } from '../../packages/index.ts';
import type { LabLook, LabPage, LabSection } from '../../protocol/index.ts';
import type { Recordings } from '../recordings.ts';
import { blocksOf } from './lab-blocks.ts';
import { viewOfLook } from './view-of-look.ts';

/** Makes what labs need, with the progress that is to be told of. */
export type LabToolsFor = (progress: Progress) => LabTools;

/** What the api answers about labs. */
export interface LabDesk {
  course(): Promise<readonly LabSection[]>;
  /** Undefined where the course has none of this id. */
  page(id: string): Promise<LabPage | undefined>;
}

/** Answers from the course that comes with Ringside and from what was done of it. */
export function labDesk(toolsFor: LabToolsFor, recordings: Recordings): LabDesk {
  const known = new Map<string, Lab>();
  const load = (section: string, id: string): Lab => {
    const lab = known.get(id) ?? loadOf(section, id);
    known.set(id, lab);
    return lab;
  };
  return {
    course: async () => courseOf(await readProgress(), loadSections(), load),
    async page(id) {
      const lab = labOfCourse(id);
      if (lab === undefined) return undefined;
      const [kernel, progress, made] = await Promise.all([
        viewLastKernel(toolsFor(silentProgress)),
        readProgress(),
        newestOf(lab, recordings),
      ]);
      const textIn = (language: 'en' | 'ko') => blocksOf(readLabText(lab, language, kernel?.fate));
      return {
        ...courseLab(lab, progress),
        depth: lab.depth,
        coming: lab.coming,
        ...(kernel === undefined ? {} : { kernel: kernel.release }),
        text: { en: textIn('en'), ko: textIn('ko') },
        recordings: lab.recordings.map(recording => ({
          id: recording.id,
          about: recording.about,
          ...(made.has(recording.id) ? { made: made.get(recording.id)! } : {}),
        })),
        look: lab.look.map(look => lookOf(look, lab)),
      };
    },
  };
}

function lookOf(look: Lab['look'][number], lab: Lab): LabLook {
  const { view: _view, ...said } = look;
  const view = viewOfLook(look);
  return { ...said, in: look.in ?? lab.recordings.at(-1)!.id, ...(view === undefined ? {} : { view }) };
}

/** A lab by its id and by nothing else: a request names no folder. */
export function labOfCourse(id: string): Lab | undefined {
  return labIds(loadSections()).includes(id) ? loadLab(id) : undefined;
}

/** The newest recording that was made of each of a lab's, by the name that it was given. */
async function newestOf(lab: Lab, recordings: Recordings): Promise<ReadonlyMap<string, string>> {
  const byName = new Map<string, string>();
  const all = [...(await recordings.list())].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, id } of all) byName.set(name.replace(/^\d{8}T\d{6}\.\d+Z-/, ''), id);
  const pairs = lab.recordings.map(({ id }) => [id, byName.get(labRecordingName(lab.id, id))] as const);
  return new Map(pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined));
}

/** The recorder makes the end of a folder's name of 40 characters at most. */
function labRecordingName(lab: string, recording: string): string {
  return `lab-${lab}-${recording}`.slice(0, 40);
}
