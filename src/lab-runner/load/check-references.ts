import { basename } from 'node:path';
import { say } from '../../words/index.ts';
import type { Check, Lab } from '../lab.ts';
import type { YamlFile } from './read-yaml.ts';

/** What a schema cannot say: that names mean something in the same lab. Throws a LabFileError where one does not. */
export function checkReferences(lab: Lab, file: YamlFile<unknown>, checks: YamlFile<unknown>): void {
  const { id, folder, recordings } = lab;
  if (id !== basename(folder)) {
    throw file.errorAt(['id'], say('lab.file.other-name', { id, folder: basename(folder) }));
  }
  const ids = recordings.map(recording => recording.id);
  const known = new Set(ids);
  const repeated = ids.findIndex((one, index) => ids.indexOf(one) !== index);
  if (repeated >= 0)
    throw file.errorAt(['recordings', repeated, 'id'], say('lab.file.repeated', { id: ids[repeated]! }));
  lab.look.forEach((look, index) => {
    if (look.in !== undefined && !known.has(look.in))
      throw file.errorAt(['look', index, 'in'], say('lab.file.no-recording', { id: look.in }));
  });
  recordings.forEach(({ user, tracer }, index) => {
    if (user === true && tracer !== undefined)
      throw file.errorAt(['recordings', index, 'tracer'], say('lab.file.two-tracers'));
  });
  lab.checks.forEach((check, index) => {
    const wrong = recordingsOf(check).find(([name]) => name !== undefined && !known.has(name));
    if (wrong !== undefined)
      throw checks.errorAt(['checks', index, ...wrong[1]], say('lab.file.no-recording', { id: wrong[0]! }));
    if ('matches' in check && !isExpression(check.matches))
      throw checks.errorAt(['checks', index, 'matches'], say('lab.file.no-expression'));
  });
}

function recordingsOf(check: Check): readonly [string | undefined, readonly string[]][] {
  const own: [string | undefined, readonly string[]] = [check.in, ['in']];
  if (!('values' in check)) return [own];
  return [
    own,
    ...Object.entries(check.values).map(([name, value]): typeof own => [value.in, ['values', name, 'in']]),
  ];
}

function isExpression(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
