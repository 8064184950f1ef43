import type { Command } from 'commander';
import { UsageError } from '../../base/index.ts';
import { type KernelWishes, parseKernelWishes, type StyleWishes } from '../../text/index.ts';
import { say } from '../../words/index.ts';

/** Options for the kernel's own text. */
export interface KernelOptions {
  readonly traceOptions?: KernelWishes;
}

export function addKernelOptions(command: Command): Command {
  return command.option('--trace-options <list>', say('events.trace-options'), parse);
}

/** What of the options the style is told. */
export function kernelWishes({ traceOptions }: KernelOptions): StyleWishes {
  return traceOptions === undefined ? {} : { kernel: traceOptions };
}

function parse(text: string): KernelWishes {
  const wishes = parseKernelWishes(text);
  if (typeof wishes !== 'string') return wishes;
  throw new UsageError(
    say('events.bad-value', { option: '--trace-options', value: wishes }),
    say('events.bad-value.remedy', { option: '--trace-options' }),
  );
}
