import type { PerfAttribute } from './attribute.ts';

/** How the registers of a kind of machine are numbered, by perf and by DWARF. */
export interface RegisterLayout {
  /** perf's number of each DWARF register. */
  readonly perfNumber: readonly number[];
  readonly stackPointer: number;
  readonly framePointer: number;
  readonly programCounter: number;
  /** A frame without unwind information may be walked by its frame pointer, and stubs of a PLT are known by their code. */
  readonly guesses: boolean;
}

const x86: RegisterLayout = {
  perfNumber: [0, 3, 2, 1, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23, 8],
  stackPointer: 7,
  framePointer: 6,
  programCounter: 16,
  guesses: true,
};

const arm64: RegisterLayout = {
  perfNumber: Array.from({ length: 33 }, (_, number) => number),
  stackPointer: 31,
  framePointer: 29,
  programCounter: 32,
  guesses: false,
};

/** By machine of an ELF file, for those of 64 bits. */
export const registerLayouts: ReadonlyMap<number, RegisterLayout> = new Map([
  [62, x86],
  [183, arm64],
]);

/** Where in a sample's registers that of a number of perf's stands, -1 where the event did not record it. */
export function placesOfRegisters({ regsUserLow, regsUserHigh }: PerfAttribute): Int8Array {
  const places = new Int8Array(64).fill(-1);
  let next = 0;
  for (let number = 0; number < 64; number++) {
    const word = number < 32 ? regsUserLow : regsUserHigh;
    if (((word >>> (number & 31)) & 1) === 1) places[number] = next++;
  }
  return places;
}
