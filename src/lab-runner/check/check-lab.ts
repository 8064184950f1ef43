import { SqlError } from '../../query/index.ts';
import type { KernelView } from '../kernel-view.ts';
import type {
  Check,
  CommandCheck,
  Lab,
  PathCheck,
  SqlCheck,
  StackCheck,
  TextCheck,
  ValuesCheck,
} from '../lab.ts';
import { findPath } from './find-path.ts';
import { findStack } from './find-stack.ts';
import type { Finding, FoundValue, StepFinding } from './finding.ts';
import { type FirstRow, firstRow, holdsOf, UnknownName } from './first-row.ts';
import type { OpenedLabRecording } from './recorded-lab.ts';
import { type ResolvedStep, resolveSteps } from './steps.ts';

/** The recordings of a lab by their ids, and the kernel they were made on. */
export interface LabRun {
  readonly kernel: KernelView;
  readonly recordings: ReadonlyMap<string, OpenedLabRecording>;
  /** What `ringside` with these words prints about the kernel that the lab ran on. */
  print(words: readonly string[]): Promise<string>;
}

/** Looks for all that the checks of a lab name, in their order. */
export async function checkLab(lab: Lab, run: LabRun): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const check of lab.checks) findings.push(await checkOne(check, lab, run));
  return findings;
}

function checkOne(check: Check, lab: Lab, run: LabRun): Promise<Finding> {
  if ('command' in check) return checkCommand(check, run);
  const recording = recordingOf(check.in, lab, run);
  if ('path' in check) return checkPath(check, recording, run.kernel);
  if ('stack' in check) return checkStack(check, recording, run.kernel);
  if ('sql' in check) return checkSql(check, recording, run.kernel);
  if ('values' in check) return checkValues(check, lab, run);
  return checkText(check, recording);
}

function recordingOf(id: string | undefined, lab: Lab, run: LabRun): OpenedLabRecording {
  return run.recordings.get(id ?? lab.recordings[0]!.id)!;
}

async function checkPath(
  check: PathCheck,
  recording: OpenedLabRecording,
  kernel: KernelView,
): Promise<Finding> {
  const { path, order = 'nested', least = 1 } = check;
  const steps = resolveSteps(path, kernel, { needsTracer: true });
  const calls = await recording.calls(check.part);
  const found = calls && findPath(calls.tree, { steps, order, isTask: taskMatcher(check.task) });
  const count = found?.count ?? 0;
  const beginRow = (row: number | undefined): number | undefined =>
    row === undefined || row < 0 ? undefined : calls?.beginRow?.[row];
  const last = found?.first.findLast(row => row >= 0);
  const row = beginRow(last);
  return {
    ...headOf(check),
    isFound: count >= least,
    count,
    least,
    steps: steps.map((step, index) =>
      stepFinding(step, found?.counts[index] ?? 0, beginRow(found?.first[index])),
    ),
    place: {
      recording: recording.folder,
      part: calls?.part ?? '',
      ...(row === undefined ? {} : { row }),
      ...(last === undefined ? {} : { time: calls!.tree.start[last]! }),
    },
  };
}

async function checkStack(
  check: StackCheck,
  recording: OpenedLabRecording,
  kernel: KernelView,
): Promise<Finding> {
  const { stack, event, least = 1 } = check;
  const steps = resolveSteps(stack, kernel, { needsTracer: false });
  const { trace, part } = await recording.events(check.part);
  const events = event.split('|').map(one => one.trim());
  const found = findStack(trace, { steps, events, isTask: taskMatcher(check.task) });
  const row = found.first.findLast(one => one >= 0);
  return {
    ...headOf(check),
    isFound: found.count >= least,
    count: found.count,
    least,
    steps: steps.map((step, index) =>
      stepFinding(step, found.counts[index]!, found.first[index]! < 0 ? undefined : found.first[index]),
    ),
    place: placeAt(recording, part, row, row === undefined ? undefined : trace.time[row]),
  };
}

async function checkSql(
  check: SqlCheck,
  recording: OpenedLabRecording,
  kernel: KernelView,
): Promise<Finding> {
  const { database, part, trace } = await recording.events(check.part);
  const answer = await ask(() => firstRow(database, check.sql, kernel, check.holds));
  if (typeof answer === 'string') return { ...headOf(check), isFound: false, missing: answer };
  const row = rowIn(answer);
  return {
    ...headOf(check),
    isFound: answer.isThere && answer.holds,
    ...(answer.isThere ? { values: answer.values } : {}),
    ...(answer.holds ? {} : { missing: check.holds ?? '' }),
    place: placeAt(recording, part, row, row === undefined ? undefined : trace.time[row]),
  };
}

async function checkValues(check: ValuesCheck, lab: Lab, run: LabRun): Promise<Finding> {
  const rows: Record<string, Readonly<Record<string, FoundValue>>> = {};
  let database: Parameters<typeof firstRow>[0] | undefined;
  for (const [name, { in: from, part, sql }] of Object.entries(check.values)) {
    const events = await recordingOf(from, lab, run).events(part);
    database = events.database;
    const answer = await ask(() => firstRow(events.database, sql, run.kernel));
    if (typeof answer === 'string' || !answer.isThere) {
      return { ...headOf(check), isFound: false, missing: typeof answer === 'string' ? answer : name };
    }
    rows[name] = answer.values;
  }
  const holds = await holdsOf(database!, rows, check.holds);
  const values = Object.fromEntries(
    Object.entries(rows).flatMap(([name, row]) =>
      Object.entries(row).map(([column, value]) => [`${name}.${column}`, value]),
    ),
  );
  return { ...headOf(check), isFound: holds, values, ...(holds ? {} : { missing: check.holds }) };
}

async function checkText(check: TextCheck, recording: OpenedLabRecording): Promise<Finding> {
  const { file } = check;
  const text = await recording.text(file === 'output' ? 'output.txt' : file);
  if (text === undefined) return { ...headOf(check), isFound: false, missing: file };
  return { ...matchesIn(text, file, check), place: { recording: recording.folder, part: file } };
}

async function checkCommand(check: CommandCheck, run: LabRun): Promise<Finding> {
  const { command } = check;
  return matchesIn(await run.print(command.split(' ')), command, check);
}

/** Lines of a text, which is called `name`. */
function matchesIn(text: string, name: string, check: TextCheck | CommandCheck): Finding {
  const { matches, least = 1 } = check;
  const found = [...text.matchAll(new RegExp(matches, 'gm'))];
  return {
    ...headOf(check),
    isFound: found.length >= least,
    count: found.length,
    least,
    ...(found[0] === undefined ? { missing: `${name}: ${matches}` } : { values: { [name]: found[0][0] } }),
  };
}

/** A name that this kernel does not have is an answer, not an error; so is a query that cannot be asked of what was recorded. */
async function ask(question: () => Promise<FirstRow>): Promise<FirstRow | string> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof UnknownName) return error.asked;
    const absent =
      error instanceof SqlError && /Table with name "?([\w.-]+)"? does not exist/.exec(error.message);
    if (absent) return absent[1]!;
    if (error instanceof SqlError) return error.message.split('\n')[0]!;
    throw error;
  }
}

function headOf({ id, find }: Check): Pick<Finding, 'id' | 'find'> {
  return { id, find };
}

function stepFinding(step: ResolvedStep, count: number, row: number | undefined): StepFinding {
  const { asked, fate, isOptional } = step;
  return { asked, fate, count, isOptional, ...(row === undefined ? {} : { row }) };
}

function placeAt(
  recording: OpenedLabRecording,
  part: string,
  row: number | undefined,
  time: number | undefined,
): NonNullable<Finding['place']> {
  return {
    recording: recording.folder,
    part,
    ...(row === undefined ? {} : { row }),
    ...(time === undefined ? {} : { time }),
  };
}

/** A column that leads back to an event says where. */
function rowIn({ values }: FirstRow): number | undefined {
  const name = Object.keys(values).find(column => column === 'row' || column.endsWith('_row'));
  const value = name === undefined ? undefined : values[name];
  return typeof value === 'number' && value >= 0 ? value : undefined;
}

function taskMatcher(glob: string | undefined): (comm: string) => boolean {
  if (glob === undefined) return () => true;
  const escaped = glob.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  const expression = new RegExp(`^${escaped}$`);
  return comm => expression.test(comm);
}
