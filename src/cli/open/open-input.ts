import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type ByteSource, UsageError } from '../../base/index.ts';
import { formats, headBytes, type RecordingInput } from '../../formats/index.ts';
import { say } from '../../words/index.ts';
import { openFolder } from './file-folder.ts';
import { openFileSource } from './file-source.ts';
import { LiveSource } from './live-source.ts';

/** Something to read a recording from, and how to let go of it. */
export interface OpenedInput {
  readonly input: RecordingInput;
  close(): Promise<void>;
}

/** Opens a file, a folder, or standard input (`-`), where it is wanted while it still comes. */
export async function openInput(path: string, mayGrow = false): Promise<OpenedInput> {
  if (path === '-') return openStandardInput(mayGrow);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    throw new UsageError(say('events.no-file', { file: path }), say('events.no-file.remedy'));
  }
  if (found.isDirectory()) {
    const folder = openFolder(path);
    return { input: { kind: 'folder', folder }, close: () => folder.close() };
  }
  const source = await openFileSource(path);
  const beside = openFolder(dirname(path));
  return {
    input: { kind: 'file', source, beside },
    close: async () => {
      await source.close();
      await beside.close();
    },
  };
}

/** Standard input: as a growing source where it may be and its format can be read as it comes, else all of it. */
async function openStandardInput(mayGrow: boolean): Promise<OpenedInput> {
  const source = new LiveSource(process.stdin, 'standard input');
  await source.wait(0, headBytes);
  const head = await source.read(0, headBytes);
  const format = formats.find(one => one.recognisesFile?.(head) === true);
  const close = async (): Promise<void> => source.close();
  if (mayGrow && format?.readsGrowing === true) return { input: { kind: 'file', source }, close };
  await source.whole();
  const { name, size } = source;
  const whole: ByteSource = { name, size, read: (offset, length, into) => source.read(offset, length, into) };
  return { input: { kind: 'file', source: whole }, close };
}
