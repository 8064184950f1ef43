import type { RunMessage } from './record.ts';

/** The first message to the websocket `api/terminal`: the guest of a lab with a shell on a terminal. */
export interface TerminalWish {
  readonly kind: 'terminal';
  readonly lab: string;
  readonly rows: number;
  readonly columns: number;
}

/**
 * What the page tells a terminal besides `RecordOrder`, whose `stop` hangs up: the shell ends, and what it left comes home; a
 * second time by force. What is typed goes as binary messages.
 */
export type TerminalOrder =
  | { readonly kind: 'resize'; readonly rows: number; readonly columns: number }
  /** So many bytes of what was printed are drawn: as many more may come. */
  | { readonly kind: 'drawn'; readonly bytes: number };

/** What a terminal tells the page. What is printed there comes as binary messages. */
export type TerminalMessage =
  | RunMessage
  /** The shell goes. */
  | { readonly kind: 'running'; readonly where: string }
  | TerminalDone;

export interface TerminalDone {
  readonly kind: 'done';
  readonly exitCode: number;
  /** What was left in `/out`; undefined where that was nothing. */
  readonly home?: {
    /** Id of the new recording. */
    readonly recording: string;
    readonly names: readonly string[];
    /** Which of them are recordings, by the part to open. */
    readonly parts: readonly string[];
    /** How many entries could not come. */
    readonly leftBehind: number;
  };
}
