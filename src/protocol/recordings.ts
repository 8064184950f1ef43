/** `GET api/session`: what is served, and what can be asked of it. */
export interface Session {
  /** Of Ringside. */
  readonly version: string;
  /** Ids of the recordings to open first: one, or two to compare; none where there is nothing yet. */
  readonly open: readonly string[];
  readonly can: {
    /** `api/recordings/ID/sql` answers. */
    readonly sql: boolean;
    /** `api/record` records. */
    readonly record: boolean;
    /** `api/labs` has the course, and `api/lab` runs it. */
    readonly labs: boolean;
  };
}

/** A recording that the server has, in the list of `GET api/recordings`: those that were named first, then the newest. */
export interface RecordingSummary {
  /** Opaque; the same for the same recording as long as it stays where it is. */
  readonly id: string;
  /** The name of its file or folder. */
  readonly name: string;
  /** What was recorded, where it says so. */
  readonly command: readonly string[];
  /** When it was recorded or written, in ISO 8601. */
  readonly at: string;
  /** Whether it was named when the server was started or made since. */
  readonly isNamed: boolean;
}

/** A file of a recording, in the list of `GET api/recordings/ID/files`; `…/files/PATH` has its bytes, by ranges too. */
export interface RecordingFileEntry {
  /** Relative, with `/`. */
  readonly path: string;
  readonly size: number;
}
