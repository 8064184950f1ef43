import type { Command } from 'commander';
import { UsageError } from '../../base/index.ts';
import { basicRegex, type FilterWish, type ReportWishes } from '../../text/index.ts';
import { say } from '../../words/index.ts';

/** Options that trace-cmd report has, under its names. */
export interface ReportOptions {
  readonly F?: readonly FilterWish[];
  readonly r?: readonly RegExp[];
  readonly n?: readonly RegExp[];
  readonly N?: boolean;
  readonly w?: boolean;
  readonly tsDiff?: boolean;
  readonly tsOffset?: bigint;
  readonly ts2secs?: number;
  readonly rawTs?: boolean;
  readonly nodate?: boolean;
  readonly alignTs?: boolean;
}

export function addReportOptions(command: Command): Command {
  // `-v` turns the meaning of the filters behind it.
  let negated = false;
  command.on('option:v', () => {
    negated = true;
  });
  return command
    .option('-F <filter>', say('events.filter'), (text: string, before: readonly FilterWish[] = []) => [
      ...before,
      { text, negated },
    ])
    .option('-v', say('events.negate'))
    .option('-S', say('events.no-softirqs'))
    .option('-I', say('events.no-irqs'))
    .option('-r <events>', say('events.raw-events'), collectPatterns('-r'))
    .option('-n <events>', say('events.plain-events'), collectPatterns('-n'))
    .option('-N', say('events.no-plugins'))
    .option('-w', say('events.wakeups'))
    .option('--ts-diff', say('events.ts-diff'))
    .option('--ts-offset <time>', say('events.ts-offset'), parseOffset)
    .option('--ts2secs <hertz>', say('events.ts2secs'), parseHertz)
    .option('--raw-ts', say('events.raw-ts'))
    .option('--nodate', say('events.nodate'))
    .option('--align-ts', say('events.align-ts'));
}

/** Whether times must be read as they are in the file. */
export function wantsRawTimes({ rawTs, ts2secs }: ReportOptions): boolean {
  return rawTs === true || ts2secs !== undefined;
}

/** What of the options the style is told. */
export function reportWishes(options: ReportOptions): ReportWishes {
  const { r, n, tsOffset, ts2secs } = options;
  return {
    ...(r === undefined ? {} : { rawEvents: r }),
    ...(n === undefined ? {} : { plainEvents: n }),
    ...(tsOffset === undefined ? {} : { offset: tsOffset }),
    ...(ts2secs === undefined || options.rawTs === true ? {} : { ticksPerSecond: ts2secs }),
    withoutPlugins: options.N === true,
    wakeups: options.w === true,
    ...(options.tsDiff === true ? { differences: { last: 0 } } : {}),
    rawTimes: options.rawTs === true,
    undated: options.nodate === true,
    aligned: options.alignTs === true,
  };
}

function collectPatterns(option: string) {
  return (text: string, before: readonly RegExp[] = []): readonly RegExp[] => {
    try {
      return [...before, basicRegex(text, true)];
    } catch {
      throw badValue(option, text);
    }
  };
}

function parseOffset(text: string): bigint {
  if (!/^-?\d{1,19}$/.test(text)) throw badValue('--ts-offset', text);
  return BigInt(text);
}

function parseHertz(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw badValue('--ts2secs', text);
  return Number(text);
}

function badValue(option: string, value: string): UsageError {
  return new UsageError(
    say('events.bad-value', { option, value }),
    say('events.bad-value.remedy', { option }),
  );
}
