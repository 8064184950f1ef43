import { type Problem, ProblemList } from '../../store/index.ts';

/** What can be wrong with a uftrace directory. Everything else in it is read all the same. */
export type UftraceFault =
  /** A file that the others refer to is not there. */
  | 'missing'
  /** A file ends inside a record. */
  | 'truncated'
  /** Bytes or a line that are not what the format says. */
  | 'malformed'
  /** Records that the tracer lost while recording. */
  | 'lost'
  /** Records of a kind that nothing in the directory describes. */
  | 'unknown'
  /** Only a part of something too large was read. */
  | 'limit';

const files: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^\d+\.dat$/, 'tasks'],
  [/^kernel/, 'kernel'],
  [/^perf-/, 'perf'],
  [/^task/, 'task-list'],
  [/\.map$/, 'map'],
  [/\.sym$|^kallsyms$/, 'symbols'],
];

/** Collects the problems of one directory. */
export class UftraceProblems {
  readonly #list = new ProblemList();

  /** Begins with those that are known already. */
  constructor(known: readonly Problem[] = []) {
    for (const problem of known) this.#list.add(problem);
  }

  /** `offset`: byte offset, or the line number in a text. `count` -1: not known. */
  add(fault: UftraceFault, file: string, offset: number | undefined, sentence: string, count = 1): void {
    const name = files.find(([pattern]) => pattern.test(file))?.[1] ?? 'directory';
    this.#list.add({
      name: `uftrace.${fault}-${name}`,
      severity: fault === 'malformed' || fault === 'unknown' ? 'broken' : 'loss',
      place: offset === undefined ? file : `${file}:${offset}`,
      count,
      sentence,
    });
  }

  get rows(): readonly Problem[] {
    return this.#list.rows;
  }
}
