import { decodeLatin1, decodeUtf8, FormatError } from '../../base/index.ts';

/** Features of a recording, bits of the header's `feat_mask` (uftrace.h, enum uftrace_feat_bits). */
export const feature = {
  pltHook: 1 << 0,
  taskSession: 1 << 1,
  kernel: 1 << 2,
  argument: 1 << 3,
  returnValue: 1 << 4,
  relativeSymbols: 1 << 5,
  maxStack: 1 << 6,
  event: 1 << 7,
  perfEvent: 1 << 8,
  autoArguments: 1 << 9,
  debugInfo: 1 << 10,
  estimateReturn: 1 << 11,
  symbolSize: 1 << 12,
} as const;

/** How function patterns in the recording's options are to be understood. */
export type PatternKind = 'simple' | 'regex' | 'glob';

/** The file `info`: what was run and how it was recorded. */
export interface UftraceInfo {
  readonly version: number;
  readonly littleEndian: boolean;
  readonly longBytes: 4 | 8;
  readonly features: number;
  /** The numbers of the header that say the same, as they are. */
  readonly header: {
    readonly magic: Uint8Array;
    readonly bytes: number;
    readonly endian: number;
    readonly elfClass: number;
    readonly features: bigint;
    readonly infos: bigint;
  };
  readonly maxStack: number;
  /** Task ids in the order of the file, which is the order in which equal times are told. */
  readonly tids: readonly number[];
  readonly program: string;
  readonly commandLine: string;
  readonly kernel: string;
  readonly hostName: string;
  readonly processor: string;
  /** Free and all, as uftrace worded it. */
  readonly memory: string;
  /** CPUs that were online; 0 where it is not said. */
  readonly cpuCount: number;
  readonly elapsed: string;
  readonly uftraceVersion: string;
  readonly exitStatus: number | undefined;
  readonly argumentSpec: string | undefined;
  readonly returnSpec: string | undefined;
  readonly autoArguments: string | undefined;
  readonly autoReturns: string | undefined;
  readonly autoEnums: string | undefined;
  /** Recorded with `--auto-args`: every function with a known specification has its arguments. */
  readonly autoArgumentsOn: boolean;
  readonly patternKind: PatternKind;
}

const headerBytes = 40;
const magic = 'Ftrace!\0';
const defaultMaxStack = 1024;
const oldestVersion = 3;
const newestVersion = 4;

/** Whether these are the first bytes of a file `info` of uftrace. */
export function isUftraceInfo(head: Uint8Array): boolean {
  return head.length >= magic.length && decodeLatin1(head.subarray(0, magic.length)) === magic;
}

/** Reads `info`. Throws where it is not one or of a version nobody knows. */
export function parseInfo(bytes: Uint8Array): UftraceInfo {
  if (!isUftraceInfo(bytes)) {
    throw new FormatError('uftrace info', 0, '"Ftrace!"', JSON.stringify(decodeLatin1(bytes.subarray(0, 8))));
  }
  if (bytes.length < headerBytes) {
    throw new FormatError('uftrace info', bytes.length, `${headerBytes} bytes of header`, 'the end');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = bytes[14] === 1;
  const version = view.getUint32(8, littleEndian);
  if (version < oldestVersion || version > newestVersion) {
    throw new FormatError('uftrace info', 8, `version ${oldestVersion} to ${newestVersion}`, String(version));
  }
  const features = view.getUint32(littleEndian ? 16 : 20, littleEndian);
  const maxStack = view.getUint16(32, littleEndian);
  const lines = parseLines(decodeUtf8(bytes.subarray(headerBytes)));
  const exit = Number(lines.get('exit_status') ?? Number.NaN);
  return {
    version,
    littleEndian,
    longBytes: bytes[15] === 1 ? 4 : 8,
    features,
    header: {
      magic: bytes.slice(0, magic.length),
      bytes: view.getUint16(12, littleEndian),
      endian: bytes[14]!,
      elfClass: bytes[15]!,
      features: view.getBigUint64(16, littleEndian),
      infos: view.getBigUint64(24, littleEndian),
    },
    maxStack: (features & feature.maxStack) !== 0 && maxStack > 0 ? maxStack : defaultMaxStack,
    tids: parseTids(lines.get('taskinfo.tids') ?? ''),
    program: lines.get('exename') ?? '',
    commandLine: lines.get('cmdline') ?? '',
    kernel: lines.get('osinfo.kernel') ?? '',
    hostName: lines.get('osinfo.hostname') ?? '',
    processor: lines.get('cpuinfo.desc') ?? '',
    memory: lines.get('meminfo') ?? '',
    cpuCount: Math.min(0xffff, Number.parseInt(lines.get('cpuinfo.nr_cpus') ?? '0', 10) || 0),
    elapsed: lines.get('elapsed_time') ?? '',
    uftraceVersion: lines.get('uftrace_version') ?? '',
    exitStatus: Number.isFinite(exit) ? exit : undefined,
    argumentSpec: lines.get('argspec'),
    returnSpec: lines.get('retspec'),
    autoArguments: lines.get('argauto'),
    autoReturns: lines.get('retauto'),
    autoEnums: lines.get('enumauto'),
    autoArgumentsOn: lines.get('auto-args')?.startsWith('1') === true,
    patternKind: patternKindOf(lines.get('pattern_type')),
  };
}

/** `key:value` lines; those of a group (`osinfo:kernel=…`) are found as `osinfo.kernel`. */
function parseLines(text: string): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const key = line.slice(0, colon);
    const value = line.slice(colon + 1);
    if (value.startsWith('lines=')) continue;
    const grouped = key.endsWith('info') ? /^([a-z_]+)=(.*)$/.exec(value) : null;
    if (grouped !== null) lines.set(`${key}.${grouped[1]}`, grouped[2]!);
    else lines.set(key, value);
  }
  return lines;
}

function parseTids(text: string): number[] {
  const tids = new Set<number>();
  for (const word of text.split(',')) {
    const tid = /^\s*\d+\s*$/.test(word) ? Number(word) : 0;
    if (tid > 0 && tid <= 0x7fff_ffff) tids.add(tid);
  }
  return [...tids];
}

function patternKindOf(text: string | undefined): PatternKind {
  return text === 'glob' || text === 'simple' ? text : 'regex';
}
