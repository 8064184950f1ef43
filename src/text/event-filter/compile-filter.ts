import { decodeUtf8, encodeLatin1 } from '../../base/index.ts';
import { type EventField, findField, type Trace } from '../../store/index.ts';
import { basicRegex } from './basic-regex.ts';
import type { Calculation, Comparison, FilterItem, FilterTree } from './parse-filter.ts';

/** Whether a row of one event matches. */
export type Test = (row: number) => boolean;

/** An unsigned 64-bit value in two halves. */
interface Value {
  readonly low: (row: number) => number;
  readonly high: (row: number) => number;
}

/** Makes the closure that tests rows of an event, as libtraceevent's filters do: what it has no field for is false. */
export function compileTree(tree: FilterTree, event: number, trace: Trace): Test {
  switch (tree.kind) {
    case 'and': {
      const left = compileTree(tree.left, event, trace);
      const right = compileTree(tree.right, event, trace);
      return row => left(row) && right(row);
    }
    case 'or': {
      const left = compileTree(tree.left, event, trace);
      const right = compileTree(tree.right, event, trace);
      return row => left(row) || right(row);
    }
    case 'not': {
      const inner = compileTree(tree.inner, event, trace);
      return row => !inner(row);
    }
    case 'compare':
      return tree.right.kind === 'text'
        ? compareTexts(tree.op, tree.left, tree.right.text, event, trace)
        : compareNumbers(tree.op, tree.left, tree.right, event, trace);
    case 'calculate':
      return calculate(tree.op, tree.left, tree.right, event, trace);
  }
}

const never: Test = () => false;

function compareNumbers(
  op: Comparison,
  leftItem: FilterItem,
  rightItem: FilterItem,
  event: number,
  trace: Trace,
): Test {
  const left = readItem(leftItem, event, trace);
  const right = readItem(rightItem, event, trace);
  if (left === undefined || right === undefined) return never;
  const order = (row: number): number => {
    const high = left.high(row) - right.high(row);
    return high !== 0 ? high : left.low(row) - right.low(row);
  };
  switch (op) {
    case '==':
      return row => order(row) === 0;
    case '!=':
      return row => order(row) !== 0;
    case '<':
      return row => order(row) < 0;
    case '>':
      return row => order(row) > 0;
    case '<=':
      return row => order(row) <= 0;
    case '>=':
      return row => order(row) >= 0;
    default:
      return never;
  }
}

function calculate(
  op: Calculation,
  leftItem: FilterItem,
  rightItem: FilterItem,
  event: number,
  trace: Trace,
): Test {
  const left = readItem(leftItem, event, trace);
  const right = readItem(rightItem, event, trace);
  if (left === undefined || right === undefined) return never;
  if (op === '&') {
    return row => ((left.low(row) & right.low(row)) | (left.high(row) & right.high(row))) !== 0;
  }
  const whole = ({ low, high }: Value, row: number): bigint => (BigInt(high(row)) << 32n) | BigInt(low(row));
  return row => BigInt.asUintN(64, resultOf(op, whole(left, row), whole(right, row))) !== 0n;
}

function resultOf(op: Calculation, left: bigint, right: bigint): bigint {
  switch (op) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0n ? 0n : left / right;
    case '%':
      return right === 0n ? 0n : left % right;
    // The processor takes the lower six bits of what it shifts by.
    case '<<':
      return left << (right & 63n);
    case '>>':
      return left >> (right & 63n);
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
  }
}

function readItem(item: FilterItem, event: number, trace: Trace): Value | undefined {
  if (item.kind === 'number') {
    const low = Number(item.value & 0xffff_ffffn);
    const high = Number(item.value >> 32n);
    return { low: () => low, high: () => high };
  }
  if (item.kind === 'text') return undefined;
  const low = trace.fields.low(event, item.name);
  const high = trace.fields.high(event, item.name);
  if (low !== undefined && high !== undefined) return { low, high };
  return item.name === 'CPU' ? { low: row => trace.cpu[row]!, high: () => 0 } : undefined;
}

function compareTexts(op: Comparison, item: FilterItem, wanted: string, event: number, trace: Trace): Test {
  const text = item.kind === 'field' ? textOf(item.name, event, trace) : undefined;
  if (text === undefined) return never;
  if (op === '==') return row => text(row) === wanted;
  if (op === '!=') return row => text(row) !== wanted;
  const regex = basicRegex(wanted);
  return op === '=~' ? row => regex.test(text(row)) : row => !regex.test(text(row));
}

function textOf(name: string, event: number, trace: Trace): ((row: number) => string) | undefined {
  const format = trace.formats[event];
  const field = format === undefined ? undefined : findField(format, name);
  if (field === undefined) {
    return name === 'COMM' ? row => nameOfTask(trace, trace.pid[row]!) : trace.fields.text(event, name);
  }
  return field.string ? trace.fields.text(event, name) : numberText(field, event, trace);
}

function nameOfTask(trace: Trace, pid: number): string {
  return decodeUtf8(encodeLatin1(trace.tasks.of(pid) ?? '<...>'));
}

/** A number as text: the function at an address, else `0x…`. */
function numberText(field: EventField, event: number, trace: Trace): ((row: number) => string) | undefined {
  const low = trace.fields.low(event, field.name);
  const high = trace.fields.high(event, field.name);
  if (low === undefined || high === undefined) return undefined;
  const isAddress = field.pointer || field.type.includes('long');
  return row => {
    const symbol = isAddress ? trace.symbols.find(high(row), low(row)) : -1;
    if (symbol >= 0) return trace.symbols.name(symbol);
    return `0x${((BigInt(high(row)) << 32n) | BigInt(low(row))).toString(16)}`;
  };
}
