import type { Readable } from 'node:stream';
import type { TimeKind } from '../base/index.ts';

/** What a piece of shell printed in the target's agent, and its exit code. */
export interface Answer {
  readonly code: number;
  readonly lines: readonly string[];
}

/** A command to run on a target. */
export interface Command {
  readonly argv: readonly string[];
  /** Where it starts, when the target can see that folder; `~` for the home of a login. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** A terminal for its streams; three separate streams without. */
  readonly terminal: TerminalSize | undefined;
}

export interface TerminalSize {
  readonly rows: number;
  readonly columns: number;
}

/** Where the streams of a command come from and go to. */
export interface CommandStreams {
  readonly in: NodeJS.ReadableStream;
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
}

/** A command that is loaded but held before its first step, so that the tracer can be told of it. */
export interface HeldCommand {
  readonly pid: number;
  /** Lets it go. */
  release(): Promise<void>;
  /** Sends a signal (`INT`, `TERM`…) to it and its children. */
  signal(name: string): Promise<void>;
  resize(rows: number, columns: number): Promise<void>;
  /** Its exit code, 128 + n after a signal, when all it printed has been written. */
  readonly ended: Promise<number>;
}

/** What a recording will ask of the tracer, as far as a target must know it before. */
export interface TracerNeeds {
  readonly tracer: 'nop' | 'function' | 'function_graph';
  /** The graph is limited to functions or a depth. */
  readonly limitsGraph: boolean;
  /** uftrace will have the tracer. */
  readonly user: boolean;
  /** KiB of buffer a CPU, where asked for. */
  readonly bufferKiB: number | undefined;
}

/** A machine that is up, on which commands run and are traced. */
export interface TargetSession {
  readonly target: string;
  readonly timeKind: TimeKind;
  readonly arch: string;
  readonly cpus: number;
  /** In a sentence: which kernel, on what. */
  readonly description: string;
  readonly kernel: string;
  /** A folder of files that say what must be known of the kernel to read what it traced. */
  facts(): Promise<string>;
  /** Where the command's file system begins, as the agent sees it. */
  readonly root: string;
  /** The agent's folder inside it, where the recorder lays aside what goes into the recording. */
  readonly place: string;
  /** The instance of tracefs that records; '' for its top level. */
  readonly instance: string;
  /** The group of the probes that are made for the recording. */
  readonly probeGroup: string;
  /** What a command has around it: our own folder and variables, those like ours, or those of a login there. */
  readonly surroundings: 'ours' | 'like ours' | 'a login';
  /** A command there has our terminal itself, not one of its own that is joined to ours. */
  readonly sharesTerminal: boolean;
  /** The tracer that stands armed already. */
  readonly armed: string;
  /** Runs shell in the agent; any exit code is an answer. */
  evaluate(script: string, seconds?: number): Promise<Answer>;
  /** Runs shell that must succeed, else a TargetError named `what`. */
  must(what: string, script: string, seconds?: number): Promise<readonly string[]>;
  /** Runs shell where commands run and as who they run. */
  asUser(script: string, seconds?: number): Promise<Answer>;
  hold(command: Command, streams: CommandStreams): Promise<HeldCommand>;
  /** The raw pages of one CPU's buffer while the agent drains them. */
  pages(cpu: number): Readable;
  /** Settles when all that the agent drained is in `pages`; to be asked after `stop_draining`. */
  pagesSent(): Promise<void>;
  /** What the agent packs: the script must call `pack FILE…` once. */
  receive(
    what: string,
    script: string,
    folder: string,
    accepts: (name: string, bytes: number) => boolean,
  ): Promise<readonly string[]>;
  /** What the machine's kernel said while the session is open. */
  console(): Promise<string>;
  close(): Promise<void>;
}
