import type { EventFormat } from '../../store/index.ts';
import type { OutputBytes } from '../output-bytes.ts';
import { type Evaluate, readAnywhere, readField } from '../trace-cmd/evaluate.ts';
import { compileEvent } from '../trace-cmd/event-printer.ts';
import { ownField } from '../trace-cmd/print-arguments.ts';
import { hex16, type Print } from '../trace-cmd/print-strings.ts';
import type { RecordState } from '../trace-cmd/record-state.ts';
import { type AddressWishes, printAddress, printPlace } from './addresses.ts';
import { compileFormatText } from './format-text.ts';
import type { KernelContext } from './kernel-context.ts';

/** How the tracer's own records are shown. */
export interface FtraceWishes extends AddressWishes {
  /** Callers behind functions, the option `print-parent`. */
  readonly parents: boolean;
  /** The function that wrote a text before the text. */
  readonly writers: boolean;
  readonly nameOf: (pid: number) => string;
  /** Prints a time that lies so many nanoseconds before the record's. */
  readonly timeBefore: (state: RecordState, out: OutputBytes, delta: number) => void;
}

/** Makes the closure that prints one of the records that ftrace itself writes (kernel/trace/trace_output.c). */
export function compileFtraceEvent(format: EventFormat, context: KernelContext, wishes: FtraceWishes): Print {
  const read = (name: string): Evaluate => {
    const field = ownField(format, name);
    return field === undefined ? () => 0 : readField(field, context.littleEndian);
  };
  switch (format.name) {
    case 'function':
      return functionCall(read('ip'), read('parent_ip'), context, wishes);
    case 'func_repeats':
      return repeats(format, read, context, wishes);
    case 'kernel_stack':
      return kernelStack(format, context, wishes);
    case 'user_stack':
      return userStack(format, context);
    case 'print':
      return markedText(format, read('ip'), context, wishes);
    case 'bputs':
      return constantText(read('ip'), read('str'), context, wishes);
    case 'bprint':
      return printedText(format, context, wishes);
    case 'context_switch':
      return taskSwitch(read, '==>', wishes);
    case 'wakeup':
      return taskSwitch(read, '  +', wishes);
    case 'raw_data':
      return rawData(format, read('id'));
    case 'hwlat':
      return hardwareLatency(read);
    case 'osnoise':
      return noise(read);
    case 'timerlat':
      return timerLatency(read);
    default:
      return compileFormatText(format, context);
  }
}

function functionCall(ip: Evaluate, parent: Evaluate, context: KernelContext, wishes: FtraceWishes): Print {
  return (state, out) => {
    const low = ip(state);
    printPlace(out, context, state.high, low, wishes);
    const parentLow = parent(state);
    if (!wishes.parents || (state.high | parentLow) === 0) return;
    out.text(' <-');
    printPlace(out, context, state.high, parentLow, wishes);
  };
}

function repeats(
  format: EventFormat,
  read: (name: string) => Evaluate,
  context: KernelContext,
  wishes: FtraceWishes,
): Print {
  const call = functionCall(read('ip'), read('parent_ip'), context, wishes);
  const count = read('count');
  const top = read('top_delta_ts');
  const bottom = read('bottom_delta_ts');
  const hasDelta = ownField(format, 'bottom_delta_ts') !== undefined;
  return (state, out) => {
    call(state, out);
    out.text(` (repeats: ${count(state)}, last_ts: `);
    wishes.timeBefore(state, out, hasDelta ? top(state) * 2 ** 32 + bottom(state) : 0);
    out.byte(41);
  };
}

function kernelStack(format: EventFormat, context: KernelContext, wishes: FtraceWishes): Print {
  const from = ownField(format, 'caller')?.offset ?? Number.MAX_SAFE_INTEGER;
  const { longBytes, littleEndian } = context;
  return (state, out) => {
    out.text('<stack trace>');
    for (let at = from; at + longBytes <= state.length; at += longBytes) {
      const low = readAnywhere(state, at, longBytes, littleEndian);
      if (isEnd(state.high, low, longBytes)) break;
      out.text('\n => ');
      printPlace(out, context, state.high, low, wishes);
    }
  };
}

function isEnd(high: number, low: number, longBytes: number): boolean {
  return low === 0xffff_ffff && (longBytes === 4 || high === 0xffff_ffff);
}

/** The places are addresses only: whose files they are in, the kernel asks the living process. */
function userStack(format: EventFormat, context: KernelContext): Print {
  const field = ownField(format, 'caller');
  const { longBytes, littleEndian } = context;
  const from = field?.offset ?? 0;
  const end = from + (field?.size ?? 0);
  return (state, out) => {
    out.text('<user stack trace>');
    for (let at = from; at + longBytes <= Math.min(end, state.length); at += longBytes) {
      const low = readAnywhere(state, at, longBytes, littleEndian);
      if ((state.high | low) === 0 || isEnd(state.high, low, longBytes)) break;
      out.text('\n => ');
      printAddress(out, context, state.high, low);
    }
  };
}

function markedText(format: EventFormat, ip: Evaluate, context: KernelContext, wishes: FtraceWishes): Print {
  const from = ownField(format, 'buf')?.offset ?? Number.MAX_SAFE_INTEGER;
  return (state, out) => {
    if (wishes.writers) printWriter(state, out, ip, context, wishes);
    const { bytes, offset, length } = state;
    let end = from;
    while (end < length && bytes[offset + end] !== 0) end++;
    out.copy(bytes, offset + from, offset + end);
  };
}

function printWriter(
  state: RecordState,
  out: OutputBytes,
  ip: Evaluate,
  context: KernelContext,
  wishes: FtraceWishes,
): void {
  const low = ip(state);
  printPlace(out, context, state.high, low, wishes);
  out.text(': ');
}

/** Its arguments are read as trace-cmd reads them, which prints the function's name first as well. */
function printedText(format: EventFormat, context: KernelContext, { writers }: FtraceWishes): Print {
  const print = compileEvent(format, context);
  if (writers) return print;
  return (state, out) => {
    const start = out.length;
    print(state, out);
    for (let at = start; at + 1 < out.length; at++) {
      if (out.bytes[at] !== 58 || out.bytes[at + 1] !== 32) continue;
      out.bytes.copyWithin(start, at + 2, out.length);
      out.length -= at + 2 - start;
      return;
    }
  };
}

function constantText(ip: Evaluate, text: Evaluate, context: KernelContext, wishes: FtraceWishes): Print {
  return (state, out) => {
    if (wishes.writers) printWriter(state, out, ip, context, wishes);
    const address = text(state);
    const known = context.kernelStrings.get(hex16(state.high, address));
    if (known !== undefined) out.text(known.replaceAll('\\n', '\n'));
    else out.text(`(0x${hex16(state.high, address)})`);
  };
}

const taskStates = 'RSDTtXZPI';

/** What the wakeup tracers write, ` %7d:%3d:%c ==> [%03d] %7d:%3d:%c name`. */
function taskSwitch(read: (name: string) => Evaluate, arrow: string, wishes: FtraceWishes): Print {
  const task = (which: string) => ({
    pid: read(`${which}_pid`),
    priority: read(`${which}_prio`),
    state: read(`${which}_state`),
  });
  const previous = task('prev');
  const next = task('next');
  const cpu = read('next_cpu');
  return (state, out) => {
    const show = ({ pid, priority, state: taskState }: typeof next): string =>
      `${String(pid(state) | 0).padStart(7)}:${String(priority(state)).padStart(3)}:${taskStates[taskState(state)] ?? '?'}`;
    const name = wishes.nameOf(next.pid(state) | 0);
    out.text(` ${show(previous)} ${arrow} [${String(cpu(state)).padStart(3, '0')}] ${show(next)} ${name}`);
  };
}

function rawData(format: EventFormat, id: Evaluate): Print {
  const from = ownField(format, 'buf')?.offset ?? Number.MAX_SAFE_INTEGER;
  return (state, out) => {
    out.text('# ');
    out.hex(id(state));
    out.text(' buf:');
    for (let at = from; at < state.length; at++) {
      out.byte(32);
      out.hex(state.bytes[state.offset + at]!, 2);
    }
  };
}

/** A number of 64 bits as text. These records are few. */
function wide(read: Evaluate): (state: RecordState) => bigint {
  return state => {
    const low = read(state);
    return (BigInt(state.high) << 32n) | BigInt(low);
  };
}

function hardwareLatency(read: (name: string) => Evaluate): Print {
  const [duration, outer, nmiTotal, seconds, nanoseconds] = [
    'duration',
    'outer_duration',
    'nmi_total_ts',
    'tv_sec',
    'tv_nsec',
  ].map(name => wide(read(name)));
  const [sequence, count, nmiCount] = ['seqnum', 'count', 'nmi_count'].map(read);
  return (state, out) => {
    const inner = String(duration!(state)).padStart(4);
    out.text(`#${String(sequence!(state)).padEnd(5)} inner/outer(us): ${inner}/`);
    out.text(`${String(outer!(state)).padEnd(5)} ts:${seconds!(state)}.`);
    out.text(`${String(nanoseconds!(state)).padStart(9, '0')} count:${count!(state)}`);
    const interrupts = nmiCount!(state);
    if (interrupts !== 0) out.text(` nmi-total:${nmiTotal!(state)} nmi-count:${interrupts}`);
  };
}

function noise(read: (name: string) => Evaluate): Print {
  const [runtime, lost, longest] = ['runtime', 'noise', 'max_sample'].map(name => wide(read(name)));
  const counts = ['hw_count', 'nmi_count', 'irq_count', 'softirq_count', 'thread_count'].map(read);
  return (state, out) => {
    const whole = runtime!(state);
    const taken = lost!(state);
    const ratio = whole === 0n ? 0n : (BigInt.asUintN(64, whole - taken) * 10_000_000n) / whole;
    const share = `${String(ratio / 100_000n).padStart(3)}.${String(ratio % 100_000n).padStart(5, '0')}`;
    out.text(`${whole} ${String(taken).padStart(10)} ${share} ${String(longest!(state)).padStart(7)}`);
    for (const count of counts) out.text(` ${String(count(state)).padStart(6)}`);
  };
}

function timerLatency(read: (name: string) => Evaluate): Print {
  const [sequence, where] = ['seqnum', 'context'].map(read);
  const latency = wide(read('timer_latency'));
  const contexts = ['irq', 'thread'];
  return (state, out) => {
    const context = (contexts[where!(state)] ?? 'thread').padStart(6);
    const number = String(sequence!(state)).padEnd(5);
    out.text(`#${number} context ${context} timer_latency ${String(latency(state)).padStart(9)} ns`);
  };
}
