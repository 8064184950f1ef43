import type { QuestionName } from '../../views/index.ts';

/** What a page opens a recording from. */
export type OpenFrom =
  /** Files that were dropped or chosen, with their paths in the folder that was. */
  | { readonly kind: 'files'; readonly files: readonly { readonly path: string; readonly file: File }[] }
  /** A recording of the server's. */
  | { readonly kind: 'served'; readonly id: string }
  /** One that stands in the page. */
  | { readonly kind: 'bytes'; readonly name: string; readonly bytes: Uint8Array };

export type ToWorker =
  | { readonly kind: 'ask'; readonly id: number; readonly name: QuestionName; readonly params: unknown }
  | {
      readonly kind: 'open';
      readonly id: number;
      readonly from: OpenFrom;
      /** The page's folder. */
      readonly base: string;
      /** Which part of a recording folder is wanted; its events where it is not said. */
      readonly wanted?: readonly string[];
    }
  | { readonly kind: 'close'; readonly id: number }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'language'; readonly language: 'en' | 'ko' };

export type FromWorker =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: Failure }
  | {
      readonly kind: 'progress';
      readonly id: number;
      readonly done: number;
      readonly of: number;
      readonly what: string;
    };

/** Why something could not be answered, and what to do about it. */
export interface Failure {
  readonly message: string;
  readonly remedy: string;
  /** A bug of ours, as against a broken file. */
  readonly isBug: boolean;
}

/** What is known of a recording when it is open. */
export interface OpenedHead {
  readonly of: number;
  readonly name: string;
  /** Which part of a recording folder it is, and what else of it can be opened by naming it as wanted. */
  readonly part: string;
  readonly parts: readonly string[];
  /** What the wall clock said at its start, in nanoseconds since 1970; undefined where nothing tells. */
  readonly wallStart: bigint | undefined;
  /** Its id where the server has it. */
  readonly servedAs?: string;
}
