import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { places } from '../packages/index.ts';

/** What somebody has done of the course. */
export interface LabProgress {
  readonly [id: string]: { readonly ranAt?: string; readonly checkedAt?: string; readonly kernel?: string };
}

/** Reads what was done; nothing where there is no file, or one that is broken. */
export async function readProgress(file = progressFile()): Promise<LabProgress> {
  try {
    const said: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof said === 'object' && said !== null ? (said as LabProgress) : {};
  } catch {
    return {};
  }
}

/** Keeps that a lab was run, or that all of its checks were found. */
export async function keepProgress(
  id: string,
  done: LabProgress[string],
  file = progressFile(),
): Promise<void> {
  const progress = await readProgress(file);
  await mkdir(dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}.partial`;
  await writeFile(
    partial,
    `${JSON.stringify({ ...progress, [id]: { ...progress[id], ...done } }, undefined, 2)}\n`,
  );
  await rename(partial, file);
}

function progressFile(): string {
  return join(places().data, 'labs', 'progress.json');
}
