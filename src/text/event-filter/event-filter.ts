import { type EventFormat, type Trace, unknownEvent } from '../../store/index.ts';
import { basicRegex } from './basic-regex.ts';
import { compileTree, type Test } from './compile-filter.ts';
import { FilterError, type ParsedFilter, parseFilter } from './parse-filter.ts';

/** One filter of a user, and whether what it matches is wanted or not. */
export interface FilterWish {
  readonly text: string;
  readonly negated: boolean;
}

const stacks = ['kernel_stack', 'user_stack'];

/**
 * The filters of `trace-cmd report -F`: an event is wanted that one of them matches, or any where all are negated, and
 * that no negated one does. Stacks follow the event before them. Rows must be asked for in ascending order.
 */
export class EventFilter {
  readonly #wanted: readonly ParsedFilter[];
  readonly #unwanted: readonly ParsedFilter[];
  /** For each CPU whether its event before was wanted. */
  readonly #shown: boolean[] = [];

  /** Throws a FilterError. */
  constructor(wishes: readonly FilterWish[]) {
    const parse = (negated: boolean) =>
      wishes.filter(wish => wish.negated === negated).map(({ text }) => parseFilter(text));
    this.#wanted = parse(false);
    this.#unwanted = parse(true);
  }

  /** Whether a row of this trace is wanted. Throws a FilterError where a filter names an event that there is not. */
  of(trace: Trace): (row: number) => boolean {
    const wanted = bind(this.#wanted, trace);
    const unwanted = bind(this.#unwanted, trace);
    const isStack = trace.formats.map(({ system, name }) => system === 'ftrace' && stacks.includes(name));
    const shown = this.#shown;
    return row => {
      const event = trace.event[row]!;
      const cpu = trace.cpu[row]!;
      const isFound = wanted.length === 0 || wanted.some(test => test(event, row));
      if (!isFound && !(isStack[event] === true && shown[cpu] === true)) return false;
      const isWanted = !unwanted.some(test => test(event, row));
      shown[cpu] = isFound && isWanted;
      return isWanted;
    };
  }
}

type EventTest = (event: number, row: number) => boolean;

function bind(filters: readonly ParsedFilter[], trace: Trace): EventTest[] {
  return filters.map(filter => {
    const covered = coveredEvents(filter, trace.formats);
    const tests: (Test | undefined)[] = [];
    return (event, row) => {
      if (event === unknownEvent || covered[event] !== 1) return false;
      let test = tests[event];
      if (test === undefined) {
        test = filter.tree === undefined ? () => true : compileTree(filter.tree, event, trace);
        tests[event] = test;
      }
      return test(row);
    };
  });
}

/** For each format 1 where the filter is about it. */
function coveredEvents({ text, events }: ParsedFilter, formats: readonly EventFormat[]): Uint8Array {
  const covered = new Uint8Array(formats.length);
  for (const { system, name, at } of events) {
    const nameMatches = pattern(text, name, at);
    const systemMatches = system === undefined ? undefined : pattern(text, system, at);
    let found = false;
    formats.forEach((format, index) => {
      const matches =
        systemMatches === undefined
          ? nameMatches.test(format.system) || nameMatches.test(format.name)
          : systemMatches.test(format.system) && nameMatches.test(format.name);
      if (!matches) return;
      covered[index] = 1;
      found = true;
    });
    if (!found) throw new FilterError(text, at, 'event');
  }
  return covered;
}

function pattern(text: string, regex: string, at: number): RegExp {
  try {
    return basicRegex(regex, true);
  } catch {
    throw new FilterError(text, at, 'event');
  }
}
