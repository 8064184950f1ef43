import type { Command } from 'commander';
import { UsageError } from '../../base/index.ts';
import { TraceDatRecording } from '../../formats/index.ts';
import { type FileFact, printFileFact } from '../../text/index.ts';
import { say } from '../../words/index.ts';
import type { OpenedRecording } from '../open/open-recording.ts';
import type { TextSink } from './output-stream.ts';

/** Options of trace-cmd report that tell of a file instead of printing its events. */
export interface FactOptions {
  readonly functions?: boolean;
  readonly P?: boolean;
  readonly E?: boolean;
  readonly cpus?: boolean;
  readonly firstEvent?: boolean;
  readonly lastEvent?: boolean;
  readonly uname?: boolean;
  readonly stat?: boolean;
}

export function addFactOptions(command: Command): Command {
  return command
    .option('--functions', say('events.functions'))
    .option('-P', say('events.printks'))
    .option('-E', say('events.formats'))
    .option('--cpus', say('events.cpus'))
    .option('--first-event', say('events.first-event'))
    .option('--last-event', say('events.last-event'))
    .option('--uname', say('events.uname'))
    .option('--stat', say('events.stat'));
}

/** The fact that is asked for; where several are, the one that trace-cmd prints. */
export function wantedFact(options: FactOptions): FileFact | undefined {
  if (options.functions === true) return 'functions';
  if (options.P === true) return 'printks';
  if (options.E === true) return 'formats';
  if (options.cpus === true || options.firstEvent === true || options.lastEvent === true) return 'cpus';
  if (options.uname === true) return 'uname';
  return options.stat === true ? 'stat' : undefined;
}

/** Prints a fact of a trace.dat; throws a UsageError where the recording is of another format. */
export async function printFact(
  { recording, path }: OpenedRecording,
  fact: FileFact,
  options: FactOptions & { readonly t?: boolean },
  sink: TextSink,
): Promise<void> {
  if (!(recording instanceof TraceDatRecording)) {
    throw new UsageError(
      say('events.no-fact', { file: path, format: recording.format }),
      say('events.no-fact.remedy'),
    );
  }
  const wishes = {
    firstEvent: options.firstEvent === true,
    lastEvent: options.lastEvent === true,
    nanoseconds: options.t === true,
  };
  for await (const piece of printFileFact(recording, fact, path, wishes)) await sink.write(piece);
}
