import type { LabTools } from '../../lab-runner/index.ts';

const mostTried = 30;

/** Which files of a folder are recordings, by the name to open each by; the files of one blktrace are one. */
export async function partsIn(
  folder: string,
  names: readonly string[],
  tools: LabTools,
): Promise<readonly string[]> {
  const parts: string[] = [];
  const blktraces = new Set<string>();
  for (const name of names.filter(name => name !== 'recording.json').slice(0, mostTried)) {
    const [, blktrace] = /^(.*)\.blktrace\.\d+$/.exec(name) ?? [];
    if (blktrace !== undefined && blktraces.has(blktrace)) continue;
    if (!(await canBeOpened(folder, name, tools))) continue;
    if (blktrace !== undefined) blktraces.add(blktrace);
    parts.push(name);
  }
  return parts;
}

async function canBeOpened(folder: string, name: string, tools: LabTools): Promise<boolean> {
  try {
    const { part, close } = await tools.open(folder, [name]);
    await close();
    return part === name;
  } catch {
    return false;
  }
}
