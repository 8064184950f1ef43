import { join } from 'node:path';
import type { Lab, Section, Words } from './lab.ts';
import { loadSections, ownLabs, readLab } from './load/load-labs.ts';
import type { LabProgress } from './progress-file.ts';

/** A section of the course, and how far somebody is in it. */
export interface CourseSection {
  readonly id: string;
  readonly title: Words;
  readonly day: string;
  readonly labs: readonly CourseLab[];
}

/** A lab as the catalogue shows it. */
export interface CourseLab {
  readonly id: string;
  readonly title: Words;
  readonly state: 'done' | 'run' | 'new' | 'coming';
  /** When it was checked, else recorded; undefined where it was neither. */
  readonly doneAt?: string;
  readonly after: readonly string[];
  /** Undefined for one that is coming. */
  readonly about?: Words;
  readonly minutes?: number;
}

/** The course with what was done of it. `load` reads a lab of a section; whoever asks often keeps what it read. */
export function courseOf(
  progress: LabProgress,
  sections = loadSections(),
  load = loadOf,
): readonly CourseSection[] {
  return sections.map(({ labs, ...section }: Section) => ({
    ...section,
    labs: labs.map(entry =>
      typeof entry === 'string'
        ? courseLab(load(section.id, entry), progress)
        : { id: entry.coming, title: entry.title, state: 'coming' as const, after: [] },
    ),
  }));
}

/** Reads a lab of a section of the course that comes with Ringside. */
export function loadOf(section: string, id: string): Lab {
  return readLab(join(ownLabs, section, id), section);
}

/** One lab of the course. */
export function courseLab(lab: Lab, progress: LabProgress): CourseLab & Pick<Lab, 'about' | 'minutes'> {
  const { id, title, about, minutes, after } = lab;
  const { checkedAt, ranAt } = progress[id] ?? {};
  const doneAt = checkedAt ?? ranAt;
  const state = checkedAt !== undefined ? 'done' : ranAt !== undefined ? 'run' : 'new';
  return { id, title, about, minutes, after, state, ...(doneAt === undefined ? {} : { doneAt }) };
}
