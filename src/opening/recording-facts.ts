import { type ByteSource, decodeUtf8, type TimeKind } from '../base/index.ts';
import { readUname } from '../kernel/index.ts';

/** What the `recording.json` of a recording folder tells readers; empty where it does not. */
export interface RecordingFacts {
  /** The command that was recorded, with its arguments. */
  readonly command: readonly string[];
  /** Release of the kernel, e.g. `6.1.0-56-amd64`. */
  readonly release: string;
  /** Debian's package of the kernel, with its version. */
  readonly package: string;
  /** The architecture as `uname -m` says it. */
  readonly arch: string;
  readonly time: TimeKind;
  /** What the wall clock said at a moment of the monotonic one, in nanoseconds; undefined where it is not known. */
  readonly realtime: { readonly monotonic: bigint; readonly realtime: bigint } | undefined;
  /** Names of the files and folders of the recording. */
  readonly files: readonly string[];
}

export const noFacts: RecordingFacts = {
  command: [],
  release: '',
  package: '',
  arch: '',
  time: 'real',
  realtime: undefined,
  files: [],
};

/** A recording.json has a few kilobytes, and a long command line. */
const largest = 1 << 22;

/** Reads a recording.json as far as it can be understood: `noFacts` where it cannot. */
export async function parseRecordingFacts(source: ByteSource): Promise<RecordingFacts> {
  try {
    return source.size > largest
      ? noFacts
      : factsOf(JSON.parse(decodeUtf8(await source.read(0, source.size))));
  } catch {
    return noFacts;
  }
}

function factsOf(said: unknown): RecordingFacts {
  const { command, kernel, time, files } = fieldsOf(said);
  const { uname, arch, package: from } = fieldsOf(kernel);
  const { kind, pairs } = fieldsOf(time);
  const ofUname = readUname(textOf(uname));
  return {
    command: textsOf(command),
    release: ofUname.release,
    package: textOf(from),
    arch: textOf(arch) || ofUname.arch,
    time: kind === 'emulated' || kind === 'instructions' ? kind : 'real',
    realtime: pairOf(Array.isArray(pairs) ? pairs[0] : undefined),
    files: textsOf(files),
  };
}

function pairOf(said: unknown): RecordingFacts['realtime'] {
  const { monotonic, realtime } = fieldsOf(said);
  const isNumber = (text: string): boolean => /^\d{1,19}$/.test(text);
  const [at, is] = [textOf(monotonic), textOf(realtime)];
  return isNumber(at) && isNumber(is) && is !== '0'
    ? { monotonic: BigInt(at), realtime: BigInt(is) }
    : undefined;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(one => typeof one === 'string') : [];
}
