import type { EventFormat } from '../../store/index.ts';
import { Literal, type OutputBytes } from '../output-bytes.ts';
import { readAnywhere } from './evaluate.ts';
import { fieldValue, type Handler } from './handler-fields.ts';
import { printFunction } from './print-pointers.ts';
import type { PrintContext, RecordState } from './record-state.ts';
import type { ReportState } from './report-state.ts';

/** `function`: indented under the function that called it, as far as the CPU's last calls tell. */
export function functionPrinter(format: EventFormat, context: PrintContext, report: ReportState): Handler {
  const ip = fieldValue(format, 'ip', context);
  const parent = fieldValue(format, 'parent_ip', context);
  const { callStacks } = report;
  return (state, out) => {
    if (!ip.read(state, out) || !parent.read(state, out)) {
      out.byte(33);
      return true;
    }
    const child = context.symbols.find(ip.high, ip.low);
    const caller = context.symbols.find(parent.high, parent.low);
    if (caller >= 0) out.fill(3 * callStacks.depthOf(state.cpu, caller, child));
    printFunction(out, context, ip.high, ip.low, false);
    return false;
  };
}

/** `func_repeats`: a function and how often it was called again. */
export function repeatsPrinter(format: EventFormat, context: PrintContext, report: ReportState): Handler {
  const named = functionPrinter(format, context, report);
  const count = fieldValue(format, 'count', context);
  const top = fieldValue(format, 'top_delta_ts', context);
  const bottom = fieldValue(format, 'bottom_delta_ts', context);
  return (state, out) => {
    named(state, out);
    if (!count.read(state, out) || !top.read(state, out) || !bottom.read(state, out)) {
      out.byte(33);
      return true;
    }
    out.text(' (count: ');
    out.int64(count.high, count.low);
    out.text('  last_ts: ');
    report.printTime(out, state.time - (top.low * 2 ** 32 + bottom.low));
    out.byte(41);
    return false;
  };
}

const stackHead = new Literal('<stack trace >\n');
const arrow = new Literal('=> ');

/** `kernel_stack`: one function a line, the innermost first. */
export function kernelStackPrinter(format: EventFormat, context: PrintContext): Handler {
  const field = format.fields.find(one => one.name === 'caller');
  const { longBytes, littleEndian } = context;
  return (state, out) => {
    if (field === undefined) {
      out.text('<CANT FIND FIELD caller>');
      return false;
    }
    out.literal(stackHead);
    for (let at = field.offset; at < state.length; at += longBytes) {
      const low = readAnywhere(state, at, longBytes, littleEndian);
      const { high } = state;
      // Older kernels end a stack with -1; only the lower half is looked at.
      if (low === 0xffff_ffff) break;
      out.literal(arrow);
      printCaller(out, context, high, low);
      out.byte(10);
    }
    return false;
  };
}

function printCaller(out: OutputBytes, context: PrintContext, high: number, low: number): void {
  if (context.symbols.find(high, low) < 0) {
    out.hex64(high, low);
    return;
  }
  printFunction(out, context, high, low, false);
  out.byte(32);
  out.byte(40);
  out.hex64(high, low);
  out.byte(41);
}

/** `raw_data`: what a program wrote to trace_marker_raw, as bytes. */
export function rawDataPrinter(format: EventFormat, context: PrintContext): Handler {
  const id = fieldValue(format, 'id', context);
  const field = format.fields.find(one => one.name === 'buf');
  return (state: RecordState, out) => {
    if (!id.read(state, out)) {
      out.byte(33);
      return true;
    }
    out.text('# ');
    out.hex64(id.high, id.low);
    if (field === undefined) {
      out.text('<CANT FIND FIELD buf>');
      return false;
    }
    // The plugin steps by the kernel's long and prints 8 bytes a step.
    for (let at = field.offset; at < state.length; at += context.longBytes) {
      for (let i = at; i < Math.min(at + 8, state.length); i++) {
        out.byte(32);
        out.hex(state.bytes[state.offset + i]!, 2);
      }
    }
    return false;
  };
}
