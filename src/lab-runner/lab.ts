/** The same in both languages. */
export interface Words {
  readonly en: string;
  readonly ko: string;
}

/** A section of the course with its labs in order. */
export interface Section {
  readonly id: string;
  readonly title: Words;
  /** Day of the course. */
  readonly day: string;
  readonly labs: readonly (string | ComingLab)[];
}

/** A lab that is not there yet. */
export interface ComingLab {
  readonly coming: string;
  readonly title: Words;
}

/** `lab.yaml`; labs/lab.schema.json has a sentence for every field. */
export interface Lab {
  readonly id: string;
  readonly section: string;
  /** Where its files are. */
  readonly folder: string;
  readonly title: Words;
  readonly about: Words;
  readonly after: readonly string[];
  readonly depth: number;
  readonly minutes: number;
  readonly coming: readonly Words[];
  readonly guest: {
    readonly memory?: number;
    readonly cpus?: number;
    readonly time?: 'real' | 'instructions';
  };
  /** It may run where no guest is. */
  readonly harmless: boolean;
  readonly needs: LabNeeds;
  /** Files of labs/workloads that stand beside its own. */
  readonly shares: readonly string[];
  readonly recordings: readonly LabRecording[];
  readonly look: readonly LabLook[];
  readonly checks: readonly Check[];
}

export interface LabNeeds {
  readonly tracers: readonly string[];
  readonly events: readonly string[];
  readonly functions: readonly string[];
  readonly packages: readonly string[];
  readonly conditions: readonly { readonly test: string; readonly what: Words }[];
}

export interface LabEvent {
  readonly event: string;
  readonly filter?: string;
  readonly triggers?: readonly string[];
}

/** One recording of a lab, made in a guest of its own. */
export interface LabRecording {
  readonly id: string;
  readonly about: Words;
  readonly tracer?: 'function' | 'function_graph';
  readonly user?: boolean;
  readonly plan?: string;
  readonly events?: readonly (string | LabEvent)[];
  readonly functions?: readonly string[];
  readonly notrace?: readonly string[];
  readonly depth?: number;
  readonly stacks?: boolean;
  readonly probes?: readonly string[];
  readonly all?: boolean;
  readonly block?: readonly string[];
  readonly perf?: string;
  /** KiB a CPU. */
  readonly buffer?: number;
  readonly build?: string;
  readonly prepare?: string;
  readonly command: string | readonly string[];
  readonly wrong?: string;
}

/** A place to look at when a lab has been recorded. */
export interface LabLook {
  readonly in?: string;
  readonly command?: string;
  readonly view?: string;
  readonly about: Words;
}

/** A function of a path: one, one of several, or one that may be there. */
export type Step = string | { readonly any: readonly string[] } | { readonly perhaps: string };

interface CheckHead {
  readonly id: string;
  readonly find: Words;
  readonly in?: string;
  readonly part?: RecordingPart;
}

/** What of a recording a check reads; calls for a path and events for the rest where it is not said. */
export type RecordingPart = 'trace.dat' | 'uftrace.data' | 'blktrace' | 'perf.data';

export interface PathCheck extends CheckHead {
  readonly path: readonly Step[];
  readonly order?: 'nested' | 'sequence';
  readonly task?: string;
  readonly least?: number;
}

export interface StackCheck extends CheckHead {
  readonly event: string;
  readonly stack: readonly Step[];
  readonly task?: string;
  readonly least?: number;
}

export interface SqlCheck extends CheckHead {
  readonly sql: string;
  readonly holds?: string;
}

export interface ValuesQuery {
  readonly in?: string;
  readonly part?: RecordingPart;
  readonly sql: string;
}

export interface ValuesCheck extends CheckHead {
  readonly values: Readonly<Record<string, ValuesQuery>>;
  readonly holds: string;
}

export interface TextCheck extends CheckHead {
  readonly file: string;
  readonly matches: string;
  readonly least?: number;
}

/** What a command of ringside prints about the kernel that the lab ran on. */
export interface CommandCheck extends CheckHead {
  /** Words behind `ringside`. */
  readonly command: string;
  readonly matches: string;
  readonly least?: number;
}

/** One thing that must be found; labs/check.schema.json has a sentence for every field. */
export type Check = PathCheck | StackCheck | SqlCheck | ValuesCheck | TextCheck | CommandCheck;
