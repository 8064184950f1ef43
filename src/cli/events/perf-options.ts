import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { UsageError } from '../../base/index.ts';
import type { RecordGroup, StyleWishes } from '../../text/index.ts';
import { say } from '../../words/index.ts';
import { binariesBelow } from '../open/binaries.ts';

/** Options that perf script has, under its names. */
export interface PerfOptions {
  readonly fields?: readonly string[];
  readonly ns?: boolean;
  readonly kallsyms?: string;
  readonly symfs?: string;
  readonly demangle?: boolean;
  readonly showTaskEvents?: boolean;
  readonly showMmapEvents?: boolean;
  readonly showSwitchEvents?: boolean;
  readonly showNamespaceEvents?: boolean;
  readonly showCgroupEvents?: boolean;
  readonly showLostEvents?: boolean;
  readonly showBpfEvents?: boolean;
}

const groups: readonly (readonly [RecordGroup, keyof PerfOptions])[] = [
  ['task', 'showTaskEvents'],
  ['mmap', 'showMmapEvents'],
  ['switch', 'showSwitchEvents'],
  ['namespace', 'showNamespaceEvents'],
  ['cgroup', 'showCgroupEvents'],
  ['lost', 'showLostEvents'],
  ['bpf', 'showBpfEvents'],
];

export function addPerfOptions(command: Command): Command {
  command
    .option('--fields <names>', say('events.fields'), (text: string, before: readonly string[] = []) => [
      ...before,
      text,
    ])
    .option('--ns', say('events.ns'))
    .option('--kallsyms <file>', say('events.kallsyms'))
    .option('--symfs <folder>', say('events.symfs'))
    .option('--demangle', say('events.demangle'));
  for (const [group] of groups)
    command.option(`--show-${group}-events`, say('events.show-records', { group }));
  return command;
}

/** What of the options styles are told; reads the files they name. */
export async function perfWishes(options: PerfOptions): Promise<StyleWishes> {
  const records = groups.filter(([, option]) => options[option] === true).map(([group]) => group);
  return {
    records,
    // As perf does: where nothing else is said, binaries of this machine that have the recorded build ids.
    binaries: binariesBelow(options.symfs ?? '/'),
    demangle: options.demangle === true,
    ...(options.fields === undefined ? {} : { fields: options.fields }),
    ...(options.kallsyms === undefined ? {} : { kallsyms: await readKallsyms(options.kallsyms) }),
  };
}

async function readKallsyms(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(
      say('events.no-kallsyms', { file, reason: code ?? message }),
      say('events.no-kallsyms.remedy'),
    );
  }
}
