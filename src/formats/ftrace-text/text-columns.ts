/** The rows of a text while it is read: columns that grow one after the other, so that little lies twice in memory. */
export class TextColumns {
  count = 0;
  time = new Float64Array(0);
  cpu = new Uint16Array(0);
  pid = new Int32Array(0);
  event = new Uint16Array(0);
  run = new Uint16Array(0);
  place = new Uint32Array(0);
  length = new Uint32Array(0);
  /** Of calls, the function's number and one; 0 for other rows. */
  function = new Uint32Array(0);

  get capacity(): number {
    return this.time.length;
  }

  /** Makes room for so many rows in all. */
  grow(capacity: number): void {
    if (capacity <= this.capacity) return;
    this.time = wider(this.time, new Float64Array(capacity));
    this.cpu = wider(this.cpu, new Uint16Array(capacity));
    this.pid = wider(this.pid, new Int32Array(capacity));
    this.event = wider(this.event, new Uint16Array(capacity));
    this.run = wider(this.run, new Uint16Array(capacity));
    this.place = wider(this.place, new Uint32Array(capacity));
    this.length = wider(this.length, new Uint32Array(capacity));
    if (this.function.length > 0) this.function = wider(this.function, new Uint32Array(capacity));
  }

  /** The number of a row's function; the column exists only where there are calls. */
  setFunction(row: number, id: number): void {
    if (this.function.length === 0) this.function = new Uint32Array(this.capacity);
    this.function[row] = id + 1;
  }
}

function wider<Column extends Uint16Array | Uint32Array | Int32Array | Float64Array>(
  old: Column,
  column: Column,
): Column {
  column.set(old);
  return column;
}
