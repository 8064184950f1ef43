import { growing, type Trace } from '../../store/index.ts';
import { mostIn16Bits, Names } from '../names/index.ts';
import { type Tasks, tasksOf } from '../tasks/index.ts';
import { EventWalk } from '../walk/index.ts';
import { gfpReader } from './gfp.ts';

/** Allocations of pages, one row each. */
export class Pages {
  readonly row = growing.u32();
  /** Where it was freed; -1 where it was not, in the window and up to the next loss. */
  readonly freeRow = growing.i32();
  readonly pfn = growing.f64();
  readonly order = growing.u8();
  readonly gfp = growing.u16();
  readonly migrateType = growing.u8();
  readonly task = growing.u32();
  readonly flags = new Names(mostIn16Bits);
  failures = 0;
  frees = 0;
  freedBytes = 0;
  /** Frees of pages that were allocated before the recording. */
  unknownFrees = 0;
  /** Allocations of which a loss took the free, if there was one. */
  acrossLosses = 0;

  get count(): number {
    return this.row.length;
  }
}

export const pageBytes = (trace: Trace): number => trace.facts.pageSize || 4096;

/** Follows pages from being allocated to being freed. */
export function followPages(trace: Trace): Pages {
  const pages = new Pages();
  const tasks: Tasks = tasksOf(trace);
  const live = new Map<number, number>();
  const size = pageBytes(trace);
  const losses = trace.losses.map(({ row }) => row).sort((a, b) => a - b);
  let nextLoss = 0;
  const passLosses = (row: number): void => {
    if (row < (losses[nextLoss] ?? Number.POSITIVE_INFINITY)) return;
    while (row >= (losses[nextLoss] ?? Number.POSITIVE_INFINITY)) nextLoss++;
    pages.acrossLosses += live.size;
    live.clear();
  };
  const walk = new EventWalk(trace);
  walk.on('kmem:mm_page_alloc', fields => {
    const [pfn, order, type] = [fields.number('pfn'), fields.number('order'), fields.number('migratetype')];
    const gfp = gfpReader(trace, fields.event);
    return row => {
      passLosses(row);
      const page = pfn(row);
      // The kernel says -1, and prints 0, of an allocation that failed.
      if (page >= 2 ** 63 || page <= 0) {
        pages.failures++;
        return;
      }
      pages.row.push(row);
      pages.freeRow.push(-1);
      pages.pfn.push(page);
      pages.order.push(order(row));
      pages.gfp.push(pages.flags.code(gfp(row)));
      pages.migrateType.push(type(row));
      pages.task.push(tasks.ofRow(row));
      live.set(page, pages.count - 1);
    };
  });
  walk.on('kmem:mm_page_free', fields => {
    const [pfn, order] = [fields.number('pfn'), fields.number('order')];
    return row => {
      passLosses(row);
      pages.frees++;
      pages.freedBytes += size * 2 ** Math.min(order(row), 32);
      const allocation = live.get(pfn(row));
      if (allocation === undefined) {
        pages.unknownFrees++;
        return;
      }
      live.delete(pfn(row));
      pages.freeRow.set(allocation, row);
    };
  });
  walk.run();
  return pages;
}
