import type { EventFormat } from '../../store/index.ts';
import { Literal, type OutputBytes } from '../output-bytes.ts';
import { functionPrinter, kernelStackPrinter, rawDataPrinter, repeatsPrinter } from './function-handlers.ts';
import { futexPrinter } from './futex-handler.ts';
import { graphEntryPrinter, graphExitPrinter } from './graph-handlers.ts';
import { fieldValue, type Handler, numberField } from './handler-fields.ts';
import { compileKvmHandler } from './kvm-handlers.ts';
import { ownField } from './print-arguments.ts';
import { printFunction } from './print-pointers.ts';
import type { PrintContext, RecordState } from './record-state.ts';
import type { ReportState } from './report-state.ts';

/**
 * The printing that libtraceevent's plugins and trace-cmd itself put in the place of an event's own format;
 * undefined for events that have none.
 */
export function compileHandler(
  format: EventFormat,
  context: PrintContext,
  report: ReportState,
): Handler | undefined {
  switch (`${format.system}:${format.name}`) {
    case 'ftrace:function':
      return functionPrinter(format, context, report);
    case 'ftrace:funcgraph_entry':
      return graphEntryPrinter(format, context, report);
    case 'ftrace:funcgraph_exit':
      return graphExitPrinter(format, context);
    case 'ftrace:func_repeats':
      return repeatsPrinter(format, context, report);
    case 'ftrace:kernel_stack':
      return kernelStackPrinter(format, context);
    case 'ftrace:raw_data':
      return rawDataPrinter(format, context);
    case 'sched:sched_switch':
      return switchPrinter(format, context);
    case 'sched:sched_wakeup':
    case 'sched:sched_wakeup_new':
      return wakeupPrinter(format, context);
    case 'kmem:kfree':
    case 'kmem:kmalloc':
    case 'kmem:kmalloc_node':
    case 'kmem:kmem_cache_alloc':
    case 'kmem:kmem_cache_alloc_node':
    case 'kmem:kmem_cache_free':
      return callSitePrinter(format, context);
    case 'timer:hrtimer_expire_entry':
      return timerExpirePrinter(format, context);
    case 'timer:hrtimer_start':
      return timerStartPrinter(format, context);
    case 'tlb:tlb_flush':
      return tlbPrinter(format, context);
    case 'syscalls:sys_enter_futex':
      return futexPrinter(format, context);
    case 'mac80211:drv_bss_info_changed':
      return bssPrinter(format, context);
    default:
      return compileKvmHandler(format, context);
  }
}

const states = 'SDTtZXxW';

function printTaskState(out: OutputBytes, value: number): void {
  let found = false;
  for (let i = 0; i < states.length; i++) {
    if ((value & (1 << i)) === 0) continue;
    if (found) out.byte(124);
    found = true;
    out.byte(states.charCodeAt(i));
  }
  if (!found) out.byte(82);
}

/** Prints the name in a field. */
function nameField(
  format: EventFormat,
  name: string,
): ((state: RecordState, out: OutputBytes) => void) | undefined {
  const field = format.fields.find(one => one.name === name);
  if (field === undefined) return undefined;
  return (state, out) => {
    const { bytes, offset, length } = state;
    const from = offset + Math.min(field.offset, length);
    const to = offset + Math.min(field.offset + field.size, length);
    let end = from;
    while (end < to && bytes[end] !== 0) end++;
    out.copy(bytes, from, end);
    out.byte(58);
  };
}

function switchPrinter(format: EventFormat, context: PrintContext): Handler {
  const prevPid = fieldValue(format, 'prev_pid', context);
  const prevComm = nameField(format, 'prev_comm');
  const prevPrio = fieldValue(format, 'prev_prio', context);
  const prevState = fieldValue(format, 'prev_state', context);
  const nextPid = fieldValue(format, 'next_pid', context);
  const nextComm = nameField(format, 'next_comm');
  const nextPrio = fieldValue(format, 'next_prio', context);
  const arrow = new Literal(' ==> ');
  return (state, out) => {
    if (!prevPid.read(state, out)) return refuse(out);
    prevComm?.(state, out);
    out.int64(prevPid.high, prevPid.low);
    out.byte(32);
    if (prevPrio.read(state, out)) {
      out.byte(91);
      out.int(prevPrio.low | 0);
      out.byte(93);
      out.byte(32);
    }
    if (prevState.read(state, out)) printTaskState(out, prevState.low);
    out.literal(arrow);
    if (!nextPid.read(state, out)) return refuse(out);
    nextComm?.(state, out);
    out.int64(nextPid.high, nextPid.low);
    if (nextPrio.read(state, out)) {
      out.byte(32);
      out.byte(91);
      out.int(nextPrio.low | 0);
      out.byte(93);
    }
    return false;
  };
}

/** What a handler that misses a field does: it marks the place and lets the event's own format print. */
function refuse(out: OutputBytes): true {
  out.byte(33);
  return true;
}

function wakeupPrinter(format: EventFormat, context: PrintContext): Handler {
  const pid = fieldValue(format, 'pid', context);
  const comm = nameField(format, 'comm');
  const prio = fieldValue(format, 'prio', context);
  const success = fieldValue(format, 'success', context, false);
  const target = fieldValue(format, 'target_cpu', context, false);
  return (state, out) => {
    if (!pid.read(state, out)) return refuse(out);
    comm?.(state, out);
    out.int64(pid.high, pid.low);
    if (prio.read(state, out)) {
      out.byte(32);
      out.byte(91);
      out.int64(prio.high, prio.low);
      out.byte(93);
    }
    if (success.read(state, out)) {
      out.text(' success=');
      out.int64(success.high, success.low);
    }
    if (target.read(state, out)) {
      out.text(' CPU:');
      if (target.high === 0 && target.low < 1000) out.fixed(target.low, 3);
      else out.decimal64(target.high, target.low);
    }
    return false;
  };
}

function callSitePrinter(format: EventFormat, context: PrintContext): Handler {
  const site = fieldValue(format, 'call_site', context, false);
  return (state, out) => {
    if (!site.read(state, out)) return true;
    const symbol = context.symbols.find(site.high, site.low);
    if (symbol < 0) return true;
    out.byte(40);
    printFunction(out, context, site.high, site.low, false);
    out.text('+0x');
    out.hex((site.low - context.symbols.low(symbol)) >>> 0);
    out.byte(41);
    out.byte(32);
    return true;
  };
}

/** `function/0x…`: the function at an address and how far the address is from it, negative as the plugin prints it. */
function functionField(
  format: EventFormat,
  context: PrintContext,
): (state: RecordState, out: OutputBytes) => void {
  const value = fieldValue(format, 'function', context, false);
  return (state, out) => {
    if (!value.read(state, out)) return;
    out.text(' function=');
    const start = out.length;
    const symbol = context.symbols.find(value.high, value.low);
    if (symbol < 0) {
      out.text('0x');
      const digits = out.length;
      out.hex64(value.high, value.low);
      out.pad(digits, 8, false, 48);
      return;
    }
    printFunction(out, context, value.high, value.low, false);
    out.text('/0x');
    const low = context.symbols.low(symbol) - value.low;
    out.hex64((context.symbols.high(symbol) - value.high - (low < 0 ? 1 : 0)) >>> 0, low >>> 0);
    if (out.length - start > 127) out.length = start + 127;
  };
}

function timerName(
  format: EventFormat,
  context: PrintContext,
): (state: RecordState, out: OutputBytes) => void {
  const [name] = ['timer', 'hrtimer'].filter(one => ownField(format, one) !== undefined);
  return numberField(format, name ?? 'hrtimer', '%llx', '0x', context, true);
}

function timerExpirePrinter(format: EventFormat, context: PrintContext): Handler {
  const timer = timerName(format, context);
  const now = numberField(format, 'now', '%llu', '', context, true);
  const named = functionField(format, context);
  return (state, out) => {
    out.text('hrtimer=');
    timer(state, out);
    out.text(' now=');
    now(state, out);
    named(state, out);
    return false;
  };
}

function timerStartPrinter(format: EventFormat, context: PrintContext): Handler {
  const timer = timerName(format, context);
  const named = functionField(format, context);
  const expires = numberField(format, 'expires', '%llu', '', context, true);
  const soft = numberField(format, 'softexpires', '%llu', '', context, true);
  return (state, out) => {
    out.text('hrtimer=');
    timer(state, out);
    named(state, out);
    out.text(' expires=');
    expires(state, out);
    out.text(' softexpires=');
    soft(state, out);
    return false;
  };
}

const flushReasons = ['flush on task switch', 'remote shootdown', 'local shootdown', 'local mm shootdown'];

function tlbPrinter(format: EventFormat, context: PrintContext): Handler {
  const pages = numberField(format, 'pages', '%ld', '', context, true);
  const reason = fieldValue(format, 'reason', context);
  return (state, out) => {
    out.text('pages=');
    pages(state, out);
    if (!reason.read(state, out)) return true;
    out.text(' reason=');
    if (reason.high === 0) out.text(flushReasons[reason.low] ?? '');
    out.text(' (');
    out.int64(reason.high, reason.low);
    out.byte(41);
    return false;
  };
}

function bssPrinter(format: EventFormat, context: PrintContext): Handler {
  const name = (field: string): ((state: RecordState, out: OutputBytes) => void) => {
    const found = ownField(format, field);
    if (found === undefined) return (_state, out) => out.text(`NOTFOUND:${field}`);
    return (state, out) => {
      let at = found.offset;
      let length = found.size;
      if (found.place === 'data_loc' && at + 4 <= state.length) {
        const word = state.view.getUint32(state.offset + at, context.littleEndian);
        at = word & 0xffff;
        length = word >>> 16;
      }
      for (let i = at; i < Math.min(at + length, state.length); i++) {
        const byte = state.bytes[state.offset + i]!;
        if (byte === 0) break;
        out.byte(byte);
      }
    };
  };
  const label = (field: string, print: string): ((state: RecordState, out: OutputBytes) => void) =>
    numberField(format, field, print, `${field}:`, context, false);
  const wiphy = name('wiphy_name');
  const vif = name('vif_name');
  const type = numberField(format, 'vif_type', '%d', '(', context, true, ')');
  const rows = [
    ['assoc', 'aid', 'cts', 'shortpre', 'shortslot', 'dtimper', ''].map(one => one && label(one, '%d')),
    ['bcnint', 'assoc_cap', 'basic_rates', 'enable_beacon'].map(one =>
      label(one, one === 'assoc_cap' || one === 'basic_rates' ? '%#x' : '%d'),
    ),
    [label('ht_operation_mode', '%d')],
  ];
  return (state, out) => {
    wiphy(state, out);
    out.text(' vif:');
    vif(state, out);
    type(state, out);
    for (const row of rows) {
      out.byte(10);
      out.fill(65);
      row.forEach((print, index) => {
        if (index > 0) out.byte(32);
        if (typeof print !== 'string') print(state, out);
      });
    }
    return false;
  };
}
