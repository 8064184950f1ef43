import {
  layOutSample,
  layOutTrailer,
  type PerfEvent,
  type SampleLayout,
  type TrailerLayout,
} from './attribute.ts';
import type { PerfMetadata } from './metadata.ts';
import { readValues } from './read-values.ts';
import type { RecordFormats } from './record-formats.ts';
import { RecordIndex } from './record-index.ts';
import { misc, recordType, sampleBit } from './record-types.ts';
import { SampleParts } from './sample-parts.ts';

const twoTo32 = 2 ** 32;
/** Beyond it doubles are no longer exact: 104 days. */
const farthest = 2 ** 53 - 1;

/** What records are walked with: one event of the recording, and how its records are laid out. */
interface EventLayout {
  readonly event: PerfEvent;
  readonly number: number;
  readonly format: number;
  readonly sample: SampleLayout;
  readonly trailer: TrailerLayout;
  /** Its fields are those of a tracepoint, in the raw part of its samples. */
  readonly rawFirst: boolean;
}

/**
 * Walks the kernel's records in the order in which perf delivers them, into an index of rows. perf delivers a record
 * without a time at once, and the others by their time once no earlier one can follow any more: between the marks
 * FINISHED_ROUND. Records that come later than that are placed where perf places them.
 */
export class RecordWalker {
  readonly index: RecordIndex;
  /** The absolute time, in nanoseconds, from which the rows’ times count. */
  start = 0n;
  /** How many events the kernel says it lost. */
  lost = 0;
  /** There are samples whose periods are what counters counted since the sample before. */
  readsValues = false;
  readonly #metadata: PerfMetadata;
  readonly #layouts: readonly EventLayout[];
  readonly #ofRecord: Int32Array;
  readonly #byId = new Map<number, EventLayout>();
  readonly #parts = new SampleParts();
  readonly #ordered: boolean;
  #startHigh = 0;
  #startLow = 0;
  #started = false;
  /** Everything up to this time was delivered. */
  #delivered = Number.NEGATIVE_INFINITY;
  #nextRound = Number.NEGATIVE_INFINITY;
  #latest = Number.NEGATIVE_INFINITY;
  #lastId = -1;
  #lastLayout: EventLayout | undefined;

  constructor(metadata: PerfMetadata, described: RecordFormats, capacity: number) {
    this.#metadata = metadata;
    this.#ofRecord = described.ofRecord;
    this.index = new RecordIndex(capacity);
    this.#layouts = metadata.events.map((event, number) => {
      const sample = layOutSample(event.attribute);
      return {
        event,
        number,
        format: described.ofEvent[number]!,
        sample,
        trailer: layOutTrailer(event.attribute),
        rawFirst: described.ofEvent[number]! < metadata.tracepoints.length,
      };
    });
    for (const layout of this.#layouts) {
      for (const id of layout.event.ids) if (!this.#byId.has(id)) this.#byId.set(id, layout);
    }
    // Without ids behind all records perf leaves those of a file in its order; of a pipe it learns that too late.
    this.#ordered = metadata.pipe || this.#layouts[0]?.event.attribute.sampleIdAll === true;
  }

  /** A mark: of what was read before the last one nothing can be earlier than what follows. */
  finishRound(): void {
    if (this.#nextRound > this.#delivered) this.#delivered = this.#nextRound;
    this.#nextRound = this.#latest;
  }

  /** Takes one record of the kernel's types, `size` bytes at `at`. */
  take(type: number, view: DataView, run: number, at: number, size: number): void {
    if (type === recordType.sample) this.#takeSample(view, run, at, size);
    else this.#takeOther(type, view, run, at, size);
  }

  #takeSample(view: DataView, run: number, at: number, size: number): void {
    const layout = this.#layoutOf(view, at, size, true);
    if (layout === undefined) {
      this.#unknownId(run, at);
      return;
    }
    const { sample } = layout;
    const littleEndian = this.#metadata.littleEndian;
    if (size < sample.rest) {
      this.#broken(run, at);
      return;
    }
    const mode = view.getUint16(at + 4, littleEndian) & misc.cpuModeMask;
    if (mode === misc.guestKernel || mode === misc.guestUser) this.#noteGuest(run, at);
    const time = sample.time < 0 ? Number.NaN : this.#timeAt(view, at + sample.time);
    const tid = sample.tid < 0 ? 0 : view.getInt32(at + sample.tid + 4, littleEndian);
    const cpu = sample.cpu < 0 ? 0 : view.getUint32(at + sample.cpu, littleEndian);
    let place = at + 8;
    let length = size - 8;
    if (layout.rawFirst) {
      const parts = this.#parts;
      parts.find(layout.event.attribute, view, at + sample.rest, at + size, littleEndian);
      place = parts.raw < 0 ? at + size : parts.raw;
      length = parts.rawBytes;
    }
    const key = this.#keyOf(time);
    const shownCpu = cpu > 0xffff ? 0 : cpu;
    if ((layout.event.attribute.sampleType & sampleBit.read) === 0) {
      this.index.add(key, shownCpu, tid, layout.format, run, place, length, at, layout.number);
      return;
    }
    // A sample of a group stands for one of each of its events.
    this.readsValues = true;
    readValues(layout.event.attribute, view, at + sample.rest, at + size, littleEndian, id => {
      const of = this.#byId.get(id);
      if (of === undefined || size < of.sample.rest) this.#unknownId(run, at);
      else this.index.add(key, shownCpu, tid, of.format, run, place, length, at, of.number);
    });
  }

  #takeOther(type: number, view: DataView, run: number, at: number, size: number): void {
    const format = type < 64 ? this.#ofRecord[type]! : -1;
    if (format < 0) {
      this.#metadata.problems.add({
        name: 'perf-data.unknown-record',
        severity: 'note',
        place: `byte ${at} of part ${run}`,
        sentence: 'Records of types that are not known yet were passed over.',
      });
      return;
    }
    const layout = this.#layoutOf(view, at, size, false) ?? this.#layouts[0];
    if (layout === undefined) return;
    const { trailer } = layout;
    const littleEndian = this.#metadata.littleEndian;
    const end = at + size;
    const has = size >= 8 + trailer.size;
    const time = has && trailer.time >= 0 ? this.#timeAt(view, end - trailer.time) : Number.NaN;
    const cpu = has && trailer.cpu >= 0 ? view.getUint32(end - trailer.cpu, littleEndian) : 0;
    this.index.add(
      this.#keyOf(time),
      cpu > 0xffff ? 0 : cpu,
      this.#threadOf(type, view, at, size, has ? trailer.tid : -1),
      format,
      run,
      at + 8,
      size - 8,
      at,
      layout.number,
    );
    if (type === recordType.lost) this.#countLost(view, at, size, 16);
    else if (type === recordType.lostSamples) this.#countLost(view, at, size, 8);
    else if (type === recordType.throttle) {
      this.#metadata.problems.add({
        name: 'perf-data.throttled',
        severity: 'loss',
        place: `byte ${at} of part ${run}`,
        sentence: 'The kernel stopped sampling for a while because it took too much time.',
      });
    }
  }

  /** The thread that a record is about, or the one that ran. */
  #threadOf(type: number, view: DataView, at: number, size: number, trailer: number): number {
    const littleEndian = this.#metadata.littleEndian;
    const own =
      type === recordType.fork || type === recordType.exit
        ? 16
        : type === recordType.comm ||
            type === recordType.mmap ||
            type === recordType.mmap2 ||
            type === recordType.namespaces ||
            type === recordType.itraceStart
          ? 12
          : -1;
    if (own >= 0 && own + 4 <= size) return view.getInt32(at + own, littleEndian);
    return trailer < 0 ? 0 : view.getInt32(at + size - trailer + 4, littleEndian);
  }

  #countLost(view: DataView, at: number, size: number, offset: number): void {
    if (size < offset + 8) return;
    const littleEndian = this.#metadata.littleEndian;
    const low = view.getUint32(at + offset + (littleEndian ? 0 : 4), littleEndian);
    const high = view.getUint32(at + offset + (littleEndian ? 4 : 0), littleEndian);
    const count = high * twoTo32 + low;
    this.lost += count;
    this.#metadata.problems.add({
      name: 'tracer.lost-events',
      severity: 'loss',
      place: `CPU ${this.index.cpu[this.index.count - 1]}`,
      count,
      sentence: 'The kernel dropped events because perf did not take them out of its buffers in time.',
    });
  }

  /** The event a record belongs to, as perf finds it: by the id that all samples have at the same place. */
  #layoutOf(view: DataView, at: number, size: number, isSample: boolean): EventLayout | undefined {
    const [first] = this.#layouts;
    if (this.#layouts.length < 2 || first === undefined) return first;
    if (!isSample && first.trailer.size === 0) return first;
    const { sample, trailer } = first;
    const place = isSample ? (sample.identifier >= 0 ? sample.identifier : sample.id) : size - trailer.id;
    if (isSample ? place < 0 : trailer.id < 0) return first;
    if (place < 8 || place + 8 > size) return undefined;
    const littleEndian = this.#metadata.littleEndian;
    const low = view.getUint32(at + place + (littleEndian ? 0 : 4), littleEndian);
    const high = view.getUint32(at + place + (littleEndian ? 4 : 0), littleEndian);
    const id = high * twoTo32 + low;
    if (id === this.#lastId) return this.#lastLayout;
    // perf's own records about what was there before have the id 0.
    const found = id === 0 ? first : this.#byId.get(id);
    this.#lastId = id;
    this.#lastLayout = found;
    return found;
  }

  /** Nanoseconds since the start, or NaN where the record states none. */
  #timeAt(view: DataView, at: number): number {
    const littleEndian = this.#metadata.littleEndian;
    const low = view.getUint32(at + (littleEndian ? 0 : 4), littleEndian);
    const high = view.getUint32(at + (littleEndian ? 4 : 0), littleEndian);
    if (high === 0 && low === 0) return Number.NaN;
    if (high === 0xffff_ffff && low === 0xffff_ffff) return Number.NaN;
    if (!this.#started) {
      this.#started = true;
      this.#startHigh = high;
      this.#startLow = low;
      this.start = (BigInt(high) << 32n) | BigInt(low);
    }
    const time = (high - this.#startHigh) * twoTo32 + (low - this.#startLow);
    if (time <= farthest && time >= -farthest) return time;
    this.#metadata.problems.add({
      name: 'trace.time-range',
      severity: 'broken',
      place: `byte ${at}`,
      sentence: 'Events claim to be more than 104 days from the start; their times are cut there.',
    });
    return time > 0 ? farthest : -farthest;
  }

  /** The time a row is sorted by. */
  #keyOf(time: number): number {
    if (Number.isNaN(time)) return this.#delivered;
    if (!this.#ordered) {
      if (time > this.#delivered) this.#delivered = time;
      return this.#delivered;
    }
    if (time > this.#latest) this.#latest = time;
    if (time >= this.#delivered) return time;
    this.#metadata.problems.add({
      name: 'perf-data.late-record',
      severity: 'note',
      place: `${time} ns`,
      sentence: 'Records came later than their time allows; they stand where perf shows them.',
    });
    return this.#delivered;
  }

  #noteGuest(run: number, at: number): void {
    this.#metadata.problems.add({
      name: 'perf-data.guest-samples',
      severity: 'note',
      place: `byte ${at} of part ${run}`,
      sentence:
        'Samples are of virtual machines: texts leave them out, as perf script does; --json has them.',
    });
  }

  #unknownId(run: number, at: number): void {
    this.#metadata.problems.add({
      name: 'perf-data.unknown-id',
      severity: 'broken',
      place: `byte ${at} of part ${run}`,
      sentence: 'Samples belong to events that the file does not describe; they are left out.',
    });
  }

  #broken(run: number, at: number): void {
    this.#metadata.problems.add({
      name: 'perf-data.broken-sample',
      severity: 'broken',
      place: `byte ${at} of part ${run}`,
      sentence: 'Samples are shorter than what their event says they hold; they are left out.',
    });
  }
}
