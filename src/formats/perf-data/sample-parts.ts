import type { PerfAttribute } from './attribute.ts';
import { readBit, sampleBit } from './record-types.ts';

/** Where the parts of a sample are whose lengths differ; -1 where it has none. One object for all samples. */
export class SampleParts {
  /** First address of the call chain, and how many there are. */
  callchain = -1;
  callchainLength = 0;
  raw = -1;
  rawBytes = 0;
  /** Kind of registers (0 none), and where the first stands. */
  userAbi = 0;
  userRegisters = -1;
  /** Copied stack: where it starts and how much of it is filled. */
  userStack = -1;
  userStackBytes = 0;
  weight = -1;
  dataSource = -1;
  intrAbi = 0;
  intrRegisters = -1;
  physicalAddress = -1;
  dataPageSize = -1;
  codePageSize = -1;

  /**
   * Finds the parts of a sample of this event in the record `[record, end)`, whose fixed fields end at `rest`. False
   * where a part leaves the record: then what was found before it is right.
   */
  find(attribute: PerfAttribute, view: DataView, rest: number, end: number, littleEndian: boolean): boolean {
    const { sampleType } = attribute;
    this.callchain = -1;
    this.callchainLength = 0;
    this.raw = -1;
    this.rawBytes = 0;
    this.userAbi = 0;
    this.userRegisters = -1;
    this.userStack = -1;
    this.userStackBytes = 0;
    this.weight = -1;
    this.dataSource = -1;
    this.intrAbi = 0;
    this.intrRegisters = -1;
    this.physicalAddress = -1;
    this.dataPageSize = -1;
    this.codePageSize = -1;
    let at = rest;
    if (sampleType & sampleBit.read) {
      at += readValueBytes(attribute.readFormat, view, at, end, littleEndian);
      if (at > end) return false;
    }
    if (sampleType & sampleBit.callchain) {
      if (at + 8 > end) return false;
      const length = count(view, at, littleEndian);
      at += 8;
      if (length * 8 > end - at) return false;
      this.callchain = at;
      this.callchainLength = length;
      at += length * 8;
    }
    if (sampleType & sampleBit.raw) {
      if (at + 4 > end) return false;
      const bytes = view.getUint32(at, littleEndian);
      at += 4;
      if (bytes > end - at) return false;
      this.raw = at;
      this.rawBytes = bytes;
      at += bytes;
    }
    const behindRaw = ~(sampleBit.raw * 2 - 1);
    return (sampleType & behindRaw) === 0 || this.#findRest(attribute, view, at, end, littleEndian);
  }

  #findRest(
    attribute: PerfAttribute,
    view: DataView,
    from: number,
    end: number,
    littleEndian: boolean,
  ): boolean {
    const { sampleType } = attribute;
    let at = from;
    if (sampleType & sampleBit.branchStack) {
      if (at + 8 > end) return false;
      const entries = count(view, at, littleEndian) * 24;
      // PERF_SAMPLE_BRANCH_HW_INDEX puts a number before the entries.
      at += 8 + entries + ((attribute.branchSampleLow & (1 << 17)) === 0 ? 0 : 8);
      if (at > end) return false;
    }
    if (sampleType & sampleBit.regsUser) {
      if (at + 8 > end) return false;
      this.userAbi = view.getUint32(littleEndian ? at : at + 4, littleEndian);
      at += 8;
      if (this.userAbi !== 0) {
        this.userRegisters = at;
        at += 8 * (bits(attribute.regsUserHigh) + bits(attribute.regsUserLow));
        if (at > end) return false;
      }
    }
    if (sampleType & sampleBit.stackUser) {
      if (at + 8 > end) return false;
      const bytes = count(view, at, littleEndian);
      at += 8;
      if (bytes > 0) {
        if (bytes > end - at - 8) return false;
        this.userStack = at;
        at += bytes;
        this.userStackBytes = Math.min(bytes, count(view, at, littleEndian));
        at += 8;
      }
    }
    const word = (bit: number): number => {
      if ((sampleType & bit) === 0) return -1;
      at += 8;
      return at - 8;
    };
    this.weight = word(sampleBit.weight | sampleBit.weightStruct);
    this.dataSource = word(sampleBit.dataSrc);
    word(sampleBit.transaction);
    if (sampleType & sampleBit.regsIntr) {
      if (at + 8 > end) return false;
      this.intrAbi = view.getUint32(littleEndian ? at : at + 4, littleEndian);
      at += 8;
      if (this.intrAbi !== 0) {
        this.intrRegisters = at;
        at += 8 * (bits(attribute.regsIntrHigh) + bits(attribute.regsIntrLow));
      }
    }
    this.physicalAddress = word(sampleBit.physAddr);
    word(sampleBit.cgroup);
    this.dataPageSize = word(sampleBit.dataPageSize);
    this.codePageSize = word(sampleBit.codePageSize);
    return at <= end;
  }
}

/** Bytes of what PERF_SAMPLE_READ puts into a sample: one value, or those of a group. */
function readValueBytes(
  format: number,
  view: DataView,
  at: number,
  end: number,
  littleEndian: boolean,
): number {
  const times = (format & readBit.timeEnabled ? 8 : 0) + (format & readBit.timeRunning ? 8 : 0);
  const value = 8 + (format & readBit.id ? 8 : 0) + (format & readBit.lost ? 8 : 0);
  if ((format & readBit.group) === 0) return times + value;
  if (at + 8 > end) return 8;
  return 8 + times + value * count(view, at, littleEndian);
}

function count(view: DataView, at: number, littleEndian: boolean): number {
  const first = view.getUint32(at, littleEndian);
  const second = view.getUint32(at + 4, littleEndian);
  return littleEndian ? second * 2 ** 32 + first : first * 2 ** 32 + second;
}

function bits(word: number): number {
  let number = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) number++;
  return number;
}
