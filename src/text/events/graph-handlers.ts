import type { EventFormat } from '../../store/index.ts';
import { type FieldValue, fieldValue, type Handler } from './handler-fields.ts';
import { Literal, type OutputBytes } from './output-bytes.ts';
import type { PrintContext, RecordState } from './record-state.ts';
import type { ReportState } from './report-state.ts';

const noTime = new Literal('             |  ');
const unit = new Literal(' us ');
const bar = new Literal('|  ');
const leafEnd = new Literal('();');
const nestedEnd = new Literal('() {');

/**
 * `funcgraph_entry`, as trace-cmd prints it: when the next record of the instance is the return of this very function it
 * is a leaf, printed with its duration, and the return is not printed any more.
 */
export function graphEntryPrinter(format: EventFormat, context: PrintContext, report: ReportState): Handler {
  const func = fieldValue(format, 'func', context);
  const depth = fieldValue(format, 'depth', context);
  const exitEvent = report.findEvent('ftrace', 'funcgraph_exit');
  const exit = exitEvent < 0 ? undefined : exitFields(report.formats[exitEvent]!, context);
  return (state, out) => {
    // Without a format for returns trace-cmd leaves the record to its own format.
    if (exit === undefined) return true;
    if (!func.read(state, out)) return refuse(out);
    const next = report.peekNext();
    const isLeaf =
      next !== undefined &&
      report.nextEvent === exitEvent &&
      next.pid === state.pid &&
      exit.func.read(next, out) &&
      exit.func.low === func.low &&
      exit.func.high === func.high;
    if (isLeaf) {
      report.consumeNext();
      if (!printDuration(next, out, exit)) return refuse(out);
    } else out.literal(noTime);
    if (!depth.read(state, out)) return refuse(out);
    out.fill(indent(depth));
    printName(out, context, func);
    out.literal(isLeaf ? leafEnd : nestedEnd);
    return false;
  };
}

export function graphExitPrinter(format: EventFormat, context: PrintContext): Handler {
  const fields = exitFields(format, context);
  const depth = fieldValue(format, 'depth', context);
  return (state, out) => {
    if (!printDuration(state, out, fields) || !depth.read(state, out)) return refuse(out);
    out.fill(indent(depth));
    out.byte(125);
    return false;
  };
}

interface ExitFields {
  readonly func: FieldValue;
  readonly calltime: FieldValue;
  readonly rettime: FieldValue;
}

function exitFields(format: EventFormat, context: PrintContext): ExitFields {
  return {
    func: fieldValue(format, 'func', context),
    calltime: fieldValue(format, 'calltime', context),
    rettime: fieldValue(format, 'rettime', context),
  };
}

function refuse(out: OutputBytes): true {
  out.byte(33);
  return true;
}

/** Two blanks a level. A made-up depth of billions is no reason to print as many. */
function indent(depth: FieldValue): number {
  const levels = (depth.low * 2) | 0;
  return Math.min(levels, 1 << 16);
}

function printName(out: OutputBytes, context: PrintContext, func: FieldValue): void {
  const symbol = context.symbols.find(func.high, func.low);
  if (symbol < 0) {
    out.hex64(func.high, func.low);
    return;
  }
  out.literal(context.functionName(symbol));
}

/** The mark of long durations and the duration itself; false where a field is missing. */
function printDuration(state: RecordState, out: OutputBytes, fields: ExitFields): boolean {
  const { calltime, rettime } = fields;
  if (!rettime.read(state, out) || !calltime.read(state, out)) return false;
  const low = rettime.low - calltime.low;
  const high = (rettime.high - calltime.high - (low < 0 ? 1 : 0)) >>> 0;
  out.byte(markOf(high, low >>> 0));
  out.byte(32);
  const start = out.length;
  if (high < 0x20_0000) {
    const nanoseconds = high * 2 ** 32 + (low >>> 0);
    const microseconds = Math.floor(nanoseconds / 1000);
    out.decimal(microseconds);
    if (out.length - start < 7) {
      out.byte(46);
      out.fixed(nanoseconds - microseconds * 1000, 3);
    }
  } else out.text((((BigInt(high) << 32n) | BigInt(low >>> 0)) / 1000n).toString());
  const width = out.length - start;
  out.literal(unit);
  out.fill(7 - width);
  out.literal(bar);
  return true;
}

function markOf(high: number, low: number): number {
  const nanoseconds = high * 2 ** 32 + low;
  if (high === 0xffff_ffff && low === 0xffff_ffff) return 32;
  if (nanoseconds > 1_000_000_000) return 36;
  if (nanoseconds > 1_000_000) return 35;
  if (nanoseconds > 100_000) return 33;
  return nanoseconds > 10_000 ? 43 : 32;
}
