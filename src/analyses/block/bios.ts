import { growing } from '../../store/index.ts';

export const bioFlags = {
  frontMerged: 1,
  backMerged: 2,
  splitPart: 4,
  bounced: 8,
  requeued: 16,
  inFlush: 32,
} as const;

/** Bios from their queueing, one row each; rows of the trace are -1 where the step was not seen. */
export class Bios {
  readonly device = growing.u16();
  readonly sector = growing.f64();
  readonly sectors = growing.u32();
  readonly rwbs = growing.u16();
  readonly task = growing.u32();
  readonly queueRow = growing.u32();
  readonly remapRow = growing.i32();
  readonly getrqRow = growing.i32();
  readonly mergeRow = growing.i32();
  readonly insertRow = growing.i32();
  readonly issueRow = growing.i32();
  readonly endRow = growing.i32();
  /** The bio of the device above that it was remapped from. */
  readonly parent = growing.i32();
  readonly flags = growing.u8();

  get count(): number {
    return this.device.length;
  }

  push(bio: {
    readonly device: number;
    readonly sector: number;
    readonly sectors: number;
    readonly rwbs: number;
    readonly task: number;
    readonly row: number;
  }): number {
    this.device.push(bio.device);
    this.sector.push(bio.sector);
    this.sectors.push(bio.sectors);
    this.rwbs.push(bio.rwbs);
    this.task.push(bio.task);
    this.queueRow.push(bio.row);
    for (const step of [this.remapRow, this.getrqRow, this.mergeRow, this.insertRow, this.issueRow])
      step.push(-1);
    this.endRow.push(-1);
    this.parent.push(-1);
    this.flags.push(0);
    return this.device.length - 1;
  }

  flag(bio: number, flag: number): void {
    this.flags.set(bio, this.flags.at(bio) | flag);
  }

  has(bio: number, flag: number): boolean {
    return (this.flags.at(bio) & flag) !== 0;
  }
}

/** Requests from when they were given to a device, one row each. */
export class Requests {
  readonly device = growing.u16();
  readonly sector = growing.f64();
  readonly sectors = growing.u32();
  readonly rwbs = growing.u16();
  /** Who queued its first bio, or gave it to the device where that was not seen. */
  readonly task = growing.u32();
  readonly issueRow = growing.u32();
  readonly endRow = growing.i32();
  readonly bios = growing.u32();
  /** Requests in flight on its device, it among them, as it was given to it. */
  readonly depth = growing.u32();
  readonly requeues = growing.u16();
  readonly error = growing.i32();
  /** Sectors from the end of the device's last request, 0 where it goes on there; NaN of its first. */
  readonly seek = growing.f64();

  get count(): number {
    return this.device.length;
  }
}
