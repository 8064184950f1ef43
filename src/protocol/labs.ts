import type { RunMessage } from './record.ts';

/** A sentence in both languages: the page's may be another than the server's. */
export interface LabWords {
  readonly en: string;
  readonly ko: string;
}

/** A section of the course, in the list of `GET api/labs`. */
export interface LabSection {
  readonly id: string;
  readonly title: LabWords;
  /** Day of the course. */
  readonly day: string;
  readonly labs: readonly LabSummary[];
}

export interface LabSummary {
  readonly id: string;
  readonly title: LabWords;
  /** Checked, recorded, neither, or not there yet. */
  readonly state: 'done' | 'run' | 'new' | 'coming';
  /** Undefined for a lab that is coming. */
  readonly about?: LabWords;
  readonly minutes?: number;
  readonly after: readonly string[];
  /** When it was checked, else recorded, in ISO 8601. */
  readonly doneAt?: string;
}

/** `GET api/labs/ID`: one lab with its text. */
export interface LabPage extends LabSummary {
  readonly about: LabWords;
  readonly minutes: number;
  readonly depth: number;
  /** What of it is not there yet. */
  readonly coming: readonly LabWords[];
  /** The kernel that functions are called after; undefined where no guest was saved. */
  readonly kernel?: string;
  readonly text: { readonly en: readonly LabBlock[]; readonly ko: readonly LabBlock[] };
  readonly recordings: readonly {
    readonly id: string;
    readonly about: LabWords;
    /** Id of the newest that was made of it; undefined where there is none. */
    readonly made?: string;
  }[];
  readonly look: readonly LabLook[];
}

/** A place to look at. */
export interface LabLook {
  /** Of its recordings. */
  readonly in: string;
  readonly command?: string;
  /** An address of the page: `#/reports`. */
  readonly view?: string;
  readonly about: LabWords;
}

/** A block of a text. */
export type LabBlock =
  | { readonly kind: 'heading'; readonly depth: number; readonly words: LabInline }
  | { readonly kind: 'paragraph'; readonly words: LabInline }
  /** A command for this machine or for the guest, or a drawing. */
  | { readonly kind: 'code'; readonly where: 'sh' | 'guest' | 'drawing'; readonly text: string }
  /** What is not to be read before it was thought about. */
  | { readonly kind: 'answer'; readonly blocks: readonly LabBlock[] }
  | {
      readonly kind: 'list';
      /** Number of the first item; undefined where they have none. */
      readonly start?: number;
      readonly items: readonly (readonly LabBlock[])[];
    }
  | {
      readonly kind: 'table';
      readonly header: readonly LabInline[];
      readonly rows: readonly (readonly LabInline[])[];
    };

export type LabInline = readonly LabSpan[];

export type LabSpan =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'em'; readonly words: LabInline }
  | { readonly kind: 'link'; readonly to: string; readonly words: LabInline };

/** The first message to the websocket `api/lab`: record a lab, or record it and look for all that it names. */
export interface LabWish {
  readonly kind: 'run' | 'check';
  readonly lab: string;
}

/** What a running lab tells the page. */
export type LabMessage =
  | RunMessage
  /** A recording of it begins. */
  | { readonly kind: 'recording'; readonly id: string }
  | LabDone;

export interface LabDone {
  readonly kind: 'done';
  readonly kernel: string;
  /** Ids of the new recordings by their ids in the lab. */
  readonly made: Readonly<Record<string, string>>;
  /** What the checks found, where it was checked. */
  readonly findings?: readonly LabFinding[];
}

/** One thing that a lab names. */
export interface LabFinding {
  readonly id: string;
  readonly find: LabWords;
  readonly isFound: boolean;
  readonly count?: number;
  readonly least?: number;
  readonly steps?: readonly LabStep[];
  readonly values?: Readonly<Record<string, string | number | boolean | null>>;
  /** The condition that did not hold, or what was not there. */
  readonly missing?: string;
  readonly place?: {
    /** Id of the recording. */
    readonly recording: string;
    /** Part of it: `trace.dat`, `uftrace.data` … */
    readonly part: string;
    readonly row?: number;
    /** Nanoseconds since the start of its trace. */
    readonly time?: number;
  };
}

/** What became of a function of a path. */
export interface LabStep {
  readonly asked: string;
  readonly fate:
    | { readonly kind: 'same' | 'gone' }
    | { readonly kind: 'renamed'; readonly to: readonly string[] }
    | { readonly kind: 'inlined'; readonly into: readonly string[] }
    | { readonly kind: 'hidden'; readonly name: string };
  readonly count: number;
  readonly row?: number;
  readonly isOptional: boolean;
}
