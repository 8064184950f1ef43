import type { Command } from 'commander';
import { UsageError } from '../../base/index.ts';
import { type BlkparseWishes, parseActionMask, parseFormatSpecs } from '../../text/blkparse/index.ts';
import { say } from '../../words/index.ts';

/** The switches of `ringside events` that blkparse has too. */
export interface BlkparseOptions {
  readonly f?: string;
  readonly formatSpec?: readonly string[];
  readonly trackIos?: boolean;
  readonly perProgram?: boolean;
  readonly messages?: boolean;
  readonly q?: boolean;
  readonly actMask?: readonly string[];
}

/** Adds them. */
export function addBlkparseOptions(command: Command): Command {
  return command
    .option('-f <format>', say('events.format'))
    .option('--format-spec <action,format>', say('events.format-spec'), collect)
    .option('--act-mask <category>', say('events.act-mask'), collect)
    .option('--track-ios', say('events.track-ios'))
    .option('--per-program', say('events.per-program'))
    .option('--messages', say('events.messages'))
    .option('-q', say('events.quiet'));
}

/** An option that may be given several times. */
function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** What the command line asks blkparse's style for. Throws a `UsageError` for a format or a category that there is not. */
export function parseBlkparseWishes(options: BlkparseOptions): BlkparseWishes {
  const { f: format, formatSpec = [], actMask = [] } = options;
  try {
    return {
      formats: parseFormatSpecs(format, formatSpec),
      trackIos: options.trackIos === true,
      perProgram: options.perProgram === true,
      messages: options.messages === true,
      quiet: options.q === true,
      ...(actMask.length === 0 ? {} : { actionMask: parseActionMask(actMask) }),
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(say('events.bad-format', { text: error.message }), say('events.bad-format.remedy'));
  }
}
