import type { Trace } from '../../store/index.ts';
import { type EventFields, EventWalk } from '../walk/index.ts';

/** What one place in the kernel allocated of the slab allocator. */
export interface SlabSite {
  readonly function: string;
  readonly kind: string;
  count: number;
  requested: number;
  allocated: number;
  freed: number;
  live: number;
  liveBytes: number;
  crossCpu: number;
  readonly firstRow: number;
}

/** What was allocated of objects of one cache; where no free told its name, of one size. */
export interface SlabCache {
  readonly cache: string;
  count: number;
  requested: number;
  allocated: number;
  live: number;
  crossCpu: number;
}

export interface Slab {
  readonly sites: readonly SlabSite[];
  readonly caches: readonly SlabCache[];
  frees: number;
  unknownFrees: number;
  freedBytes: number;
  acrossLosses: number;
}

interface LiveObject {
  readonly site: SlabSite;
  readonly requested: number;
  readonly allocated: number;
  readonly cpu: number;
}

const mostSites = 65_536;

/** Follows objects of the slab allocator from being allocated to being freed. */
export function followSlab(trace: Trace): Slab {
  return new SlabFollower(trace).follow();
}

class SlabFollower {
  readonly #trace: Trace;
  readonly #sites = new Map<string, SlabSite>();
  readonly #caches = new Map<string, SlabCache>();
  readonly #live = new Map<number, LiveObject>();
  readonly #losses: readonly number[];
  readonly #sums = { frees: 0, unknownFrees: 0, freedBytes: 0, acrossLosses: 0 };
  #nextLoss = 0;

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#losses = trace.losses.map(({ row }) => row).sort((a, b) => a - b);
  }

  follow(): Slab {
    const walk = new EventWalk(this.#trace);
    for (const name of ['kmalloc', 'kmalloc_node', 'kmem_cache_alloc', 'kmem_cache_alloc_node']) {
      walk.on(`kmem:${name}`, fields =>
        this.#allocate(fields, name.startsWith('kmalloc') ? 'kmalloc' : 'cache'),
      );
    }
    walk.on('kmem:kfree', fields => this.#free(fields));
    walk.on('kmem:kmem_cache_free', fields => this.#free(fields));
    walk.run();
    for (const object of this.#live.values()) {
      object.site.live++;
      object.site.liveBytes += object.allocated;
      this.#cache(object, '').live++;
    }
    return { sites: [...this.#sites.values()], caches: [...this.#caches.values()], ...this.#sums };
  }

  #allocate(fields: EventFields, kind: string): (row: number) => void {
    const pointer = pointerOf(fields, 'ptr');
    const site = this.#siteOf(fields, kind);
    const [requested, allocated] = [fields.number('bytes_req'), fields.number('bytes_alloc')];
    return row => {
      this.#passLosses(row);
      const found = site(row);
      const object = {
        site: found,
        requested: requested(row),
        allocated: allocated(row),
        cpu: this.#trace.cpu[row]!,
      };
      found.count++;
      found.requested += object.requested;
      found.allocated += object.allocated;
      const before = this.#live.get(pointer(row));
      if (before !== undefined) this.#cache(before, '');
      this.#live.set(pointer(row), object);
    };
  }

  #free(fields: EventFields): (row: number) => void {
    const pointer = pointerOf(fields, 'ptr');
    const name = fields.text('name');
    return row => {
      this.#passLosses(row);
      const at = pointer(row);
      if (at === 0) return;
      this.#sums.frees++;
      const object = this.#live.get(at);
      if (object === undefined) {
        this.#sums.unknownFrees++;
        return;
      }
      this.#live.delete(at);
      this.#sums.freedBytes += object.allocated;
      object.site.freed++;
      const cache = this.#cache(object, name(row));
      if (object.cpu === this.#trace.cpu[row]) return;
      object.site.crossCpu++;
      cache.crossCpu++;
    };
  }

  /** Counts an object for its cache, as its end tells which that is. */
  #cache({ site, requested, allocated }: LiveObject, name: string): SlabCache {
    const key = name === '' ? `${site.kind === 'kmalloc' ? 'kmalloc ' : ''}of ${allocated} bytes` : name;
    const known = this.#caches.get(key);
    const cache = known ?? { cache: key, count: 0, requested: 0, allocated: 0, live: 0, crossCpu: 0 };
    if (known === undefined && this.#caches.size < mostSites) this.#caches.set(key, cache);
    cache.count++;
    cache.requested += requested;
    cache.allocated += allocated;
    return cache;
  }

  #siteOf(fields: EventFields, kind: string): (row: number) => SlabSite {
    const [low, high] = [fields.low('call_site'), fields.high('call_site')];
    const text = fields.text('call_site');
    const byAddress = new Map<number, SlabSite>();
    return row => {
      const address = exact(high(row), low(row));
      const known = byAddress.get(address);
      if (known !== undefined && address !== 0) return known;
      const { symbols } = this.#trace;
      const symbol = symbols.find(high(row), low(row));
      const name =
        symbol >= 0
          ? symbols.name(symbol)
          : address === 0
            ? text(row).replace(/\+0x.*$/, '')
            : hex(high(row), low(row));
      const key = `${kind}/${name}`;
      const site = this.#sites.get(key) ?? {
        function: name,
        kind,
        count: 0,
        requested: 0,
        allocated: 0,
        freed: 0,
        live: 0,
        liveBytes: 0,
        crossCpu: 0,
        firstRow: row,
      };
      if (this.#sites.size < mostSites) this.#sites.set(key, site);
      byAddress.set(address, site);
      return site;
    };
  }

  #passLosses(row: number): void {
    if (row < (this.#losses[this.#nextLoss] ?? Number.POSITIVE_INFINITY)) return;
    while (row >= (this.#losses[this.#nextLoss] ?? Number.POSITIVE_INFINITY)) this.#nextLoss++;
    for (const object of this.#live.values()) this.#cache(object, '');
    this.#sums.acrossLosses += this.#live.size;
    this.#live.clear();
  }
}

/** A pointer of the kernel as a number with all bits that tell pointers apart: the upper twelve are all ones. */
function pointerOf(fields: EventFields, name: string): (row: number) => number {
  const [low, high] = [fields.low(name), fields.high(name)];
  return row => exact(high(row), low(row));
}

function exact(high: number, low: number): number {
  return (high & 0xf_ffff) * 2 ** 32 + (low >>> 0);
}

function hex(high: number, low: number): string {
  return `0x${(high >>> 0).toString(16)}${(low >>> 0).toString(16).padStart(8, '0')}`;
}
