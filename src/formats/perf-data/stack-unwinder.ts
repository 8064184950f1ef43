import type { AddressSpace, MemoryMap } from './address-space.ts';
import type { PerfAttribute } from './attribute.ts';
import { type ExpressionSources, evaluate } from './dwarf-expression.ts';
import { rule } from './frame-rules.ts';
import type { FoundRules } from './frame-table.ts';
import type { SampleParts } from './sample-parts.ts';
import type { Symbolizer } from './symbolizer.ts';
import { placesOfRegisters, type RegisterLayout } from './user-registers.ts';

/** perf asks for at most so many frames (PERF_MAX_STACK_DEPTH). */
const mostFrames = 127;
const twoTo32 = 2 ** 32;
const exact = 2 ** 53;
/** How far above the frame a frame pointer may point that is guessed (libunwind's x86-64 step). */
const farthestGuess = 0x4000;

/** Where the value of a register is: nowhere, in the sample's registers, in memory, or it is the number itself. */
const kept = { nowhere: 0, sample: 1, memory: 2, number: 3 } as const;

/** A step out of a frame: it went, it went out of the last one, or there is no more to say. */
type Step = 'caller' | 'signal' | 'end';

/**
 * Unwinds copies of stacks that `--call-graph dwarf` records, as perf 6.1 with libunwind 1.6 does: memory beyond the copy
 * is read from the mapped file, and is 0 where something else is mapped.
 */
export class StackUnwinder {
  /** Addresses of the frames from the innermost, in halves: those of callers lie within the call. */
  readonly high = new Uint32Array(mostFrames);
  readonly low = new Uint32Array(mostFrames);
  count = 0;
  readonly #symbolizer: Symbolizer;
  readonly #littleEndian: boolean;
  readonly #places = new WeakMap<PerfAttribute, Int8Array>();
  readonly #sources: ExpressionSources;
  #layout: RegisterLayout | undefined;
  #kind = new Uint8Array(0);
  #value = new Float64Array(0);
  #nextKind = new Uint8Array(0);
  #nextValue = new Float64Array(0);
  #place: Int8Array = new Int8Array(64);
  #view: DataView = new DataView(new ArrayBuffer(0));
  #parts: SampleParts | undefined;
  #space: AddressSpace | undefined;
  #stackStart = 0;
  #cfa = 0;
  #ipHigh = 0;
  #ipLow = 0;
  /** The address is that behind a call. */
  #behindCall = false;
  /** What was read last. */
  #readHigh = 0;
  #readLow = 0;

  constructor(symbolizer: Symbolizer, littleEndian: boolean) {
    this.#symbolizer = symbolizer;
    this.#littleEndian = littleEndian;
    this.#sources = {
      register: number => (this.#readRegister(number) ? this.#bits : undefined),
      memory: address => (this.#readMemory(Number(address)) ? this.#bits : undefined),
    };
  }

  /** Fills `high` and `low` with the frames of a sample; none where it has no copy, or nothing mapped can be read. */
  unwind(view: DataView, parts: SampleParts, attribute: PerfAttribute, space: AddressSpace): void {
    this.count = 0;
    if (parts.userRegisters < 0 || parts.userStackBytes === 0) return;
    const layout = this.#symbolizer.registersIn(space);
    if (layout === undefined) return;
    this.#use(layout);
    this.#view = view;
    this.#parts = parts;
    this.#space = space;
    this.#place = this.#placesOf(attribute);
    if (!this.#readSample(layout.programCounter)) return;
    this.#setAddress();
    this.#add(0);
    if (!this.#readSample(layout.stackPointer)) return;
    this.#stackStart = this.#number;
    this.#cfa = this.#stackStart;
    this.#behindCall = false;
    this.#kind.fill(kept.sample);
    for (let number = 0; number < this.#value.length; number++) this.#value[number] = number;
    while (this.count < mostFrames) {
      const step = this.#step(layout, space);
      if (step === 'end') return;
      this.#add(step === 'signal' ? 0 : 1);
    }
  }

  get #number(): number {
    return this.#readHigh * twoTo32 + this.#readLow;
  }

  get #bits(): bigint {
    return (BigInt(this.#readHigh) << 32n) | BigInt(this.#readLow);
  }

  get #address(): number {
    return this.#ipHigh * twoTo32 + this.#ipLow;
  }

  #use(layout: RegisterLayout): void {
    if (layout === this.#layout) return;
    const registers = layout.perfNumber.length;
    this.#layout = layout;
    this.#kind = new Uint8Array(registers);
    this.#value = new Float64Array(registers);
    this.#nextKind = new Uint8Array(registers);
    this.#nextValue = new Float64Array(registers);
  }

  #placesOf(attribute: PerfAttribute): Int8Array {
    let places = this.#places.get(attribute);
    if (places === undefined) {
      places = placesOfRegisters(attribute);
      this.#places.set(attribute, places);
    }
    return places;
  }

  #setAddress(): void {
    this.#ipHigh = this.#readHigh;
    this.#ipLow = this.#readLow;
  }

  /** Adds a frame at the address less `back`. perf leaves out those at 0. */
  #add(back: number): void {
    const low = this.#ipLow - back;
    const high = (this.#ipHigh - (low < 0 ? 1 : 0)) >>> 0;
    if (high === 0 && low === 0) return;
    this.high[this.count] = high;
    this.low[this.count++] = low >>> 0;
  }

  #step(layout: RegisterLayout, space: AddressSpace): Step {
    const before = this.#address;
    const cfaBefore = this.#cfa;
    const sought = before - (this.#behindCall ? 1 : 0);
    if (sought >= exact || sought < 0) return 'end';
    const map = space.find(Math.floor(sought / twoTo32), sought >>> 0);
    const found = map === undefined ? undefined : this.#symbolizer.frameRules(map, sought);
    if (map === undefined || found === undefined || found === 'broken') return 'end';
    const step = found === 'none' ? this.#guess(layout, before) : this.#apply(found, layout);
    return step !== 'end' && this.#address === before && this.#cfa === cfaBefore ? 'end' : step;
  }

  /** Goes to the caller by the rules at the address. */
  #apply({ rules, description }: FoundRules, layout: RegisterLayout): Step {
    const { view } = description;
    const { kind, value } = rules;
    this.#behindCall = !description.signal;
    if (rules.cfaIsExpression) {
      const address = evaluate(view, rules.cfaOffset, 0n, this.#littleEndian, this.#sources);
      if (address === undefined) return 'end';
      this.#nextCfa = Number(address);
    } else {
      if (!this.#readRegister(rules.cfaRegister)) return 'end';
      this.#nextCfa = this.#number + rules.cfaOffset;
    }
    const cfa = this.#nextCfa;
    const nextKind = this.#nextKind;
    const nextValue = this.#nextValue;
    nextKind.set(this.#kind);
    nextValue.set(this.#value);
    for (let i = 0; i < kind.length; i++) {
      switch (kind[i]) {
        case rule.same:
          break;
        case rule.undefined:
          nextKind[i] = kept.nowhere;
          break;
        case rule.offset:
          nextKind[i] = kept.memory;
          nextValue[i] = cfa + value[i]!;
          break;
        case rule.register:
          if (value[i]! >= kind.length) return 'end';
          nextKind[i] = nextKind[value[i]!]!;
          nextValue[i] = nextValue[value[i]!]!;
          break;
        default: {
          const result = evaluate(view, value[i]!, BigInt(cfa), this.#littleEndian, this.#sources);
          if (result === undefined) return 'end';
          nextKind[i] = kind[i] === rule.value ? kept.number : kept.memory;
          nextValue[i] = Number(result);
        }
      }
    }
    this.#swap();
    this.#cfa = cfa;
    const { returnRegister, signal } = description;
    if (!this.#readKept(returnRegister)) return 'end';
    this.#setAddress();
    // The ABI of x86-64 marks the outermost frame by a frame pointer that is nowhere.
    if (layout.guesses && this.#kind[layout.framePointer] === kept.nowhere) return 'end';
    return signal ? 'signal' : 'caller';
  }

  #nextCfa = 0;

  #swap(): void {
    [this.#kind, this.#nextKind] = [this.#nextKind, this.#kind];
    [this.#value, this.#nextValue] = [this.#nextValue, this.#value];
  }

  /** Goes to the caller of code that nothing is said of: a stub of a PLT, or a function with a frame pointer. */
  #guess(layout: RegisterLayout, address: number): Step {
    if (!layout.guesses) return 'end';
    const { framePointer, programCounter } = layout;
    if (this.#isLinkageStub(address)) {
      this.#kind[programCounter] = kept.memory;
      this.#value[programCounter] = this.#cfa;
      this.#cfa += 8;
    } else {
      if (!this.#readKept(framePointer)) return 'end';
      const frame = this.#number;
      if (frame === 0) return 'end';
      const isFrame = frame >= this.#cfa && frame - this.#cfa <= farthestGuess && this.#readMemory(frame);
      this.#cfa += 16;
      this.#kind.fill(kept.nowhere);
      this.#behindCall = true;
      if (!isFrame) return 'end';
      this.#kind[framePointer] = kept.memory;
      this.#value[framePointer] = frame;
      this.#kind[programCounter] = kept.memory;
      this.#value[programCounter] = frame + 8;
    }
    if (this.#kind[framePointer] === kept.nowhere || !this.#readKept(programCounter)) return 'end';
    this.#setAddress();
    return 'caller';
  }

  /** `jmp *x(%rip)`, `push $n`, `jmp` */
  #isLinkageStub(address: number): boolean {
    if (!this.#readMemory(address)) return false;
    if ((this.#readLow & 0xffff) !== 0x25ff || ((this.#readHigh >>> 16) & 0xff) !== 0x68) return false;
    return this.#readMemory(address + 8) && this.#readLow >>> 24 === 0xe9;
  }

  /** The stack pointer of a frame is where the frame of its callee ended. */
  #readRegister(number: number): boolean {
    if (number === this.#layout?.stackPointer) {
      this.#setRead(this.#cfa);
      return true;
    }
    return this.#readKept(number);
  }

  #readKept(number: number): boolean {
    const value = this.#value[number]!;
    switch (this.#kind[number]) {
      case kept.sample:
        return this.#readSample(value);
      case kept.memory:
        return this.#readMemory(value);
      case kept.number:
        this.#setRead(value);
        return true;
      default:
        return false;
    }
  }

  #readSample(number: number): boolean {
    const perfNumber = this.#layout?.perfNumber[number];
    const place = perfNumber === undefined ? -1 : this.#place[perfNumber]!;
    if (place < 0) return false;
    this.#take(this.#view, this.#parts!.userRegisters + place * 8, this.#littleEndian);
    return true;
  }

  /** Eight bytes of the program's memory. */
  #readMemory(address: number): boolean {
    if (!(address >= 0 && address < exact)) return false;
    const { userStack, userStackBytes } = this.#parts!;
    const offset = address - this.#stackStart;
    if (offset >= 0 && offset + 8 < userStackBytes) {
      this.#take(this.#view, userStack + offset, this.#littleEndian);
      return true;
    }
    const map: MemoryMap | undefined = this.#space!.find(Math.floor(address / twoTo32), address >>> 0);
    if (map === undefined) return false;
    const bytes = this.#symbolizer.readMapped(map, address, 8);
    if (bytes === undefined || bytes.length < 8) this.#setRead(0);
    else this.#take(new DataView(bytes.buffer, bytes.byteOffset, 8), 0, this.#littleEndian);
    return true;
  }

  #take(view: DataView, at: number, littleEndian: boolean): void {
    const [low, high] = littleEndian ? [at, at + 4] : [at + 4, at];
    this.#readLow = view.getUint32(low, littleEndian);
    this.#readHigh = view.getUint32(high, littleEndian);
  }

  #setRead(value: number): void {
    this.#readHigh = Math.floor(value / twoTo32) >>> 0;
    this.#readLow = value >>> 0;
  }
}
