const shift = 6;
const blockSlices = 1 << shift;

/**
 * Sums over blocks of 64 slices and of 64 such blocks, so that what a pixel stands for is found without looking at all of it.
 * Made when first asked for; a third of a byte a slice.
 */
export class LaneBlocks {
  readonly #start: Float64Array;
  readonly #end: Float64Array;
  #made: { covered: Float64Array; longest: Uint32Array; longestOfMany: Uint32Array } | undefined;

  constructor(start: Float64Array, end: Float64Array) {
    this.#start = start;
    this.#end = end;
  }

  /** The time that slices `[from, to)` cover. */
  covered(from: number, to: number): number {
    const [firstBlock, endBlock] = wholeBlocks(from, to);
    if (firstBlock >= endBlock) return this.#sum(from, to);
    const { covered } = this.#blocks();
    const inBlocks = covered[endBlock]! - covered[firstBlock]!;
    return this.#sum(from, firstBlock << shift) + inBlocks + this.#sum(endBlock << shift, to);
  }

  /** The longest of slices `[from, to)`, of which there is at least one; of equal ones the first. */
  longest(from: number, to: number): number {
    const [firstBlock, endBlock] = wholeBlocks(from, to);
    if (firstBlock >= endBlock) return this.#longestOf(from, to, from);
    let best = this.#longestOf(from, firstBlock << shift, from);
    const { longest, longestOfMany } = this.#blocks();
    let block = firstBlock;
    while (block < endBlock) {
      const many = block >> shift;
      const isWhole = (block & (blockSlices - 1)) === 0 && block + blockSlices <= endBlock;
      const candidate = isWhole ? longestOfMany[many]! : longest[block]!;
      if (this.#length(candidate) > this.#length(best)) best = candidate;
      block += isWhole ? blockSlices : 1;
    }
    return this.#longestOf(endBlock << shift, to, best);
  }

  #length(slice: number): number {
    return this.#end[slice]! - this.#start[slice]!;
  }

  #sum(from: number, to: number): number {
    let sum = 0;
    for (let slice = from; slice < to; slice++) sum += this.#length(slice);
    return sum;
  }

  #longestOf(from: number, to: number, before: number): number {
    let best = before;
    for (let slice = from; slice < to; slice++) if (this.#length(slice) > this.#length(best)) best = slice;
    return best;
  }

  #blocks(): { covered: Float64Array; longest: Uint32Array; longestOfMany: Uint32Array } {
    if (this.#made !== undefined) return this.#made;
    const count = this.#start.length >> shift;
    const covered = new Float64Array(count + 1);
    const longest = new Uint32Array(count);
    const longestOfMany = new Uint32Array(count >> shift);
    for (let block = 0; block < count; block++) {
      const from = block << shift;
      covered[block + 1] = covered[block]! + this.#sum(from, from + blockSlices);
      longest[block] = this.#longestOf(from, from + blockSlices, from);
    }
    for (let many = 0; many < longestOfMany.length; many++) {
      let best = longest[many << shift]!;
      for (const slice of longest.subarray(many << shift, (many + 1) << shift))
        if (this.#length(slice) > this.#length(best)) best = slice;
      longestOfMany[many] = best;
    }
    this.#made = { covered, longest, longestOfMany };
    return this.#made;
  }
}

/** The blocks that lie in `[from, to)` as a whole. */
function wholeBlocks(from: number, to: number): readonly [number, number] {
  return [(from + blockSlices - 1) >>> shift, to >>> shift];
}
