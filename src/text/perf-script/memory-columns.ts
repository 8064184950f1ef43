import { has, type PerfEvent, type SampleParts, sampleBit } from '../../formats/perf-data/index.ts';
import type { OutputBytes } from '../output-bytes.ts';
import { field } from './fields.ts';
import { describeAccess } from './memory-access.ts';
import { pageSizeName, registerNames } from './registers.ts';

/** Columns before the address of a sample: what a memory access was and what it cost. */
export const memoryFields = field.data_src | field.weight | field.ins_lat;
/** Columns behind it: registers, and where in physical memory the access went. */
export const stateFields =
  field.iregs | field.uregs | field.phys_addr | field.data_page_size | field.code_page_size;

const width = 16;

/** Prints the columns of memory events. */
export class MemoryColumns {
  readonly #littleEndian: boolean;
  readonly #features: { readonly arch: string };
  readonly #registers = new WeakMap<PerfEvent, Readonly<Record<'user' | 'intr', readonly string[]>>>();
  /** perf makes the description as wide as the longest before. */
  #widest = 0;

  constructor(littleEndian: boolean, features: { readonly arch: string }) {
    this.#littleEndian = littleEndian;
    this.#features = features;
  }

  printCost(fields: number, event: PerfEvent, view: DataView, parts: SampleParts, out: OutputBytes): void {
    if (fields & field.data_src) {
      const { dataSource } = parts;
      const high = dataSource < 0 ? 0 : this.#high(view, dataSource);
      const low = dataSource < 0 ? 0 : this.#low(view, dataSource);
      const start = out.length;
      out.hex64(high, low);
      out.pad(start, width, false);
      const text = describeAccess(high, low);
      this.#widest = Math.max(this.#widest, text.length);
      out.text(` ${text.padEnd(this.#widest)}`);
    }
    const { weight } = parts;
    const split = has(event.attribute, sampleBit.weightStruct);
    if (fields & field.weight && weight >= 0) {
      const start = out.length;
      out.decimal64(split ? 0 : this.#high(view, weight), this.#low(view, weight));
      out.pad(start, width, false);
    }
    if (fields & field.ins_lat) {
      const latency = weight < 0 || !split ? 0 : this.#high(view, weight) & 0xffff;
      out.text(String(latency).padStart(width));
    }
  }

  printState(fields: number, event: PerfEvent, view: DataView, parts: SampleParts, out: OutputBytes): void {
    if (fields & field.iregs) {
      this.#printRegisters(this.#namesOf(event).intr, parts.intrAbi, view, parts.intrRegisters, out);
    }
    if (fields & field.uregs) {
      this.#printRegisters(this.#namesOf(event).user, parts.userAbi, view, parts.userRegisters, out);
    }
    const { physicalAddress, dataPageSize, codePageSize } = parts;
    if (fields & field.phys_addr && physicalAddress >= 0) {
      const start = out.length;
      out.hex64(this.#high(view, physicalAddress), this.#low(view, physicalAddress));
      out.pad(start, width, false);
    }
    if (fields & field.data_page_size) out.text(` ${this.#pageSize(view, dataPageSize)}`);
    if (fields & field.code_page_size) out.text(` ${this.#pageSize(view, codePageSize)}`);
  }

  #printRegisters(
    names: readonly string[],
    abi: number,
    view: DataView,
    first: number,
    out: OutputBytes,
  ): void {
    if (first < 0) return;
    out.text(` ABI:${abi} `);
    names.forEach((name, index) => {
      out.text(`${name}:0x`);
      out.hex64(this.#high(view, first + index * 8), this.#low(view, first + index * 8));
      out.byte(32);
    });
  }

  #namesOf(event: PerfEvent): Readonly<Record<'user' | 'intr', readonly string[]>> {
    let names = this.#registers.get(event);
    if (names === undefined) {
      const { regsUserHigh, regsUserLow, regsIntrHigh, regsIntrLow } = event.attribute;
      const { arch } = this.#features;
      names = {
        user: registerNames(arch, regsUserHigh, regsUserLow),
        intr: registerNames(arch, regsIntrHigh, regsIntrLow),
      };
      this.#registers.set(event, names);
    }
    return names;
  }

  #pageSize(view: DataView, at: number): string {
    return pageSizeName(at < 0 ? 0 : this.#high(view, at) * 2 ** 32 + this.#low(view, at));
  }

  #high(view: DataView, at: number): number {
    return view.getUint32(this.#littleEndian ? at + 4 : at, this.#littleEndian);
  }

  #low(view: DataView, at: number): number {
    return view.getUint32(this.#littleEndian ? at : at + 4, this.#littleEndian);
  }
}
