import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../base/index.ts';
import { say } from '../../words/index.ts';
import type { Check, Lab, Section } from '../lab.ts';
import { checkReferences } from './check-references.ts';
import { readYaml } from './read-yaml.ts';

/** The course that comes with Ringside. */
export const ownLabs = fileURLToPath(new URL('../../../labs/', import.meta.url));

/** Programs that several labs run. */
export const sharedWorkloads = join(ownLabs, 'workloads');

/** The sections of the course in `folder`, in their order. Throws a LabFileError where sections.yaml is wrong. */
export function loadSections(folder = ownLabs): readonly Section[] {
  const schema = join(ownLabs, 'sections.schema.json');
  return readYaml<{ sections: readonly Section[] }>(join(folder, 'sections.yaml'), schema).value.sections;
}

/** A lab by its id, or one that somebody wrote by its folder. */
export function findLab(named: string): Lab {
  const isFolder = named.includes('/') && existsSync(join(named, 'lab.yaml'));
  return isFolder ? readLab(resolve(named), '') : loadLab(named);
}

/** One lab of the course by its id. A UsageError with the labs there are where there is none, a LabFileError where its files are wrong. */
export function loadLab(id: string, folder = ownLabs): Lab {
  const sections = loadSections(folder);
  for (const { id: section, labs } of sections) {
    for (const lab of labs) {
      if (lab === id) return readLab(join(folder, section, id), section);
      if (typeof lab !== 'string' && lab.coming === id) {
        throw new UsageError(say('lab.coming', { id }), say('lab.coming.remedy'));
      }
    }
  }
  throw new UsageError(
    say('lab.unknown', { id }),
    say('lab.unknown.remedy', { ids: labIds(sections).join(', ') }),
  );
}

/** Ids of the labs that are there, in the course's order. */
export function labIds(sections: readonly Section[]): readonly string[] {
  return sections.flatMap(({ labs }) => labs.filter(lab => typeof lab === 'string'));
}

type Optional = 'after' | 'coming' | 'guest' | 'shares' | 'harmless';

/** As it stands in the file: what need not be said may be missing. */
type LabFile = Omit<Lab, 'section' | 'folder' | 'checks' | 'needs' | Optional> &
  Partial<Pick<Lab, Optional>> & { readonly needs?: Partial<Lab['needs']> };

/** A lab out of its folder. */
export function readLab(folder: string, section: string): Lab {
  const file = readYaml<LabFile>(join(folder, 'lab.yaml'), join(ownLabs, 'lab.schema.json'));
  const checkPath = join(folder, 'check.yaml');
  const checks = readYaml<{ checks: readonly Check[] }>(checkPath, join(ownLabs, 'check.schema.json'));
  const { value } = file;
  const lab: Lab = {
    ...value,
    section,
    folder,
    after: value.after ?? [],
    coming: value.coming ?? [],
    guest: value.guest ?? {},
    harmless: value.harmless ?? false,
    shares: value.shares ?? [],
    needs: { tracers: [], events: [], functions: [], packages: [], conditions: [], ...value.needs },
    checks: checks.value.checks,
  };
  checkReferences(lab, file, checks);
  const missing = lab.shares.findIndex(name => !existsSync(join(sharedWorkloads, name)));
  if (missing >= 0)
    throw file.errorAt(['shares', missing], say('lab.file.no-share', { name: lab.shares[missing]! }));
  for (const language of ['en', 'ko']) {
    const text = join(folder, `lab.${language}.md`);
    if (!existsSync(text)) throw file.errorAt(['id'], say('lab.file.no-text', { file: text }));
  }
  return lab;
}
