type NumberArray = Uint8Array | Uint16Array | Uint32Array | Int16Array | Int32Array | Float64Array;

/** A typed array that grows: what a column is while its rows are still coming. */
export abstract class Growing<T extends NumberArray> {
  length = 0;
  protected values: T;
  readonly #make: (length: number) => T;

  constructor(make: (length: number) => T, capacity = 256) {
    this.#make = make;
    this.values = make(capacity);
  }

  abstract push(value: number): void;

  /** The value at a place below `length`. */
  abstract at(index: number): number;

  abstract set(index: number, value: number): void;

  /** The values as they are now; the array may be written to by what is pushed or set later. */
  view(): T {
    return this.values.subarray(0, this.length) as T;
  }

  protected grow(): void {
    const larger = this.#make(this.values.length * 2);
    larger.set(this.values);
    this.values = larger;
  }
}

// Each kind of array has methods of its own: those that meet arrays of several kinds are several times as slow.
class GrowingU8 extends Growing<Uint8Array> {
  push(value: number): void {
    if (this.length === this.values.length) this.grow();
    this.values[this.length++] = value;
  }

  at(index: number): number {
    return this.values[index]!;
  }

  set(index: number, value: number): void {
    this.values[index] = value;
  }
}

class GrowingU16 extends Growing<Uint16Array> {
  push(value: number): void {
    if (this.length === this.values.length) this.grow();
    this.values[this.length++] = value;
  }

  at(index: number): number {
    return this.values[index]!;
  }

  set(index: number, value: number): void {
    this.values[index] = value;
  }
}

class GrowingU32 extends Growing<Uint32Array> {
  push(value: number): void {
    if (this.length === this.values.length) this.grow();
    this.values[this.length++] = value;
  }

  at(index: number): number {
    return this.values[index]!;
  }

  set(index: number, value: number): void {
    this.values[index] = value;
  }
}

class GrowingI32 extends Growing<Int32Array> {
  push(value: number): void {
    if (this.length === this.values.length) this.grow();
    this.values[this.length++] = value;
  }

  at(index: number): number {
    return this.values[index]!;
  }

  set(index: number, value: number): void {
    this.values[index] = value;
  }
}

class GrowingF64 extends Growing<Float64Array> {
  push(value: number): void {
    if (this.length === this.values.length) this.grow();
    this.values[this.length++] = value;
  }

  at(index: number): number {
    return this.values[index]!;
  }

  set(index: number, value: number): void {
    this.values[index] = value;
  }
}

export const growing = {
  u8: (capacity?: number): Growing<Uint8Array> => new GrowingU8(length => new Uint8Array(length), capacity),
  u16: (capacity?: number): Growing<Uint16Array> =>
    new GrowingU16(length => new Uint16Array(length), capacity),
  u32: (capacity?: number): Growing<Uint32Array> =>
    new GrowingU32(length => new Uint32Array(length), capacity),
  i32: (capacity?: number): Growing<Int32Array> => new GrowingI32(length => new Int32Array(length), capacity),
  f64: (capacity?: number): Growing<Float64Array> =>
    new GrowingF64(length => new Float64Array(length), capacity),
} as const;
