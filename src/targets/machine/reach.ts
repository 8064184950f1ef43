import type { ChildProcess, ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { TargetError } from '../../base/index.ts';
import type { Command, CommandStreams, TargetSession } from '../target.ts';

/** A shell somewhere, with its three streams. */
export type ShellProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/** A way to a machine: what differs between this one and one behind ssh. */
export interface Reach {
  /** `local` or `ssh://…`. */
  readonly target: string;
  readonly surroundings: TargetSession['surroundings'];
  /** Starts a shell, as whoever we are there, that runs the first so many bytes of its standard input. */
  shell(bytes: number): ShellProcess;
  /** What is to be said of a shell that ended without having been asked to; undefined where that is nothing special. */
  explain(code: number | undefined, said: string): TargetError | undefined;
  /** Starts a command that holds before its first step. */
  hold(command: Command, streams: CommandStreams, place: Place): Promise<StartedCommand>;
  /** Behind a line that may be slow (what its kernel tells of itself is kept) or go dead (then the agent ends). */
  readonly isFar: boolean;
  /** Ends what was opened to get there. */
  close(): void;
}

/** What holding a command needs of the agent. */
export interface Place {
  /** The agent's folder. */
  readonly folder: string;
  must(what: string, script: string, seconds?: number): Promise<readonly string[]>;
  /** Settles with the command's exit code when the agent sees it ended; for commands that a shell there runs. */
  readonly exit: Promise<number>;
}

/** A command that a reach started. */
export interface StartedCommand {
  readonly process: ChildProcess;
  readonly pid: number;
  release(): Promise<void>;
  signal(name: string): Promise<void>;
  /** Settles with its exit code as soon as it has ended; what it printed may be on its way. */
  readonly exit: Promise<number>;
}
