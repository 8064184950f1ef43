/** Sequence numbers that are missing, bounds included. */
interface Gap {
  start: number;
  end: number;
}

/** How many of a CPU's last gaps a late record may fill: a file of nothing but gaps must not take forever. */
const searched = 512;

/** Which sequence numbers of one CPU were skipped, kept as blkparse keeps them. */
class CpuSequence {
  last = -1;
  #highest = -1;
  readonly gaps: Gap[] = [];

  /** A record came though others were expected before it. */
  skipTo(sequence: number): void {
    const expected = this.last + 1;
    if (this.#fills(sequence) || expected >= sequence) return;
    this.#add(expected, sequence - 1);
  }

  #fills(sequence: number): boolean {
    if (sequence > this.#highest) return false;
    for (let i = this.gaps.length - 1; i >= Math.max(0, this.gaps.length - searched); i--) {
      const gap = this.gaps[i]!;
      if (sequence < gap.start || sequence > gap.end) continue;
      if (gap.start === sequence) {
        if (gap.end === sequence) this.gaps.splice(i, 1);
        else gap.start++;
      } else if (gap.end === sequence) gap.end--;
      else {
        const { end } = gap;
        gap.end = sequence - 1;
        this.#add(sequence + 1, end);
      }
      return true;
    }
    return false;
  }

  #add(start: number, end: number): void {
    if (start > this.#highest + 1) {
      this.gaps.push({ start, end });
      this.#highest = end;
      return;
    }
    this.#highest = Math.max(this.#highest, end);
    for (let i = this.gaps.length - 1; i >= Math.max(0, this.gaps.length - searched); i--) {
      const gap = this.gaps[i]!;
      if (end === gap.start - 1) {
        gap.start = start;
        return;
      }
      if (start === gap.end + 1) {
        gap.end = end;
        return;
      }
    }
    this.gaps.push({ start, end });
  }
}

/** What is missing of the sequence numbers that each CPU of each device counts. */
export class SequenceGaps {
  readonly #cpus = new Map<number, Map<number, CpuSequence>>();

  cpu(device: number, cpu: number): CpuSequence {
    const cpus = this.#cpus.get(device) ?? new Map<number, CpuSequence>();
    const sequence = cpus.get(cpu) ?? new CpuSequence();
    cpus.set(cpu, sequence);
    this.#cpus.set(device, cpus);
    return sequence;
  }

  /** How many gaps a device has, and how many records are missing in them. */
  of(device: number): { readonly gaps: number; readonly missing: number } {
    let gaps = 0;
    let missing = 0;
    for (const cpu of this.#cpus.get(device)?.values() ?? []) {
      gaps += cpu.gaps.length;
      for (const { start, end } of cpu.gaps) missing += end - start + 1;
    }
    return { gaps, missing };
  }
}
