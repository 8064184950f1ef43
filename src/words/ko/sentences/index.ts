import { block } from './block.ts';
import { bpf } from './bpf.ts';
import { calls } from './calls.ts';
import { cgroup } from './cgroup.ts';
import { elf } from './elf.ts';
import { files } from './files.ts';
import { irq } from './irq.ts';
import { journey } from './journey.ts';
import { locks } from './locks.ts';
import { macros } from './macros.ts';
import { memory } from './memory.ts';
import { network } from './network.ts';
import { others } from './others.ts';
import { koreanByPattern } from './patterns.ts';
import { power } from './power.ts';
import { problems } from './problems.ts';
import { proc } from './proc.ts';
import { sched } from './sched.ts';
import { signal } from './signal.ts';
import { syscalls } from './syscalls.ts';
import { tables } from './tables.ts';
import { unpaired } from './unpaired.ts';
import { workqueue } from './workqueue.ts';

const sentences: ReadonlyMap<string, string> = new Map(
  [
    block,
    bpf,
    calls,
    cgroup,
    elf,
    files,
    irq,
    journey,
    locks,
    macros,
    memory,
    network,
    others,
    power,
    problems,
    proc,
    sched,
    signal,
    syscalls,
    tables,
    unpaired,
    workqueue,
  ].flatMap(Object.entries<string>),
);

/** The Korean of a sentence that is English data: of a table, column, track, problem …; undefined where there is none. */
export function koreanSentence(sentence: string): string | undefined {
  return sentences.get(sentence) ?? koreanByPattern(sentence);
}
