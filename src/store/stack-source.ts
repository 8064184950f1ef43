/** A function of a program in a stack. */
export interface ProgramFrame {
  readonly name: string;
  /** File name of the program or library; empty where nothing was mapped there. */
  readonly module: string;
  readonly isLibrary: boolean;
}

/** A stack that stands in a record: names of functions, the innermost first. */
export interface RecordedStack {
  readonly kernel: readonly string[];
  readonly program: readonly ProgramFrame[];
}

/** Stacks that stand in the records themselves, as those of perf's samples do. */
export interface StackSource {
  /** The stack of a row, the same object for equal ones where it can be; undefined where it has none. */
  find(row: number): RecordedStack | undefined;
  /** How much a row of an event stands for: undefined where rows of it only count. */
  weightOf(event: number): StackWeight | undefined;
}

/** What samples of an event stand for: time, or how often the event happened. */
export interface StackWeight {
  readonly unit: 'ns' | 'events';
  readonly of: (row: number) => number;
}
