import { growing, type Trace } from '../../store/index.ts';
import { mostIn16Bits, Names } from '../names/index.ts';
import { tasksOf } from '../tasks/index.ts';
import { EventWalk } from '../walk/index.ts';

/** Page faults, one row each. */
export class Faults {
  readonly row = growing.u32();
  readonly task = growing.u32();
  /** Codes into `modes`, `kinds`, `causes`, `files`. */
  readonly mode = growing.u8();
  readonly kind = growing.u8();
  readonly access = growing.u16();
  readonly cause = growing.u16();
  readonly file = growing.u16();
  readonly address = growing.f64();
  readonly texts = {
    access: new Names(mostIn16Bits),
    cause: new Names(mostIn16Bits),
    file: new Names(mostIn16Bits),
  };

  get count(): number {
    return this.row.length;
  }
}

export const modes: readonly string[] = ['user', 'kernel'];
export const kinds: readonly string[] = ['', 'minor', 'major', 'any'];

// arch/x86/include/asm/trap_pf.h, enum x86_pf_error_code
const protection = 1;
const write = 2;
const reserved = 8;
const fetch = 16;
const protectionKey = 32;
const shadowStack = 64;

export function accessOf(code: number): string {
  if ((code & fetch) !== 0) return 'execute';
  return (code & write) !== 0 ? 'write' : 'read';
}

/** Why the hardware faulted, by the error code of x86. */
export function causeOf(code: number): string {
  if ((code & reserved) !== 0) return 'reserved bit set in the page table';
  if ((code & protectionKey) !== 0) return 'protection key';
  if ((code & shadowStack) !== 0) return 'shadow stack';
  if ((code & protection) === 0) return 'no page there';
  return (code & write) !== 0 ? 'page not writable, as before a copy on write' : 'page not accessible';
}

interface Mapping {
  readonly start: number;
  readonly end: number;
  readonly file: number;
}

const mostMappings = 4096;
// Of a recording that forks without end.
const mostCopies = 1 << 20;

/** Follows page faults, and what was mapped where as perf tells it. */
export function followFaults(trace: Trace): Faults {
  const faults = new Faults();
  const tasks = tasksOf(trace);
  const mappings = new Map<number, Mapping[]>();
  const processes = new Map<number, number>();
  const { access, cause, file } = faults.texts;
  for (const texts of [access, cause, file]) texts.code('');
  let copies = mostCopies;
  const walk = new EventWalk(trace);
  const mappedFile = (tid: number, address: number): number => {
    const list = mappings.get(processes.get(tid) ?? tid) ?? [];
    return list.findLast(({ start, end }) => start <= address && address < end)?.file ?? 0;
  };
  const push = (row: number, mode: number, kind: number, address: number, code: number | undefined): void => {
    faults.row.push(row);
    faults.task.push(tasks.ofRow(row));
    faults.mode.push(mode);
    faults.kind.push(kind);
    faults.address.push(address);
    faults.access.push(code === undefined ? 0 : access.code(accessOf(code)));
    faults.cause.push(code === undefined ? 0 : cause.code(causeOf(code)));
    faults.file.push(mappedFile(trace.pid[row]!, address));
  };
  for (const [mode, name] of modes.entries()) {
    walk.on(`exceptions:page_fault_${name}`, fields => {
      const [address, code] = [fields.number('address'), fields.number('error_code')];
      return row => push(row, mode, 0, address(row), code(row));
    });
  }
  for (const [kind, name] of [
    [1, 'minor-faults'],
    [2, 'major-faults'],
    [3, 'page-faults'],
  ] as const) {
    walk.on(`perf:${name}`, fields => {
      const [address, ip] = [fields.number('addr'), fields.high('ip')];
      return row => push(row, ip(row) >>> 31, kind, address(row), undefined);
    });
  }
  for (const name of ['perf:mmap', 'perf:mmap2']) {
    walk.on(name, fields => {
      const [pid, tid] = [fields.number('pid'), fields.number('tid')];
      const [start, length, path] = [fields.number('addr'), fields.number('len'), fields.text('filename')];
      return row => {
        processes.set(tid(row), pid(row));
        const list = mappings.get(pid(row)) ?? [];
        mappings.set(pid(row), list);
        if (list.length === mostMappings) list.shift();
        list.push({ start: start(row), end: start(row) + length(row), file: file.code(path(row)) });
      };
    });
  }
  walk.on('perf:fork', fields => {
    const [pid, tid, parent] = [fields.number('pid'), fields.number('tid'), fields.number('ppid')];
    return row => {
      processes.set(tid(row), pid(row));
      const inherited = mappings.get(parent(row)) ?? [];
      if (pid(row) === parent(row) || inherited.length > copies) return;
      copies -= inherited.length;
      mappings.set(pid(row), [...inherited]);
    };
  });
  walk.on('sched:sched_process_exec', fields => {
    const pid = fields.number('pid');
    return row => mappings.delete(pid(row));
  });
  walk.run();
  return faults;
}
