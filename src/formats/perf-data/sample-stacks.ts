import type { ProgramFrame, RecordedStack, StackSource, StackWeight, Trace } from '../../store/index.ts';
import type { MemoryMap } from './address-space.ts';
import { has, layOutSample, type PerfEvent, type SampleLayout } from './attribute.ts';
import { isMark, modeOfMark, mostFrames } from './chain-marks.ts';
import { KeptChains } from './kept-chains.ts';
import { PerfMachine, type PerfThread } from './machine.ts';
import { eventType, misc, sampleBit } from './record-types.ts';
import type { PerfRecording } from './recording.ts';
import { SampleParts } from './sample-parts.ts';
import { StackUnwinder } from './stack-unwinder.ts';
import { addressIn, Symbolizer, type SymbolSources } from './symbolizer.ts';

/** What stacks of an event's samples are found by. */
interface SampledEvent {
  readonly event: PerfEvent;
  readonly layout: SampleLayout;
  readonly hasChain: boolean;
  /** Its address alone says where the processor was: a tracepoint’s is the same each time. */
  readonly hasPlace: boolean;
}

/** Clocks of the processor and of tasks, by `perf_sw_ids`: their periods are nanoseconds. */
const clocks: readonly number[] = [0, 1];

/** The stacks of perf's samples: call chains, copies of stacks, or else the address alone. Made for rows in their order. */
export class SampleStacks implements StackSource {
  readonly #trace: Trace;
  readonly #recording: () => PerfRecording;
  readonly #sources: SymbolSources;
  readonly #events: readonly SampledEvent[];
  /** By format, 1: rows of it are records of tasks and memory, no samples. */
  readonly #isRecord: Uint8Array;
  #finder: StackFinder | undefined;

  constructor(
    trace: Trace,
    recording: () => PerfRecording,
    events: readonly PerfEvent[],
    isRecord: Uint8Array,
    sources: SymbolSources,
  ) {
    this.#trace = trace;
    this.#recording = recording;
    this.#sources = sources;
    this.#isRecord = isRecord;
    this.#events = events.map(event => {
      const layout = layOutSample(event.attribute);
      const isTracepoint = event.attribute.type === eventType.tracepoint;
      const hasChain = has(event.attribute, sampleBit.callchain);
      return { event, layout, hasChain, hasPlace: !isTracepoint && layout.ip >= 0 };
    });
  }

  find(row: number): RecordedStack | undefined {
    if (this.#isRecord[this.#trace.event[row]!] === 1) return undefined;
    const recording = this.#recording();
    const whole = recording.firstRowOf(this.#trace) + row;
    const sampled = this.#events[recording.columns.attribute[whole]!];
    if (sampled === undefined || !(sampled.hasChain || sampled.hasPlace)) return undefined;
    this.#finder ??= new StackFinder(recording, this.#sources);
    return this.#finder.find(whole, sampled);
  }

  weightOf(event: number): StackWeight | undefined {
    const recording = this.#recording();
    const { described, columns, metadata } = recording;
    const number = described.ofEvent.indexOf(event);
    const its = this.#events[number];
    if (its === undefined || its.event.attribute.type === eventType.tracepoint) return undefined;
    const { type, configLow } = its.event.attribute;
    const { runs, run } = this.#trace;
    const first = recording.firstRowOf(this.#trace);
    return {
      unit: type === eventType.software && clocks.includes(configLow) ? 'ns' : 'events',
      of: row => {
        const counted = columns.period?.[first + row] ?? 0;
        if (counted !== 0) return Math.max(0, counted);
        const { layout, event: sampled } = this.#events[columns.attribute[first + row]!]!;
        if (layout.period < 0) return sampled.attribute.samplePeriod;
        const at = columns.record[first + row]! + layout.period;
        return numberAt(runs[run[row]!]!.view, at, metadata.littleEndian);
      },
    };
  }
}

function numberAt(view: DataView, at: number, littleEndian: boolean): number {
  const [low, high] = littleEndian ? [at, at + 4] : [at + 4, at];
  return view.getUint32(high, littleEndian) * 2 ** 32 + view.getUint32(low, littleEndian);
}

const nothing: RecordedStack = { kernel: [], program: [] };

/** Names what stands in samples, which are asked for in the order of their rows. */
class StackFinder {
  readonly #recording: PerfRecording;
  readonly #machine: PerfMachine;
  readonly #symbolizer: Symbolizer;
  readonly #unwinder: StackUnwinder;
  readonly #parts = new SampleParts();
  readonly #kept = new KeptChains<RecordedStack>();
  readonly #address = { high: 0, low: 0 };

  constructor(recording: PerfRecording, sources: SymbolSources) {
    this.#recording = recording;
    this.#machine = new PerfMachine(recording);
    this.#symbolizer = new Symbolizer(this.#machine, sources);
    this.#unwinder = new StackUnwinder(this.#symbolizer, recording.metadata.littleEndian);
  }

  find(whole: number, { event, layout, hasChain }: SampledEvent): RecordedStack | undefined {
    const { trace, columns, metadata } = this.#recording;
    const { view } = trace.runs[trace.run[whole]!]!;
    const little = metadata.littleEndian;
    const at = columns.record[whole]!;
    const size = view.getUint16(at + 6, little);
    const mode = view.getUint16(at + 4, little) & misc.cpuModeMask;
    if (mode === misc.guestKernel || mode === misc.guestUser) return undefined;
    this.#machine.advanceTo(whole);
    const [pid, tid] =
      layout.tid < 0
        ? [-1, -1]
        : [view.getInt32(at + layout.tid, little), view.getInt32(at + layout.tid + 4, little)];
    const thread = this.#machine.thread(pid, tid);
    const parts = this.#parts;
    parts.find(event.attribute, view, at + layout.rest, at + size, little);
    const chain = hasChain && parts.callchain >= 0 ? this.#chain(view, thread) : nothing;
    if (chain === undefined) return undefined;
    if (hasChain && parts.userStack >= 0) {
      this.#unwinder.unwind(view, parts, event.attribute, thread.space);
      return this.#withUnwound(chain, thread);
    }
    if (chain.kernel.length + chain.program.length > 0) return chain;
    if (layout.ip < 0) return undefined;
    const [low, high] = little ? [0, 4] : [4, 0];
    const ip = at + layout.ip;
    return this.#alone(mode, thread, view.getUint32(ip + high, little), view.getUint32(ip + low, little));
  }

  #chain(view: DataView, thread: PerfThread): RecordedStack | undefined {
    const { callchain, callchainLength } = this.#parts;
    const words = callchainLength * 2;
    const { version } = this.#machine.kernel;
    const kept = this.#kept.find(view, callchain, words, thread.space, version);
    if (kept !== undefined) return kept;
    const made = this.#readChain(view, thread);
    if (made !== undefined) this.#kept.keep(view, callchain, words, thread.space, version, made);
    return made;
  }

  #readChain(view: DataView, thread: PerfThread): RecordedStack | undefined {
    const little = this.#recording.metadata.littleEndian;
    const { callchain, callchainLength } = this.#parts;
    const [lowAt, highAt] = little ? [0, 4] : [4, 0];
    const [kernel, program]: [string[], ProgramFrame[]] = [[], []];
    let mode: number = misc.user;
    const end = callchain + callchainLength * 8;
    for (let at = callchain; at < end && kernel.length + program.length < mostFrames; at += 8) {
      const [high, low] = [view.getUint32(at + highAt, little), view.getUint32(at + lowAt, little)];
      if (isMark(high, low)) {
        const next = modeOfMark(low);
        if (next === undefined) return undefined;
        mode = next;
      } else if (mode === misc.user) program.push(this.#programFrame(thread, high, low));
      else kernel.push(this.#kernelName(high, low));
    }
    return { kernel, program };
  }

  #withUnwound({ kernel, program }: RecordedStack, thread: PerfThread): RecordedStack {
    const { high, low, count } = this.#unwinder;
    const unwound = Array.from({ length: count }, (_, at) => this.#programFrame(thread, high[at]!, low[at]!));
    return { kernel, program: [...program, ...unwound] };
  }

  #alone(mode: number, thread: PerfThread, high: number, low: number): RecordedStack | undefined {
    if (mode === misc.user) return { kernel: [], program: [this.#programFrame(thread, high, low)] };
    return mode === misc.kernel ? { kernel: [this.#kernelName(high, low)], program: [] } : undefined;
  }

  #kernelName(high: number, low: number): string {
    const map = this.#symbolizer.findKernelMap(high, low);
    return this.#nameIn(map, high, low) ?? `0x${hex(high, low)}`;
  }

  #programFrame({ space }: PerfThread, high: number, low: number): ProgramFrame {
    const map = space.find(high, low);
    const module = map === undefined ? '' : map.binary.name.slice(map.binary.name.lastIndexOf('/') + 1);
    const found = this.#nameIn(map, high, low);
    const place = this.#address;
    // What has no symbol is named as addr2line is asked for it.
    const name =
      found ?? (module === '' ? `0x${hex(high, low)}` : `${module}+0x${hex(place.high, place.low)}`);
    return { name, module, isLibrary: /\.so(?:\.|$)|^\[vdso\]$/.test(module) };
  }

  #nameIn(map: MemoryMap | undefined, high: number, low: number): string | undefined {
    if (map === undefined) return undefined;
    const place = this.#address;
    addressIn(map, high, low, place);
    return this.#symbolizer.find(map, place.high, place.low)?.name;
  }
}

function hex(high: number, low: number): string {
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
}
