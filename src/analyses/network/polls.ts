import { type Problem, type Table, type Trace, tableOf } from '../../store/index.ts';
import { EventWalk } from '../walk/index.ts';
import { pollsTable } from './tables.ts';

/** Polls of a device on a CPU. */
export interface Poll {
  readonly device: string;
  readonly cpu: number;
  polls: number;
  work: number;
  empty: number;
  exhausted: number;
  most: number;
}

export function followPolls(trace: Trace): {
  readonly polls: readonly Poll[];
  readonly problems: readonly Problem[];
} {
  const polls = new Map<string, Poll>();
  const walk = new EventWalk(trace);
  walk.on('napi:napi_poll', fields => {
    const [device, work] = [fields.text('dev_name'), fields.number('work')];
    // Kernels before 4.6 have neither work nor budget.
    const budget = fields.number('budget', Number.POSITIVE_INFINITY);
    return row => {
      const [name, cpu, found] = [device(row), trace.cpu[row]!, work(row)];
      const key = `${cpu} ${name}`;
      let sums = polls.get(key);
      if (sums === undefined) {
        sums = { device: name, cpu, polls: 0, work: 0, empty: 0, exhausted: 0, most: 0 };
        polls.set(key, sums);
      }
      sums.polls++;
      sums.work += found;
      sums.most = Math.max(sums.most, found);
      if (found === 0) sums.empty++;
      else if (found >= budget(row)) sums.exhausted++;
    };
  });
  const problems = walk.run();
  return { polls: [...polls.values()], problems };
}

export function pollsOf(polls: readonly Poll[]): Table {
  return tableOf(
    pollsTable,
    polls.map(poll => ({ ...poll })),
  );
}
