import { sourceFromBytes } from '../../base/index.ts';
import type { RecordingInput } from '../../formats/index.ts';
import { readUname } from '../../kernel/index.ts';
import { openRecording, wallStartOf } from '../../opening/index.ts';
import { type Asked, loadAtFirst, type Workbench } from '../../views/index.ts';
import { loadKernelParts } from './kernel-tables.ts';
import type { OpenedHead, OpenFrom, ToWorker } from './messages.ts';
import { readTools } from './read-tools.ts';
import { inputOfFiles } from './sources/files.ts';
import { inputOfServed } from './sources/served.ts';
import { watchReads } from './sources/watch-reads.ts';

/** Opens a recording and puts it on the bench. */
export async function openInto(
  bench: Workbench,
  { from, base, wanted }: Extract<ToWorker, { kind: 'open' }>,
  asked: Asked,
): Promise<OpenedHead> {
  const found = await inputOf(from, base);
  const input = watchReads(found, (done, of, what) => {
    if (asked.isCancelled()) throw new Error('cancelled');
    asked.progress(done, of, what);
  });
  const { recording, facts, time, problems, part, parts } = await openRecording(input, readTools, wanted);
  const kernelOf = (text: string): readonly [release: string, arch: string] => {
    const uname = readUname(text);
    return [facts.release || uname.release, facts.arch || uname.arch];
  };
  // Where the head of a file names its kernel, what is known of that is there when the records are.
  const early =
    recording.uname === undefined ? undefined : loadKernelParts(...kernelOf(recording.uname), base);
  const { trace, isWhole } = await loadAtFirst(recording);
  const [release, arch] = kernelOf(trace.facts.uname);
  const name = nameOf(found);
  const kernelParts = await (early ?? loadKernelParts(release, arch, base));
  const of = bench.add({
    name,
    recording,
    trace,
    isWhole,
    time,
    command: facts.command.join(' '),
    kernel: release,
    arch,
    problems: [...problems, ...trace.problems],
    get parts() {
      return kernelParts();
    },
  });
  return { of, name, part, parts, wallStart: wallStartOf(recording, facts) };
}

async function inputOf(from: OpenFrom, base: string): Promise<RecordingInput> {
  switch (from.kind) {
    case 'bytes':
      return { kind: 'file', source: sourceFromBytes(from.bytes, from.name) };
    case 'files':
      return inputOfFiles(from.files);
    case 'served':
      return inputOfServed(from.id, base);
  }
}

function nameOf(input: RecordingInput): string {
  return input.kind === 'file' ? input.source.name : input.folder.name;
}
