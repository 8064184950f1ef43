import {
  isMark,
  KeptChains,
  type MemoryMap,
  misc,
  modeOfMark,
  mostFrames,
  type PerfMachine,
  type PerfThread,
  type SampleParts,
  type StackUnwinder,
  type Symbolizer,
} from '../../formats/perf-data/index.ts';
import type { Literal, OutputBytes } from '../output-bytes.ts';
import { AddressTexts, TextTable } from './frame-lines.ts';

/** Longer texts are rare, and would be kept for nothing. */
const longestKept = 1 << 14;

interface SpaceTexts {
  version: number;
  lines: TextTable;
  singles: TextTable;
}

/** Prints addresses of one set of columns; what was printed once is kept by address and address space. */
export class CallchainPrinter {
  readonly #machine: PerfMachine;
  readonly #symbolizer: Symbolizer;
  readonly #texts: AddressTexts;
  readonly #chains = new KeptChains<Uint8Array>();
  readonly #bySpace = new WeakMap<object, SpaceTexts>();
  readonly #elsewhere: SpaceTexts = { version: 0, lines: new TextTable(), singles: new TextTable() };

  constructor(machine: PerfMachine, symbolizer: Symbolizer, fields: number) {
    this.#machine = machine;
    this.#symbolizer = symbolizer;
    this.#texts = new AddressTexts(symbolizer, fields);
  }

  /** The lines of a chain; false where it holds a mark that perf does not know, for which it drops the whole chain. */
  printChain(
    view: DataView,
    littleEndian: boolean,
    parts: SampleParts,
    thread: PerfThread,
    out: OutputBytes,
  ): boolean {
    const { callchain, callchainLength } = parts;
    const kernelVersion = this.#machine.kernel.version;
    const words = callchainLength * 2;
    const kept = this.#chains.find(view, callchain, words, thread.space, kernelVersion);
    if (kept !== undefined) {
      out.write(kept);
      return true;
    }
    const start = out.length;
    if (!this.#printFrames(view, littleEndian, parts, thread, out)) return false;
    const text = out.bytes.subarray(start, out.length);
    if (text.length <= longestKept)
      this.#chains.keep(view, callchain, words, thread.space, kernelVersion, text.slice());
    return true;
  }

  /** The lines of frames that were unwound. */
  printUnwound({ high, low, count }: StackUnwinder, thread: PerfThread, out: OutputBytes): void {
    const known = this.#textsOf(misc.user, thread);
    for (let i = 0; i < count; i++) {
      const [h, l] = [high[i]!, low[i]!];
      out.literal(known.lines.get(h, l) ?? this.#makeLine(known, misc.user, thread, h, l));
    }
  }

  #printFrames(
    view: DataView,
    littleEndian: boolean,
    parts: SampleParts,
    thread: PerfThread,
    out: OutputBytes,
  ): boolean {
    const start = out.length;
    const lowAt = littleEndian ? 0 : 4;
    const highAt = littleEndian ? 4 : 0;
    let mode: number = misc.user;
    let frames = 0;
    let known = this.#textsOf(mode, thread);
    const end = parts.callchain + parts.callchainLength * 8;
    for (let at = parts.callchain; at < end && frames < mostFrames; at += 8) {
      const high = view.getUint32(at + highAt, littleEndian);
      const low = view.getUint32(at + lowAt, littleEndian);
      if (isMark(high, low)) {
        const next = modeOfMark(low);
        if (next === undefined) {
          out.length = start;
          return false;
        }
        mode = next;
        known = this.#textsOf(mode, thread);
        continue;
      }
      frames++;
      const line = known.lines.get(high, low) ?? this.#makeLine(known, mode, thread, high, low);
      out.literal(line);
    }
    return true;
  }

  /** The address of a sample alone. */
  printSingle(mode: number, thread: PerfThread, high: number, low: number, out: OutputBytes): void {
    const known = this.#textsOf(mode, thread);
    let text = known.singles.get(high, low);
    if (text === undefined) {
      text = this.#texts.single(this.#findMap(mode, thread, high, low), high, low);
      known.singles.set(high, low, text);
    }
    out.literal(text);
  }

  #makeLine(known: SpaceTexts, mode: number, thread: PerfThread, high: number, low: number): Literal {
    const line = this.#texts.line(this.#findMap(mode, thread, high, low), high, low);
    known.lines.set(high, low, line);
    return line;
  }

  #findMap(mode: number, thread: PerfThread, high: number, low: number): MemoryMap | undefined {
    if (mode === misc.kernel) return this.#symbolizer.findKernelMap(high, low);
    return mode === misc.user ? thread.space.find(high, low) : undefined;
  }

  #textsOf(mode: number, thread: PerfThread): SpaceTexts {
    const space = mode === misc.kernel ? this.#machine.kernel : mode === misc.user ? thread.space : undefined;
    if (space === undefined) return this.#elsewhere;
    let known = this.#bySpace.get(space);
    if (known === undefined) {
      known = { version: space.version, lines: new TextTable(), singles: new TextTable() };
      this.#bySpace.set(space, known);
    } else if (known.version !== space.version) {
      known.version = space.version;
      known.lines = new TextTable();
      known.singles = new TextTable();
    }
    return known;
  }
}
