import type { ByteSource, SourceFolder } from '../../base/index.ts';
import type { RecordingInput } from '../format.ts';
import { byteOrder } from './layout.ts';

/** One CPU's file of a device. */
export interface CpuFile {
  readonly cpu: number;
  /** Its name with its folder's, as blkparse tells it. */
  readonly path: string;
  readonly source: ByteSource;
}

/** A device with a file for each CPU. */
export interface DeviceFiles {
  readonly name: string;
  readonly files: readonly CpuFile[];
}

/** What a recording is read from: files by device and CPU, or one that has the records of all. */
export type BlktraceInput =
  | { readonly kind: 'files'; readonly devices: readonly DeviceFiles[] }
  | { readonly kind: 'pipe'; readonly source: ByteSource };

interface CpuFileName {
  readonly base: string;
  readonly cpu: number;
}

/** `NAME.blktrace.N`, as blktrace names the file of CPU N. */
export function parseCpuFileName(path: string): CpuFileName | undefined {
  const match = /^(.*)\.blktrace\.(\d{1,5})$/s.exec(path);
  return match === null ? undefined : { base: match[1]!, cpu: Number(match[2]) };
}

/** Finds the files that belong to what was named: those of all CPUs of a device, or of all devices of a folder. */
export async function findInput(input: RecordingInput): Promise<BlktraceInput> {
  if (input.kind === 'folder') return { kind: 'files', devices: await devicesOf(input.folder) };
  const { source, beside } = input;
  const named = parseCpuFileName(source.name);
  if (named === undefined || beside === undefined) return { kind: 'pipe', source };
  const name = lastPart(named.base);
  const files = await filesBeside(beside, named.base, named.cpu);
  return {
    kind: 'files',
    devices: [{ name, files: files.length === 0 ? [{ cpu: named.cpu, path: source.name, source }] : files }],
  };
}

// blktrace writes a file for every CPU, so that blkparse stops at the first number without one. Files that were copied may
// lack some.
const longestHole = 64;

/** The files of all CPUs of a device; `cpu` is one that is there. Asks for names instead of listing a folder that may be large. */
async function filesBeside(folder: SourceFolder, base: string, cpu: number): Promise<readonly CpuFile[]> {
  const files: CpuFile[] = [];
  const name = lastPart(base);
  let last = cpu;
  for (let number = 0; number <= last + longestHole; number++) {
    const source = await folder.open(`${name}.blktrace.${number}`);
    if (source === undefined) continue;
    last = Math.max(last, number);
    // blktrace leaves empty files for CPUs that are offline; blkparse passes over them without a word.
    if (source.size > 0) files.push({ cpu: number, path: `${base}.blktrace.${number}`, source });
  }
  return files;
}

/** Whether a folder holds files of blktrace, some of which have records. */
export async function holdsBlktrace(folder: SourceFolder): Promise<boolean> {
  for (const path of await folder.list()) {
    if (parseCpuFileName(path) === undefined || path.includes('/')) continue;
    const head = await (await folder.open(path))?.read(0, 4);
    if (
      head !== undefined &&
      byteOrder(new DataView(head.buffer, head.byteOffset, head.byteLength)) !== undefined
    )
      return true;
  }
  return false;
}

/** The devices that have files in a folder, in the order of their names. */
async function devicesOf(folder: SourceFolder): Promise<readonly DeviceFiles[]> {
  const found = new Map<string, CpuFile[]>();
  for (const path of await folder.list()) {
    const named = path.includes('/') ? undefined : parseCpuFileName(path);
    if (named === undefined) continue;
    const source = await folder.open(path);
    if (source === undefined || source.size === 0) continue;
    const files = found.get(named.base) ?? [];
    files.push({ cpu: named.cpu, path: `${folder.name.replace(/\/$/, '')}/${path}`, source });
    found.set(named.base, files);
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, files]) => ({ name, files: files.sort((a, b) => a.cpu - b.cpu) }));
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
