import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { missingPrograms } from '../packages/index.ts';
import { readFacts } from '../recorder/kernel-facts.ts';
import { recordOnTarget } from '../recorder/record-on-target.ts';
import { noWishes, type RecordWishes } from '../recorder/record-wishes.ts';
import type { GuestWishes } from '../targets/guest-wishes.ts';
import { say } from '../words/index.ts';
import { type KernelView, viewKernel } from './kernel-view.ts';
import type { Lab, LabRecording } from './lab.ts';
import type { LabTools } from './lab-tools.ts';
import { LabNeedsError, missingNeeds } from './needs.ts';
import { planOfRecording, withKernelNames } from './plan-of-recording.ts';
import { labFolderOn, runInGuest, sendWorkload } from './prepare/workload.ts';

export interface LabRunOptions {
  /** The guest, where it is not the usual one; what the lab itself asks for goes before. */
  readonly guest: GuestWishes;
  /** The target; a guest where it is not said. */
  readonly on?: string;
  /** Where the recording with this id goes; the usual place of recordings where undefined. */
  folderOf?(id: string): string;
  /** What `wrong` says runs instead of the commands, to see the checks fail. */
  readonly withoutWorkload?: boolean;
  /** What the commands print, while they print it. */
  readonly output?: NodeJS.WritableStream;
  readonly signal?: AbortSignal;
  /** Called before each recording. */
  onRecording?(recording: LabRecording): void;
}

/** The recordings of a lab by id, and the kernel that they were made on. */
export interface RecordedLab {
  readonly folders: ReadonlyMap<string, string>;
  readonly kernel: KernelView;
}

/** Makes all recordings of a lab, each in a fresh guest. A LabNeedsError where the kernel lacks what it needs. */
export async function recordLab(lab: Lab, options: LabRunOptions, tools: LabTools): Promise<RecordedLab> {
  if (options.on !== undefined && options.on !== 'vm' && !lab.harmless) {
    throw new LabNeedsError(lab.id, [say('lab.needs.guest', { on: options.on })]);
  }
  const folders = new Map<string, string>();
  let kernel: KernelView | undefined;
  for (const recording of lab.recordings) {
    options.onRecording?.(recording);
    const recorded = await recordOne(lab, recording, options, tools, kernel);
    kernel = recorded.kernel;
    folders.set(recording.id, recorded.folder);
  }
  return { folders, kernel: kernel! };
}

async function recordOne(
  lab: Lab,
  recording: LabRecording,
  options: LabRunOptions,
  tools: LabTools,
  known: KernelView | undefined,
): Promise<{ readonly folder: string; readonly kernel: KernelView }> {
  const { on = 'vm' } = options;
  const plan = planOfRecording(lab.id, recording);
  const printed: Buffer[] = [];
  let kernel = known;
  const out = collect(printed, options.output);
  const { folder } = await recordOnTarget(
    argvOf(recording, options.withoutWorkload === true),
    wishesOf(lab, recording, options),
    {
      progress: tools.progress,
      version: tools.version,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      plan,
      packages: on === 'vm' ? missingPrograms(lab.needs.packages) : lab.needs.packages,
      async prepare(session) {
        kernel ??= await viewKernel(await readFacts(await session.facts()), tools);
        const missing = known === undefined ? await missingNeeds(lab, kernel, session) : [];
        if (missing.length > 0) throw new LabNeedsError(lab.id, missing);
        tools.progress.phase(say('lab.preparing', { id: lab.id }));
        await sendWorkload(lab, recording, session);
        if (recording.prepare !== undefined)
          await runInGuest(session, recording.prepare, say('lab.preparing', lab));
        tools.progress.phase(say('lab.recording', { id: lab.id }));
        return {
          plan: withKernelNames(plan, kernel),
          cwd: labFolderOn(session),
          env: { LAB: labFolderOn(session) },
        };
      },
      join: () => ({ streams: { in: Readable.from([]), out, err: out }, terminal: undefined }),
      onHeld: () => {},
    },
  );
  await writeFile(join(folder, 'output.txt'), Buffer.concat(printed));
  return { folder, kernel: kernel! };
}

/** Shell, or a program with its arguments. */
function argvOf({ command, wrong = 'true' }: LabRecording, withoutWorkload: boolean): readonly string[] {
  if (withoutWorkload) return ['sh', '-c', wrong];
  return typeof command === 'string' ? ['sh', '-c', command] : command;
}

function wishesOf(lab: Lab, recording: LabRecording, options: LabRunOptions): RecordWishes {
  const { user, block = [], perf, depth } = recording;
  const output = options.folderOf?.(recording.id);
  return {
    ...noWishes,
    ...options.guest,
    on: options.on ?? 'vm',
    ...lab.guest,
    block,
    ...(user === undefined ? {} : { user }),
    ...(perf === undefined ? {} : { perf }),
    ...(depth === undefined ? {} : { depth }),
    ...(output === undefined ? {} : { output }),
    name: `lab-${lab.id}-${recording.id}`,
  };
}

function collect(into: Buffer[], also: NodeJS.WritableStream | undefined): PassThrough {
  const stream = new PassThrough();
  stream.on('data', (bytes: Buffer) => {
    into.push(bytes);
    also?.write(bytes);
  });
  return stream;
}
