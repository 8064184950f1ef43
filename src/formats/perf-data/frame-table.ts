import { leb128At, type Place, pointerAt } from './dwarf-numbers.ts';
import type { ElfFile } from './elf-file.ts';
import { type FrameProgram, FrameRules, runFrameProgram } from './frame-rules.ts';

/** What is said of the frames of one function. Addresses are those of the file. */
export interface FrameDescription extends FrameProgram {
  readonly start: number;
  readonly end: number;
  readonly returnRegister: number;
  /** It is what the kernel returns through behind a signal handler. */
  readonly signal: boolean;
  /** Rules that all places begin with. */
  readonly initial: FrameRules;
  readonly programStart: number;
  readonly programEnd: number;
}

/** Rules at a place, with what they are read from. */
export interface FoundRules {
  readonly rules: FrameRules;
  readonly description: FrameDescription;
}

interface CommonPart extends FrameProgram {
  readonly returnRegister: number;
  readonly signal: boolean;
  readonly sized: boolean;
  readonly pointers: number;
  readonly lsda: number;
  readonly initial: FrameRules;
}

/** Entries of two 32-bit numbers that count from the section's own address: the only kind that linkers make. */
const sortedTable = 0x3b;
const omitted = 0xff;
const mostEntries = 1 << 24;
const mostKept = 1 << 16;

/** `.eh_frame`, searched through `.eh_frame_hdr`, as libunwind does. */
export class FrameTable {
  readonly #frames: DataView;
  readonly #framesAddress: number;
  readonly #table: DataView;
  readonly #tableAddress: number;
  readonly #firstEntry: number;
  readonly #entries: number;
  readonly #littleEndian: boolean;
  readonly #registers: number;
  readonly #common = new Map<number, CommonPart | undefined>();
  readonly #kept = new Map<number, FoundRules | 'none' | 'broken'>();

  /** Undefined where a file has no table of frames, or one that cannot be searched. */
  static open(elf: ElfFile, registers: number): FrameTable | undefined {
    const head = elf.find('.eh_frame_hdr');
    const frames = elf.find('.eh_frame');
    if (head === undefined || frames === undefined || !elf.is64) return undefined;
    const view = elf.data(head);
    if (view.byteLength < 12) return undefined;
    const place: Place = { at: 4, end: view.byteLength, ok: true };
    pointerAt(view, place, view.getUint8(1), head.address, elf.littleEndian);
    const count = pointerAt(view, place, view.getUint8(2), head.address, elf.littleEndian);
    if (!place.ok || view.getUint8(3) !== sortedTable) return undefined;
    const there = Math.floor((view.byteLength - place.at) / 8);
    const entries = Math.max(0, Math.min(count, there, mostEntries));
    return new FrameTable(
      elf,
      view,
      head.address,
      place.at,
      entries,
      elf.data(frames),
      frames.address,
      registers,
    );
  }

  private constructor(
    { littleEndian }: ElfFile,
    table: DataView,
    tableAddress: number,
    firstEntry: number,
    entries: number,
    frames: DataView,
    framesAddress: number,
    registers: number,
  ) {
    this.#littleEndian = littleEndian;
    this.#table = table;
    this.#tableAddress = tableAddress;
    this.#firstEntry = firstEntry;
    this.#entries = entries;
    this.#frames = frames;
    this.#framesAddress = framesAddress;
    this.#registers = registers;
  }

  /** The rules at an address of the file; `none` where nothing is said of it. */
  find(address: number): FoundRules | 'none' | 'broken' {
    let found = this.#kept.get(address);
    if (found === undefined) {
      found = this.#read(address);
      if (this.#kept.size >= mostKept) this.#kept.clear();
      this.#kept.set(address, found);
    }
    return found;
  }

  #read(address: number): FoundRules | 'none' | 'broken' {
    const relative = address - this.#tableAddress;
    let from = 0;
    let to = this.#entries;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (relative < this.#entry(middle, 0)) to = middle;
      else from = middle + 1;
    }
    if (to === 0) return 'none';
    const place = this.#entry(to - 1, 4) + this.#tableAddress - this.#framesAddress;
    const description = this.#describe(place);
    if (typeof description === 'string') return description;
    if (address < description.start || address >= description.end) return 'none';
    const rules = description.initial.copy();
    const { start, initial, programStart, programEnd } = description;
    if (!runFrameProgram(description, programStart, programEnd, start, address, rules, initial))
      return 'broken';
    return { rules, description };
  }

  #entry(index: number, offset: number): number {
    return this.#table.getInt32(this.#firstEntry + index * 8 + offset, this.#littleEndian);
  }

  /** The description (FDE) at a place of the section. */
  #describe(at: number): FrameDescription | 'none' | 'broken' {
    const view = this.#frames;
    if (at < 0 || at + 8 > view.byteLength) return 'broken';
    const bytes = view.getUint32(at, this.#littleEndian);
    if (bytes === 0) return 'none';
    const end = at + 4 + bytes;
    if (bytes === 0xffff_ffff || end > view.byteLength) return 'broken';
    const distance = view.getInt32(at + 4, this.#littleEndian);
    const common = this.#commonAt(at + 4 - distance);
    if (distance === 0 || common === undefined) return 'broken';
    const place: Place = { at: at + 8, end, ok: true };
    const start = pointerAt(view, place, common.pointers, this.#framesAddress, this.#littleEndian);
    const length = pointerAt(view, place, common.pointers & 15, 0, this.#littleEndian);
    let programStart = place.at;
    if (common.sized) {
      const size = leb128At(view, place, false);
      programStart = place.at + size;
    } else {
      pointerAt(view, place, common.lsda, this.#framesAddress, this.#littleEndian);
      programStart = place.at;
    }
    if (!place.ok) return 'broken';
    return { ...common, start, end: start + length, programStart, programEnd: end };
  }

  #commonAt(at: number): CommonPart | undefined {
    if (!this.#common.has(at)) this.#common.set(at, this.#readCommon(at));
    return this.#common.get(at);
  }

  /** What several functions have in common (CIE). */
  #readCommon(at: number): CommonPart | undefined {
    const view = this.#frames;
    const littleEndian = this.#littleEndian;
    if (at < 0 || at + 12 > view.byteLength) return undefined;
    const end = at + 4 + view.getUint32(at, littleEndian);
    const version = view.getUint8(at + 8);
    if (end > view.byteLength || view.getUint32(at + 4, littleEndian) !== 0) return undefined;
    if (version !== 1 && (version < 3 || version > 4)) return undefined;
    const place: Place = { at: at + 9, end, ok: true };
    let letters = '';
    for (let letter = -1; letter !== 0 && place.at < end; ) {
      letter = view.getUint8(place.at++);
      if (letter !== 0 && letters.length < 4) letters += String.fromCharCode(letter);
    }
    const codeAlign = leb128At(view, place, false);
    const dataAlign = leb128At(view, place, true);
    const returnRegister = version === 1 ? leadingByte(view, place) : leb128At(view, place, false);
    const sized = letters.startsWith('z');
    if (sized) leb128At(view, place, false);
    let pointers = 4;
    let lsda = omitted;
    let signal = false;
    for (const letter of sized ? letters.slice(1) : letters) {
      if (letter === 'L') lsda = leadingByte(view, place);
      else if (letter === 'R') pointers = leadingByte(view, place);
      else if (letter === 'P') pointerAt(view, place, leadingByte(view, place) & 0x8f, 0, littleEndian);
      else if (letter === 'S') signal = true;
      else if (sized) break;
      else return undefined;
    }
    if (!place.ok || returnRegister >= this.#registers) return undefined;
    const program = { view, littleEndian, codeAlign, dataAlign };
    const initial = new FrameRules(this.#registers);
    const before = new FrameRules(this.#registers);
    if (!runFrameProgram(program, place.at, end, 0, Number.POSITIVE_INFINITY, initial, before))
      return undefined;
    return { ...program, returnRegister, signal, sized, pointers, lsda, initial };
  }
}

function leadingByte(view: DataView, place: Place): number {
  if (place.at >= place.end) {
    place.ok = false;
    return 0;
  }
  return view.getUint8(place.at++);
}
