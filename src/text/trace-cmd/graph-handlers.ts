import type { EventFormat } from '../../store/index.ts';
import { Literal, type OutputBytes } from '../output-bytes.ts';
import { type Handler, NumberField } from './handler-fields.ts';
import type { PrintContext, RecordState } from './record-state.ts';
import type { ReportState } from './report-state.ts';

export const noTime = '             |  ';
const noTimeLiteral = new Literal(noTime);
const leafEnd = new Literal('();');
const nestedEnd = new Literal('() {');
const mostDigits = 7;
/** What follows a duration of so many characters. */
export const durationEnds = Array.from(
  { length: 21 },
  (_, width) => new Literal(` us ${' '.repeat(Math.max(0, mostDigits - width))}|  `),
);

/**
 * `funcgraph_entry`, as trace-cmd prints it: when the next record of the instance is the return of this very function it
 * is a leaf, printed with its duration, and the return is not printed any more.
 */
export function graphEntryPrinter(format: EventFormat, context: PrintContext, report: ReportState): Handler {
  const func = new NumberField(format, 'func', context);
  const depth = new NumberField(format, 'depth', context);
  const exitEvent = report.findEvent('ftrace', 'funcgraph_exit');
  const exit = exitEvent < 0 ? undefined : exitFields(report.formats[exitEvent]!, context);
  return (state, out) => {
    // Without a format for returns trace-cmd leaves the record to its own format.
    if (exit === undefined) return true;
    if (!func.isThere(out)) return refuse(out);
    const low = func.low(state);
    const high = func.high(state);
    const next = report.peekReturn(exitEvent, state.pid);
    const isLeaf =
      next !== undefined &&
      exit.func.isThere(out) &&
      exit.func.low(next) === low &&
      exit.func.high(next) === high;
    if (isLeaf) {
      report.consumeNext();
      if (!printDuration(next, out, exit)) return refuse(out);
    } else out.literal(noTimeLiteral);
    if (!depth.isThere(out)) return refuse(out);
    out.fill(indent(depth.low(state)));
    const name = context.functionNames.at(high, low);
    if (name === undefined) out.hex64(high >>> 0, low >>> 0);
    else out.literal(name);
    out.literal(isLeaf ? leafEnd : nestedEnd);
    return false;
  };
}

export function graphExitPrinter(format: EventFormat, context: PrintContext): Handler {
  const fields = exitFields(format, context);
  const depth = new NumberField(format, 'depth', context);
  return (state, out) => {
    if (!printDuration(state, out, fields) || !depth.isThere(out)) return refuse(out);
    out.fill(indent(depth.low(state)));
    out.byte(125);
    return false;
  };
}

interface ExitFields {
  readonly func: NumberField;
  readonly calltime: NumberField;
  readonly rettime: NumberField;
}

function exitFields(format: EventFormat, context: PrintContext): ExitFields {
  return {
    func: new NumberField(format, 'func', context),
    calltime: new NumberField(format, 'calltime', context),
    rettime: new NumberField(format, 'rettime', context),
  };
}

function refuse(out: OutputBytes): true {
  out.byte(33);
  return true;
}

/** Two blanks a level. A made-up depth of billions is no reason to print as many. */
function indent(depth: number): number {
  return Math.min((depth * 2) | 0, 1 << 16);
}

/** The mark of long durations and the duration itself; false where a field is missing. */
function printDuration(state: RecordState, out: OutputBytes, { calltime, rettime }: ExitFields): boolean {
  if (!rettime.isThere(out) || !calltime.isThere(out)) return false;
  const endLow = rettime.low(state);
  const startLow = calltime.low(state);
  const low = (endLow - startLow) | 0;
  const borrow = endLow >>> 0 < startLow >>> 0 ? 1 : 0;
  const high = (rettime.high(state) - calltime.high(state) - borrow) | 0;
  if (high === 0 && low >= 0) {
    // Up to two seconds: nearly all there are.
    const microseconds = (low / 1000) | 0;
    out.byte(markOf(low));
    out.byte(32);
    const start = out.length;
    out.decimal(microseconds);
    if (microseconds < 1_000_000) out.thousandths(low - microseconds * 1000);
    out.literal(durationEnds[out.length - start]!);
  } else printLongDuration(out, high >>> 0, low >>> 0);
  return true;
}

function printLongDuration(out: OutputBytes, high: number, low: number): void {
  out.byte((high & low) >>> 0 === 0xffff_ffff ? 32 : markOf(high * 2 ** 32 + low));
  out.byte(32);
  const start = out.length;
  out.text((((BigInt(high) << 32n) | BigInt(low)) / 1000n).toString());
  out.literal(durationEnds[out.length - start]!);
}

/** The mark of a duration: the longer, the louder. */
export function markOf(nanoseconds: number): number {
  if (nanoseconds <= 10_000) return 32;
  if (nanoseconds > 1_000_000_000) return 36;
  if (nanoseconds > 1_000_000) return 35;
  return nanoseconds > 100_000 ? 33 : 43;
}
