import { type EventFormat, ProblemList } from '../../store/index.ts';
import type { PerfEvent } from './attribute.ts';

/** What stands in a perf.data beside the records. */
export interface PerfMetadata {
  readonly littleEndian: boolean;
  /** Written to a pipe: descriptions are records like the others. */
  readonly pipe: boolean;
  readonly events: PerfEvent[];
  /** Formats of tracepoints, as the file carries them. */
  tracepoints: readonly EventFormat[];
  /** Bytes of the recorded kernel's `long`. */
  longBytes: 4 | 8;
  pageSize: number;
  kallsyms: Uint8Array;
  printkFormats: Uint8Array;
  savedCmdlines: Uint8Array;
  /** Build ids by path, as hex digits. */
  readonly buildIds: Map<string, string>;
  readonly features: PerfFeatures;
  readonly problems: ProblemList;
}

/** Facts of the machine and of the recording; empty where the file does not say. */
export interface PerfFeatures {
  hostname: string;
  release: string;
  version: string;
  arch: string;
  cpusOnline: number;
  cpusAvailable: number;
  cpuDescription: string;
  cpuId: string;
  /** Kilobytes. */
  totalMemory: number;
  commandLine: readonly string[];
  /** Texts of the topology of CPUs: packages, then cores. */
  topology: readonly string[];
  /** Groups of events: name, first event, number of events. */
  groups: readonly { readonly name: string; readonly leader: number; readonly members: number }[];
  /** `perf record -k`: id of the clock, or its resolution alone. */
  clockResolution: number | undefined;
  sampleTime: { readonly first: number; readonly last: number } | undefined;
}

export function emptyMetadata(littleEndian: boolean, pipe: boolean): PerfMetadata {
  return {
    littleEndian,
    pipe,
    events: [],
    tracepoints: [],
    longBytes: 8,
    pageSize: 4096,
    kallsyms: new Uint8Array(0),
    printkFormats: new Uint8Array(0),
    savedCmdlines: new Uint8Array(0),
    buildIds: new Map(),
    features: {
      hostname: '',
      release: '',
      version: '',
      arch: '',
      cpusOnline: 0,
      cpusAvailable: 0,
      cpuDescription: '',
      cpuId: '',
      totalMemory: 0,
      commandLine: [],
      topology: [],
      groups: [],
      clockResolution: undefined,
      sampleTime: undefined,
    },
    problems: new ProblemList(),
  };
}
