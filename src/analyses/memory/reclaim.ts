import { growing, type Problem, type Trace } from '../../store/index.ts';
import { mostIn16Bits, Names } from '../names/index.ts';
import { type Tasks, tasksOf } from '../tasks/index.ts';
import { type EventFields, EventWalk, OpenPairs } from '../walk/index.ts';
import { gfpReader } from './gfp.ts';

/** Stretches of time in which memory was reclaimed or compacted, one row each. */
export class Stalls {
  readonly kind = growing.u8();
  readonly task = growing.u32();
  readonly beginRow = growing.u32();
  readonly endRow = growing.u32();
  readonly order = growing.f64();
  readonly gfp = growing.u16();
  /** Pages; NaN where the event does not say. */
  readonly reclaimed = growing.f64();
  readonly flags = new Names(mostIn16Bits);

  get count(): number {
    return this.kind.length;
  }
}

interface StallKind {
  readonly name: string;
  readonly begin: string;
  readonly end: string;
}

export const stallKinds: readonly StallKind[] = [
  {
    name: 'direct reclaim',
    begin: 'vmscan:mm_vmscan_direct_reclaim_begin',
    end: 'vmscan:mm_vmscan_direct_reclaim_end',
  },
  {
    name: 'cgroup reclaim',
    begin: 'vmscan:mm_vmscan_memcg_reclaim_begin',
    end: 'vmscan:mm_vmscan_memcg_reclaim_end',
  },
  {
    name: 'cgroup soft limit',
    begin: 'vmscan:mm_vmscan_memcg_softlimit_reclaim_begin',
    end: 'vmscan:mm_vmscan_memcg_softlimit_reclaim_end',
  },
  {
    name: 'node reclaim',
    begin: 'vmscan:mm_vmscan_node_reclaim_begin',
    end: 'vmscan:mm_vmscan_node_reclaim_end',
  },
  { name: 'compaction', begin: 'compaction:mm_compaction_begin', end: 'compaction:mm_compaction_end' },
  { name: 'kswapd', begin: 'vmscan:mm_vmscan_kswapd_wake', end: 'vmscan:mm_vmscan_kswapd_sleep' },
];

/** What one task looked at and got back, on one node. */
export interface Scan {
  readonly task: number;
  readonly node: number;
  scanned: number;
  reclaimed: number;
  dirty: number;
  underWriteback: number;
  written: number;
  wakeups: number;
}

export interface OomKill {
  readonly row: number;
  readonly tid: number;
  readonly comm: string;
  readonly by: number;
  /** KiB; undefined where the kernel's event does not say. */
  readonly anon: number | undefined;
  readonly fileBacked: number | undefined;
  readonly shared: number | undefined;
  readonly adjustment: number | undefined;
  /** Direct reclaims of the task that ran out of memory, and what the last of its retries saw. */
  readonly stalls: number;
  readonly retry: Retry | undefined;
}

/** Free memory of a zone against its watermark, as an allocation looked whether to try again. */
export interface Retry {
  readonly row: number;
  readonly node: number;
  readonly order: number;
  readonly reclaimable: number;
  readonly available: number;
  readonly watermark: number;
  readonly loops: number;
  readonly enough: boolean;
}

export interface Reclaim {
  readonly stalls: Stalls;
  readonly scans: readonly Scan[];
  readonly kills: readonly OomKill[];
  readonly retries: readonly Retry[];
  readonly problems: readonly Problem[];
}

const mostRetries = 1 << 16;

/** Follows who reclaimed memory, with what result, and who was killed for want of it. */
export function followReclaim(trace: Trace): Reclaim {
  return new ReclaimFollower(trace).follow();
}

class ReclaimFollower {
  readonly #trace: Trace;
  readonly #tasks: Tasks;
  readonly #walk: EventWalk;
  readonly #stalls = new Stalls();
  readonly #pairs: readonly OpenPairs[];
  readonly #scans = new Map<string, Scan>();
  readonly #kills: OomKill[] = [];
  readonly #retries: Retry[] = [];
  readonly #lastRetry = new Map<number, Retry>();
  readonly #reclaims = new Map<number, number>();

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#tasks = tasksOf(trace);
    this.#walk = new EventWalk(trace);
    this.#pairs = stallKinds.map(() => new OpenPairs(trace));
    this.#stalls.flags.code('');
  }

  follow(): Reclaim {
    for (const [kind, { begin, end }] of stallKinds.entries()) this.#followStalls(kind, begin, end);
    this.#followScans();
    this.#followKills();
    const problems = this.#walk.run();
    return {
      stalls: this.#stalls,
      scans: [...this.#scans.values()],
      kills: this.#kills,
      retries: this.#retries,
      problems: [
        ...problems,
        ...this.#pairs.flatMap((pairs, kind) =>
          pairs.problems(`memory.${stallKinds[kind]!.name.replaceAll(' ', '-')}`),
        ),
      ],
    };
  }

  #followStalls(kind: number, begin: string, end: string): void {
    const pairs = this.#pairs[kind]!;
    const begins = new Map<number, { readonly order: number; readonly gfp: number }>();
    this.#walk.on(begin, fields => {
      const order = fields.number('order', Number.NaN);
      const gfp = fields.has('gfp_flags') ? gfpReader(this.#trace, fields.event) : () => '';
      return row => {
        const task = this.#tasks.ofRow(row);
        // kswapd wakes again and again before it sleeps.
        if (pairs.openOf(task) >= 0 && stallKinds[kind]!.name === 'kswapd') return;
        pairs.beginAnew(task, row);
        begins.set(task, { order: order(row), gfp: this.#stalls.flags.code(gfp(row)) });
        if (kind === 0) this.#reclaims.set(task, (this.#reclaims.get(task) ?? 0) + 1);
      };
    });
    this.#walk.on(end, fields => {
      const reclaimed = fields.number('nr_reclaimed', Number.NaN);
      return row => {
        const task = this.#tasks.ofRow(row);
        const began = pairs.end(task, row);
        if (began < 0) return;
        const stalls = this.#stalls;
        const { order, gfp } = begins.get(task)!;
        stalls.kind.push(kind);
        stalls.task.push(task);
        stalls.beginRow.push(began);
        stalls.endRow.push(row);
        stalls.order.push(order);
        stalls.gfp.push(gfp);
        stalls.reclaimed.push(reclaimed(row));
      };
    });
  }

  #followScans(): void {
    this.#walk.on('vmscan:mm_vmscan_lru_shrink_inactive', fields => {
      const [node, scanned, reclaimed] = [
        fields.number('nid'),
        fields.number('nr_scanned'),
        fields.number('nr_reclaimed'),
      ];
      const [dirty, writeback] = [fields.number('nr_dirty'), fields.number('nr_writeback')];
      return row => {
        const scan = this.#scan(row, node(row));
        scan.scanned += scanned(row);
        scan.reclaimed += reclaimed(row);
        scan.dirty += dirty(row);
        scan.underWriteback += writeback(row);
      };
    });
    for (const name of ['mm_vmscan_writepage', 'mm_vmscan_write_folio']) {
      this.#walk.on(`vmscan:${name}`, () => row => {
        this.#scan(row, -1).written++;
      });
    }
    this.#walk.on('vmscan:mm_vmscan_wakeup_kswapd', fields => {
      const node = fields.number('nid');
      return row => {
        this.#scan(row, node(row)).wakeups++;
      };
    });
  }

  #scan(row: number, node: number): Scan {
    const task = this.#tasks.ofRow(row);
    const key = `${task}/${node}`;
    const known = this.#scans.get(key);
    if (known !== undefined) return known;
    const made = {
      task,
      node,
      scanned: 0,
      reclaimed: 0,
      dirty: 0,
      underWriteback: 0,
      written: 0,
      wakeups: 0,
    };
    this.#scans.set(key, made);
    return made;
  }

  #followKills(): void {
    this.#walk.on('oom:reclaim_retry_zone', fields => {
      const number = (name: string): ((row: number) => number) => fields.number(name);
      const [node, order, reclaimable] = [number('node'), number('order'), number('reclaimable')];
      const [available, watermark] = [number('available'), number('min_wmark')];
      const [loops, check] = [number('no_progress_loops'), number('wmark_check')];
      return row => {
        const retry = {
          row,
          node: node(row),
          order: order(row),
          reclaimable: reclaimable(row),
          available: available(row),
          watermark: watermark(row),
          loops: loops(row),
          enough: check(row) !== 0,
        };
        this.#lastRetry.set(this.#tasks.ofRow(row), retry);
        if (this.#retries.length < mostRetries) this.#retries.push(retry);
      };
    });
    this.#walk.on('oom:mark_victim', fields => this.#killHandler(fields));
  }

  #killHandler(fields: EventFields): (row: number) => void {
    const [pid, comm] = [fields.number('pid'), fields.text('comm')];
    const optional = (name: string): ((row: number) => number | undefined) =>
      fields.has(name) ? fields.number(name) : () => undefined;
    const [anon, fileBacked] = [optional('anon_rss'), optional('file_rss')];
    const [shared, adjustment] = [optional('shmem_rss'), optional('oom_score_adj')];
    return row => {
      const by = this.#tasks.ofRow(row);
      this.#kills.push({
        row,
        tid: pid(row),
        comm: comm(row) || this.#tasks.comms[this.#tasks.of(pid(row), row)] || '',
        by,
        anon: anon(row),
        fileBacked: fileBacked(row),
        shared: shared(row),
        adjustment: adjustment(row),
        stalls: this.#reclaims.get(by) ?? 0,
        retry: this.#lastRetry.get(by),
      });
    };
  }
}
