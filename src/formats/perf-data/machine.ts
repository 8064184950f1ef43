import { AddressSpace, type MappedBinary, type MemoryMap } from './address-space.ts';
import { hexOf } from './build-ids.ts';
import { textAt } from './bytes-reader.ts';
import { misc, recordType } from './record-types.ts';
import type { PerfRecording } from './recording.ts';

/** A thread as far as it is known at some row. */
export interface PerfThread {
  readonly pid: number;
  readonly tid: number;
  /** Bytes as Latin-1; `:TID` until a record names it. */
  comm: string;
  named: boolean;
  readonly space: AddressSpace;
}

const mapExecutable = 4;
const mapHugePages = 0x4_0000;
const kernelName = '[kernel.kallsyms]';

/**
 * What perf knows of tasks and memory at a row, from the records before it: names by thread, maps by process and those of
 * the kernel. Rows are asked for in ascending order; an earlier one begins again.
 */
export class PerfMachine {
  kernel = new AddressSpace();
  /** Where the kernel said that its reference symbol was; undefined where it hid that. */
  reference: { readonly symbol: string; readonly high: number; readonly low: number } | undefined;
  /** Grows with every record that changed something. */
  version = 0;
  readonly #recording: PerfRecording;
  /** Rows of the records that change something. */
  readonly #changes: Uint32Array;
  #next = 0;
  #threads = new Map<number, PerfThread>();
  #binaries = new Map<string, MappedBinary>();
  #kernelMap: MemoryMap | undefined;
  readonly #types: Int32Array;

  constructor(recording: PerfRecording) {
    this.#recording = recording;
    const { ofRecord, formats } = recording.described;
    this.#types = new Int32Array(formats.length).fill(-1);
    const { mmap, mmap2, comm, fork } = recordType;
    for (const type of [mmap, mmap2, comm, fork]) this.#types[ofRecord[type]!] = type;
    const rows: number[] = [];
    const { event, count } = recording.trace;
    for (let row = 0; row < count; row++) if (this.#types[event[row]!]! > 0) rows.push(row);
    this.#changes = Uint32Array.from(rows);
    this.#reset();
  }

  /** Takes in every record before `row` of the whole trace. */
  advanceTo(row: number): void {
    const changes = this.#changes;
    if (this.#next > 0 && changes[this.#next - 1]! >= row) this.#reset();
    while (this.#next < changes.length && changes[this.#next]! < row) this.#take(changes[this.#next++]!);
  }

  /** The thread of these ids, made where it is not known yet. */
  thread(pid: number, tid: number): PerfThread {
    const known = this.#threads.get(tid);
    if (known !== undefined) return known;
    const space = pid === tid || pid < 0 ? new AddressSpace() : this.thread(pid, pid).space;
    const thread: PerfThread = { pid, tid, comm: `:${tid}`, named: false, space };
    this.#threads.set(tid, thread);
    return thread;
  }

  #reset(): void {
    this.#next = 0;
    this.version++;
    this.#threads = new Map();
    this.kernel = new AddressSpace();
    this.#kernelMap = undefined;
    this.reference = undefined;
    const idle = this.thread(0, 0);
    idle.comm = 'swapper';
    idle.named = true;
  }

  #take(row: number): void {
    this.version++;
    const { trace, columns, metadata } = this.#recording;
    const { view } = trace.runs[trace.run[row]!]!;
    const at = columns.record[row]!;
    const size = trace.length[row]! + 8;
    const type = this.#types[trace.event[row]!]!;
    const little = metadata.littleEndian;
    const word = (offset: number): number => (offset + 4 <= size ? view.getInt32(at + offset, little) : 0);
    const flags = view.getUint16(at + 4, little);
    if (type === recordType.comm) {
      const thread = this.thread(word(8), word(12));
      thread.comm = textAt(view, at + 16, at + size);
      thread.named = true;
    } else if (type === recordType.fork) {
      this.#fork(word(8), word(16), word(12), word(20), (flags & misc.forkExec) !== 0);
    } else if (type === recordType.mmap2) {
      const hasBuildId = (flags & misc.mmapBuildId) !== 0 && size >= 64;
      const buildId = hasBuildId ? hexOf(view, at + 44, Math.min(20, view.getUint8(at + 40))) : undefined;
      this.#map(view, at, size, 72, word(64), word(68), flags, buildId);
    } else {
      const protection = (flags & misc.mmapData) === 0 ? mapExecutable : 0;
      this.#map(view, at, size, 40, protection, 0, flags, undefined);
    }
  }

  #fork(pid: number, tid: number, parentPid: number, parentTid: number, synthesized: boolean): void {
    let parent = this.thread(parentPid, parentTid);
    if (parent.pid !== parentPid) {
      this.#threads.delete(parentTid);
      parent = this.thread(parentPid, parentTid);
    }
    this.#threads.delete(tid);
    const thread = this.thread(pid, tid);
    if (parent.named) {
      thread.comm = parent.comm;
      thread.named = true;
    }
    if (pid !== parent.pid && thread.space !== parent.space && !synthesized)
      thread.space.copyFrom(parent.space);
  }

  #map(
    view: DataView,
    at: number,
    size: number,
    nameOffset: number,
    protection: number,
    flags: number,
    recordFlags: number,
    buildId: string | undefined,
  ): void {
    if (size <= nameOffset) return;
    const little = this.#recording.metadata.littleEndian;
    const low = (offset: number): number => view.getUint32(at + offset + (little ? 0 : 4), little);
    const high = (offset: number): number => view.getUint32(at + offset + (little ? 4 : 0), little);
    const endLow = low(16) + low(24);
    const place = {
      startHigh: high(16),
      startLow: low(16),
      endHigh: (high(16) + high(24) + (endLow > 0xffff_ffff ? 1 : 0)) >>> 0,
      endLow: endLow >>> 0,
    };
    const name = textAt(view, at + nameOffset, at + size);
    const mode = recordFlags & misc.cpuModeMask;
    if (mode === misc.kernel) {
      this.#mapKernel(name, place, { high: high(32), low: low(32) }, buildId);
      return;
    }
    if (mode === misc.guestKernel || mode === misc.guestUser) return;
    const pid = view.getInt32(at + 8, little);
    const thread = this.thread(pid, view.getInt32(at + 12, little));
    const withoutFile = isWithoutFile(name) || (flags & mapHugePages) !== 0;
    const shown = withoutFile && (protection & mapExecutable) !== 0 ? `/tmp/perf-${pid}.map` : name;
    const vdso = name.startsWith('[vdso]');
    thread.space.insert({
      ...place,
      offsetHigh: vdso ? 0 : high(32),
      offsetLow: vdso ? 0 : low(32),
      identity: withoutFile,
      binary: this.#binary(vdso ? '[vdso]' : shown, shown, false, buildId),
    });
  }

  #mapKernel(
    name: string,
    place: Pick<MemoryMap, 'startHigh' | 'startLow' | 'endHigh' | 'endLow'>,
    offset: { readonly high: number; readonly low: number },
    buildId: string | undefined,
  ): void {
    const whole = { ...place, offsetHigh: 0, offsetLow: 0 };
    if (name.startsWith(kernelName.slice(0, -1))) {
      if (place.startHigh === 0 && place.startLow === 0 && place.endHigh === 0 && place.endLow === 0) {
        whole.endHigh = 0xffff_ffff;
        whole.endLow = 0xffff_ffff;
      }
      const map = { ...whole, identity: true, binary: this.#binary(kernelName, kernelName, true, buildId) };
      this.kernel.replace(this.#kernelMap, map);
      this.#kernelMap = map;
      if (offset.high !== 0 || offset.low !== 0) {
        this.reference = { symbol: name.slice(kernelName.length), ...offset };
      }
    } else if (name.startsWith('/') || name.startsWith('[')) {
      const module = moduleName(name);
      if (module !== undefined) {
        const binary = this.#binary(module, name, true, buildId);
        this.kernel.replace(undefined, { ...whole, identity: false, binary });
      }
    }
  }

  #binary(name: string, path: string, kernel: boolean, recorded: string | undefined): MappedBinary {
    const buildId = recorded ?? this.#recording.metadata.buildIds.get(path);
    const key = `${name}\0${path}\0${buildId}`;
    let binary = this.#binaries.get(key);
    if (binary === undefined) {
      binary = { name, path, kernel, buildId };
      this.#binaries.set(key, binary);
    }
    return binary;
  }
}

function isWithoutFile(name: string): boolean {
  return (
    name === '//anon' ||
    name.startsWith('/dev/zero') ||
    name.startsWith('/anon_hugepage') ||
    name.startsWith('[stack') ||
    name.startsWith('/SYSV') ||
    name === '[heap]'
  );
}

/** `[overlay]` of `/lib/modules/6.1.0/kernel/fs/overlayfs/overlay.ko.xz`; undefined where it is no module. */
function moduleName(path: string): string | undefined {
  if (path.startsWith('[')) return /^\[(?:vdso|vsyscall)/.test(path) ? undefined : path;
  const file = path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:gz|xz|zst)$/, '');
  const end = file.lastIndexOf('.');
  if (end <= 0 || !file.startsWith('.ko', end)) return undefined;
  return `[${file.slice(0, end)}]`.replaceAll('-', '_');
}
