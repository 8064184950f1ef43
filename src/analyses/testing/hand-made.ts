import { encodeLatin1 } from '../../base/index.ts';
import {
  type EventFormat,
  type FieldSource,
  type FieldValue,
  KernelSymbols,
  TaskNames,
  Trace,
  type TraceLoss,
} from '../../store/index.ts';

/** One event of a hand-made trace. Times in nanoseconds; 64-bit values as bigint. */
export interface MadeEvent {
  readonly time: number;
  readonly cpu?: number;
  readonly pid?: number;
  readonly comm?: string;
  /** `system:name`. */
  readonly event: string;
  readonly fields?: Readonly<Record<string, MadeValue>>;
  /** Events that were lost before it, on its CPU; -1 for an unknown number. */
  readonly lost?: number;
  /** The tracing instance; the top one where it is not said. */
  readonly buffer?: string;
}

export type MadeValue = number | bigint | string | readonly number[];

/** A trace of events written down in a test. Those of one CPU stand in their order; all are sorted by time. */
export function handMade(events: readonly MadeEvent[]): Trace {
  const sorted = [...events].sort((a, b) => a.time - b.time);
  const names = [...new Set(sorted.map(({ event }) => event))];
  const formats = names.map((full, index) => formatOf(full, index, sorted));
  const buffers = [...new Set(['', ...sorted.map(({ buffer }) => buffer ?? '')])];
  const runKeys = [...new Set(sorted.map(runKey))];
  const runs = runKeys.map(key => {
    const one = sorted.find(event => runKey(event) === key)!;
    return {
      buffer: buffers.indexOf(one.buffer ?? ''),
      cpu: one.cpu ?? 0,
      view: new DataView(new ArrayBuffer(0)),
    };
  });
  const tasks = new TaskNames();
  for (const { pid, comm } of sorted) if (pid !== undefined && comm !== undefined) tasks.add(pid, comm);
  return new Trace({
    count: sorted.length,
    time: Float64Array.from(sorted, ({ time }) => time),
    cpu: Uint16Array.from(sorted, ({ cpu }) => cpu ?? 0),
    pid: Int32Array.from(sorted, ({ pid }) => pid ?? 0),
    event: Uint16Array.from(sorted, ({ event }) => names.indexOf(event)),
    run: Uint16Array.from(sorted, event => runKeys.indexOf(runKey(event))),
    place: new Uint32Array(sorted.length),
    length: new Uint32Array(sorted.length),
    start: 0n,
    clock: { name: 'mono', unit: 'ns' },
    littleEndian: true,
    longBytes: 8,
    formats,
    runs,
    buffers,
    losses: sorted.flatMap(({ lost }, row): TraceLoss[] =>
      lost === undefined ? [] : [{ row, count: lost, atPageStart: true }],
    ),
    tasks,
    symbols: new KernelSymbols(encodeLatin1('')),
    kernelStrings: new Map(),
    facts: {
      format: 'hand-made',
      source: '',
      uname: '',
      writer: '',
      cpuCount: Math.max(0, ...sorted.map(({ cpu }) => cpu ?? 0)) + 1,
      cpuStats: '',
      pageSize: 4096,
    },
    problems: [],
    fields: trace => new MadeFields(sorted, trace.formats),
  });
}

function runKey({ buffer, cpu }: MadeEvent): string {
  return `${buffer ?? ''}/${cpu ?? 0}`;
}

function formatOf(full: string, id: number, events: readonly MadeEvent[]): EventFormat {
  const [system = '', name = ''] = full.split(':');
  const all = events
    .filter(({ event }) => event === full)
    .flatMap(({ fields }) => Object.entries(fields ?? {}));
  const fields = [...new Map(all)].map(([field, value]) => ({
    name: field,
    type: typeof value === 'string' ? 'char *' : 'long',
    offset: 0,
    size: 8,
    signed: typeof value !== 'bigint',
    place: 'fixed' as const,
    array: Array.isArray(value),
    arrayLength: 0,
    elementSize: 8,
    pointer: false,
    string: typeof value === 'string',
    common: false,
  }));
  return { system, name, id, fields, printFormat: '' };
}

class MadeFields implements FieldSource {
  readonly #events: readonly MadeEvent[];
  readonly #formats: readonly EventFormat[];

  constructor(events: readonly MadeEvent[], formats: readonly EventFormat[]) {
    this.#events = events;
    this.#formats = formats;
  }

  number(event: number, name: string): ((row: number) => number) | undefined {
    return this.#reader(event, name, value => (typeof value === 'string' ? 0 : Number(value)));
  }

  low(event: number, name: string): ((row: number) => number) | undefined {
    return this.#reader(event, name, value => Number(BigInt.asUintN(32, bits(value))));
  }

  high(event: number, name: string): ((row: number) => number) | undefined {
    return this.#reader(event, name, value => Number(BigInt.asUintN(32, bits(value) >> 32n)));
  }

  text(event: number, name: string): ((row: number) => string) | undefined {
    return this.#reader(event, name, value => (typeof value === 'string' ? value : ''));
  }

  value(event: number, name: string): ((row: number) => FieldValue) | undefined {
    return this.#reader(event, name, value =>
      typeof value === 'bigint' ? `0x${BigInt.asUintN(64, value).toString(16)}` : value,
    );
  }

  #reader<T>(event: number, name: string, read: (value: MadeValue) => T): ((row: number) => T) | undefined {
    if (!this.#formats[event]?.fields.some(field => field.name === name)) return undefined;
    return row => read(this.#events[row]?.fields?.[name] ?? 0);
  }
}

function bits(value: MadeValue): bigint {
  return typeof value === 'number' || typeof value === 'bigint' ? BigInt(value) : 0n;
}
