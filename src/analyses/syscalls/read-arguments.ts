import { type EventFormat, type FieldValue, RecordFields, type Trace } from '../../store/index.ts';

/** The most arguments that a system call has. */
const mostArguments = 6;

type Reader = (row: number) => FieldValue;

/** Reads the arguments of entries into system calls, of either kind of event. */
export class ReadArguments {
  readonly #trace: Trace;
  /** By event: the reader of `args`, or those of single fields. */
  readonly #readers = new Map<number, Reader | readonly Reader[]>();

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** A reader of the first argument, which is asked for at every call; of records it takes no list of all. */
  first(event: number): (row: number) => number {
    const { fields, formats } = this.#trace;
    const format = formats[event]!;
    const isNumbered = format.system === 'raw_syscalls';
    if (isNumbered && !(fields instanceof RecordFields)) return row => this.number(row, 0);
    const name = isNumbered ? 'args' : argumentFields(format)[0];
    return (name === undefined ? undefined : fields.number(event, name)) ?? (() => 0);
  }

  /** Numbers, and hexadecimal texts of those beyond 2^53. */
  all(row: number): readonly (string | number)[] {
    const event = this.#trace.event[row]!;
    const found = this.#readers.get(event) ?? this.#makeReaders(event);
    this.#readers.set(event, found);
    if (typeof found !== 'function') return found.map(read => single(read(row)));
    const args = found(row);
    return typeof args === 'object' ? args.slice(0, mostArguments) : [single(args)];
  }

  /** One argument; 0 where it is missing. */
  number(row: number, index: number): number {
    return Number(this.all(row)[index] ?? 0);
  }

  /** The text that an argument points to, which kernels from 6.19 record: `filename` in `__filename_val`. */
  text(row: number, name: string): string | undefined {
    const value = this.#trace.fields.text(this.#trace.event[row]!, `__${name}_val`)?.(row);
    return value === '' ? undefined : value;
  }

  #makeReaders(event: number): Reader | readonly Reader[] {
    const { fields, formats } = this.#trace;
    const format = formats[event];
    if (format === undefined) return [];
    const all = format.system === 'raw_syscalls' ? fields.value(event, 'args') : undefined;
    return all ?? argumentFields(format).flatMap(name => fields.value(event, name) ?? []);
  }
}

function argumentFields(format: EventFormat): readonly string[] {
  return format.fields
    .filter(
      ({ name, common }) => !common && name !== '__syscall_nr' && name !== 'nr' && !/^__.*_val$/.test(name),
    )
    .map(({ name }) => name);
}

function single(value: FieldValue): string | number {
  return typeof value === 'object' ? 0 : value;
}
