// include/uapi/linux/blktrace_api.h of the kernel: struct blk_io_trace (version 7) and blk_io_trace2 (version 8).

/** All but the lowest byte of a record's magic number, which is the version. */
export const magicBits = 0x6561_7400;

/** Where the fields of a record stand. */
export interface RecordLayout {
  readonly version: number;
  /** Bytes of a record without its payload. */
  readonly bytes: number;
  readonly actionOffset: number;
  readonly actionBytes: 4 | 8;
  readonly pidOffset: number;
  readonly deviceOffset: number;
  readonly cpuOffset: number;
  readonly errorOffset: number;
  readonly payloadLengthOffset: number;
}

/** Fields that stand at the same place in both versions. */
export const sequenceOffset = 4;
export const timeOffset = 8;
export const sectorOffset = 16;
export const bytesOffset = 24;

export const version7: RecordLayout = {
  version: 7,
  bytes: 48,
  actionOffset: 28,
  actionBytes: 4,
  pidOffset: 32,
  deviceOffset: 36,
  cpuOffset: 40,
  errorOffset: 44,
  payloadLengthOffset: 46,
};

export const version8: RecordLayout = {
  version: 8,
  bytes: 64,
  actionOffset: 32,
  actionBytes: 8,
  pidOffset: 28,
  deviceOffset: 40,
  cpuOffset: 44,
  errorOffset: 48,
  payloadLengthOffset: 50,
};

/** The layout of a version; undefined where it is neither 7 nor 8. */
export function layoutOf(version: number): RecordLayout | undefined {
  return version === 7 ? version7 : version === 8 ? version8 : undefined;
}

/** The byte order that a record's magic number is written in; undefined where it is none. */
export function byteOrder(view: DataView, at = 0): 'little' | 'big' | undefined {
  if (view.byteLength < at + 4) return undefined;
  if ((view.getUint32(at, true) & 0xffff_ff00) === magicBits) return 'little';
  return (view.getUint32(at, false) & 0xffff_ff00) === magicBits ? 'big' : undefined;
}

/** A record carries the id of the cgroup that it was made for, before its payload. */
export const cgroupFlag = 0x100;
export const cgroupBytes = 8;

/** What happened: the low byte of `action`. */
export const actions = {
  queue: 1,
  mergeBack: 2,
  mergeFront: 3,
  getRequest: 4,
  sleepRequest: 5,
  requeue: 6,
  issue: 7,
  complete: 8,
  plug: 9,
  unplug: 10,
  unplugTimer: 11,
  insert: 12,
  split: 13,
  bounce: 14,
  remap: 15,
  abort: 16,
  driverData: 17,
  zonePlug: 18,
  zoneUnplug: 19,
} as const;

/** What a notify record notes. */
export const notes = { process: 0, timestamp: 1, message: 2 } as const;

/** Categories: `action` from bit 16 on. Those above 15 are only in version 8. */
export const categories = {
  read: 1 << 0,
  write: 1 << 1,
  flush: 1 << 2,
  sync: 1 << 3,
  queue: 1 << 4,
  requeue: 1 << 5,
  issue: 1 << 6,
  complete: 1 << 7,
  fs: 1 << 8,
  passThrough: 1 << 9,
  notify: 1 << 10,
  ahead: 1 << 11,
  meta: 1 << 12,
  discard: 1 << 13,
  driverData: 1 << 14,
  fua: 1 << 15,
  zoneAppend: 1 << 16,
  zoneReset: 1 << 17,
  zoneResetAll: 1 << 18,
  zoneFinish: 1 << 19,
  zoneOpen: 1 << 20,
  zoneClose: 1 << 21,
  writeZeroes: 1 << 22,
} as const;

const minorBits = 20;

export function majorOf(device: number): number {
  return device >>> minorBits;
}

export function minorOf(device: number): number {
  return device & ((1 << minorBits) - 1);
}

/** `MAJOR,MINOR`: what blkparse calls a device whose name it does not know. */
export function deviceNumbers(device: number): string {
  return `${majorOf(device)},${minorOf(device)}`;
}
