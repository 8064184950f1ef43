/** Where a recording can be made, in the list of `GET api/targets`. */
export interface TargetSummary {
  readonly id: 'vm';
  /** The kernel that runs there. */
  readonly kernel: string;
  /** Why it cannot be used, with what to do about it; undefined where nothing stands against it. */
  readonly problem?: { readonly message: string; readonly remedy: string };
}

/** A named plan, in the list of `GET api/plans`. */
export interface PlanSummary {
  readonly name: string;
  readonly sentence: { readonly en: string; readonly ko: string };
  readonly events: readonly string[];
  /** Ids of the analyses that have what they need in its recordings. */
  readonly answers: readonly string[];
}

/** What is to be recorded: the first message to the websocket `api/record`. */
export interface RecordWish {
  readonly kind: 'record';
  readonly target: 'vm';
  readonly argv: readonly string[];
  /** Name of a plan; what the others ask for is added to it. */
  readonly plan?: string;
  /** Patterns: `sched:*`, `kmem:kmalloc`. */
  readonly events: readonly string[];
  /** Functions of the kernel as a graph; with the program's own and its libraries' where `user`. */
  readonly functions: 'none' | 'graph' | 'user';
  /** The whole system instead of the command and its children. */
  readonly isWholeSystem: boolean;
}

/** What the page tells a running recording. */
export type RecordOrder =
  /** As Ctrl-C: the command ends, the recording is kept. A second time by force. */
  | { readonly kind: 'stop' }
  /** All of it goes. Closing the socket says the same. */
  | { readonly kind: 'cancel' };

/** What whatever runs for the page tells it, and how it ended where it did not end well. */
export type RunMessage =
  | { readonly kind: 'phase'; readonly name: string; readonly done?: number; readonly total?: number }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'output'; readonly stream: 'out' | 'err'; readonly text: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string; readonly remedy: string };

/** What a running recording tells the page. */
export type RecordMessage =
  | RunMessage
  /** The command goes. */
  | { readonly kind: 'running'; readonly where: string }
  | {
      readonly kind: 'done';
      /** Id of the new recording. */
      readonly recording: string;
      readonly exitCode: number;
      /** Events that did not get into the recording. */
      readonly lost: number;
      readonly killedForMemory: readonly string[];
    };
