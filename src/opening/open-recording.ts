import { type ByteSource, FormatError, type SourceFolder, type TimeKind, UsageError } from '../base/index.ts';
import { detectFormat, formats, type Recording, type RecordingInput } from '../formats/index.ts';
import type { Problem } from '../store/index.ts';
import { say } from '../words/index.ts';
import { chooseWithin, eventsFirst } from './choose-within.ts';
import type { OpenTools } from './packing.ts';
import { noFacts, parseRecordingFacts, type RecordingFacts } from './recording-facts.ts';
import { withSnapshots } from './snapshots.ts';
import { isTar, openTar } from './tar-folder.ts';
import { unwrap } from './unwrap.ts';

/** A recording, and what is known of it besides its records. */
export interface OpenedRecording {
  readonly recording: Recording;
  readonly time: TimeKind;
  /** What the recording.json around or beside it says; `noFacts` where there is none. */
  readonly facts: RecordingFacts;
  /** What is missing because a stream around the recording is broken; the recording's own problems are its traces'. */
  readonly problems: readonly Problem[];
  /** Which part of a folder or archive was opened; empty where it was all of it. */
  readonly part: string;
  /** Parts of it that can be opened instead, by naming them as wanted: `trace.dat`, `uftrace.data` … */
  readonly parts: readonly string[];
}

/**
 * Opens a recording of any format. A file may be packed (gzip, xz, zstd) or an archive (tar); a recording folder of Ringside's
 * own, archived or not, stands for what it holds, the first of `wanted` that is there. Throws a `UsageError` where it
 * is none, and a `FormatError` where nothing can be read of it.
 */
export async function openRecording(
  input: RecordingInput,
  tools: OpenTools,
  wanted: readonly string[] = eventsFirst,
): Promise<OpenedRecording> {
  const inside = await lookInside(
    { input, facts: undefined, own: undefined, problems: [], part: '', parts: [] },
    tools,
    wanted,
  );
  const format = await detectFormat(inside.input);
  if (format === undefined) throw noRecording(inside.input, nameOf(input));
  const { problems, part, parts } = inside;
  const beside = inside.facts === undefined ? besideOf(input) : undefined;
  const facts = inside.facts ?? (beside && (await factsIn(beside))) ?? noFacts;
  const opened = await format.open(inside.input, tools);
  const own = inside.own ?? (facts === noFacts ? undefined : beside);
  const recording = own === undefined ? opened : withSnapshots(opened, own);
  return { recording, time: facts.time, facts, problems, part, parts };
}

function nameOf(input: RecordingInput): string {
  return input.kind === 'file' ? input.source.name : input.folder.name;
}

function noRecording(found: RecordingInput, file: string): UsageError {
  if (found.kind === 'file' && found.source.size === 0)
    return new UsageError(say('events.empty', { file }), say('events.empty.remedy'));
  const known = formats.map(one => one.title).join(', ');
  return new UsageError(
    say('events.unknown-format', { file }),
    say('events.unknown-format.remedy', { known }),
  );
}

/** What was found so far on the way into folders, streams and archives. */
interface LookedInside {
  readonly input: RecordingInput;
  readonly facts: RecordingFacts | undefined;
  /** The recording folder of Ringside's own that it lies in. */
  readonly own: SourceFolder | undefined;
  readonly problems: readonly Problem[];
  readonly part: string;
  readonly parts: readonly string[];
}

const deepest = 3;
const tarHeadBytes = 512;

async function lookInside(
  found: LookedInside,
  tools: OpenTools,
  wanted: readonly string[],
  depth = 0,
): Promise<LookedInside> {
  if (found.input.kind === 'folder') {
    const { folder } = found.input;
    const chosen = await chooseWithin(folder, wanted);
    const told = await factsIn(folder);
    const own = told === undefined ? found.own : folder;
    const inside = { ...chosen, facts: told ?? found.facts, own, problems: found.problems };
    return chosen.input.kind === 'folder' ? inside : lookInside(inside, tools, wanted, depth);
  }
  const { source, problems } = await unwrap(found.input.source, tools);
  const unwrapped = { ...found, problems: [...found.problems, ...problems] };
  if (isTar(await source.read(0, tarHeadBytes))) {
    if (depth >= deepest)
      throw new FormatError('tar', 0, 'a recording', 'an archive in an archive in an archive');
    const folder = await openTar(source);
    return lookInside({ ...unwrapped, input: { kind: 'folder', folder } }, tools, wanted, depth + 1);
  }
  return source === found.input.source ? unwrapped : { ...unwrapped, input: { kind: 'file', source } };
}

function besideOf(input: RecordingInput): SourceFolder | undefined {
  return input.kind === 'file' ? input.beside : undefined;
}

async function factsIn(folder: SourceFolder): Promise<RecordingFacts | undefined> {
  const file: ByteSource | undefined = await folder.open('recording.json');
  return file === undefined ? undefined : parseRecordingFacts(file);
}
