import type { Command } from 'commander';
import {
  type CallTree,
  foldInterrupts,
  layersOf,
  layersSummary,
  selectRows,
} from '../../analyses/calls/index.ts';
import { UsageError, wrapCells } from '../../base/index.ts';
import type { TimeRange } from '../../formats/index.ts';
import type { Problem } from '../../store/index.ts';
import {
  type ColourDepth,
  countText,
  drawFuncgraphTree,
  drawLayeredTree,
  kernelEventText,
  layersTable,
  paintQuiet,
  paintStrong,
  printable,
  type ReplayOptions,
  replayAsUftrace,
} from '../../text/replay/index.ts';
import { inWords, say } from '../../words/index.ts';
import { openKernelParts } from '../open/kernel-parts.ts';
import { colourDepth } from '../print/colour-depth.ts';
import { LineWriter, ReaderGone } from '../replay/line-writer.ts';
import { makeTree, noCalls, selectionFor, type TreeWishes } from '../replay/make-tree.ts';
import { type CallFacts, type OpenedCalls, openCalls } from '../replay/open-calls.ts';
import { parseCount, parseRange, parseTids } from '../replay/parse-values.ts';
import {
  addShownOptions,
  type ShownSwitches,
  shownOptionsOf,
  treeWishesOf,
  withKept,
} from '../replay/shown-options.ts';
import { writeJson } from '../replay/write-json.ts';
import type { RegisterCommand } from './index.ts';

interface ReplayCommand extends ShownSwitches {
  readonly layers?: boolean;
  readonly source?: boolean;
  readonly interrupts?: boolean;
  readonly task?: string;
  readonly outputFields?: string;
  /** Commander's for `--no-comment`, `--no-merge` and `--no-args`. */
  readonly comment?: boolean;
  readonly merge?: boolean;
  readonly args?: boolean;
  readonly taskNewline?: boolean;
  readonly columnView?: boolean;
  readonly columnOffset?: string;
  readonly timeRange?: string;
  readonly libname?: boolean;
  readonly color: string;
  readonly json?: boolean;
}

const usualWidth = 100;
const narrowest = 60;

/** `ringside replay`. */
export const replay: RegisterCommand = program => {
  const command = program
    .command('replay')
    .description(say('replay.about'))
    .argument('[file]', say('replay.file'))
    .option('--layers', say('replay.layers'))
    .option('--source', say('replay.source'))
    .option('--interrupts', say('replay.interrupts'))
    .option('--task <name>', say('replay.task'))
    .option('-f, --output-fields <columns>', say('replay.fields'))
    .option('--no-comment', say('replay.no-comment'))
    .option('--no-merge', say('replay.no-merge'))
    .option('--no-args', say('replay.no-args'))
    .option('-r, --time-range <from~to>', say('replay.range'))
    .option('--libname', say('replay.libname'))
    .option('--task-newline', say('replay.task-newline'))
    .option('--column-view', say('replay.column-view'))
    .option('--column-offset <levels>', say('replay.column-offset'), '8')
    .option('--color <when>', say('replay.color'), 'auto')
    .option('--json', say('command.json'));
  addShownOptions(command)
    .addHelpText(
      'after',
      '\n  $ ringside replay uftrace.data\n  $ ringside replay --layers --source -t 10us\n  $ ringside replay -F ext4_rename2@kernel',
    )
    .action(async (file: string | undefined, options: ReplayCommand, _command: Command) => {
      await run(file, options);
    });
};

/** Prints several layered views of one recording, one below the other, as `ringside replay --layers` does with these options. */
export async function showLayers(file: string, views: readonly Partial<ReplayCommand>[]): Promise<void> {
  const opened = await openCalls(file);
  const whole = makeTree(opened);
  const writer = new LineWriter();
  for (const [index, view] of views.entries()) {
    const options = { filter: [], notrace: [], color: 'auto', ...view, layers: true };
    if (index > 0) writer.write('');
    writeTree(
      whole,
      opened,
      options,
      wishesOf(opened, options),
      colourDepth(options.color),
      writer,
      index === 0,
    );
  }
  writer.flush();
  tellProblems(problemsOf(opened));
}

function wishesOf(opened: OpenedCalls, options: ReplayCommand): TreeWishes {
  return { ...treeWishesOf(shownOptionsOf(options)), tids: wantedTids(opened, options) };
}

/** How uftrace's own style is to look. */
function lookOf(options: ReplayCommand): ReplayOptions {
  return {
    ...(options.outputFields === undefined ? {} : { fields: options.outputFields }),
    ...(options.columnView === true
      ? { columnOffset: parseCount('--column-offset', options.columnOffset ?? '8') }
      : {}),
    noComment: options.comment === false,
    noMerge: options.merge === false,
    noArguments: options.args === false,
    taskNewline: options.taskNewline === true,
    libraryNames: options.libname === true,
  };
}

function rangeOf({ timeRange, time }: ReplayCommand, start: bigint): TimeRange | undefined {
  if (timeRange === undefined) return undefined;
  if (time !== undefined) throw new UsageError(say('replay.range-and-time'), say('replay.bad-value.remedy'));
  return parseRange('--time-range', timeRange, start);
}

async function run(file: string | undefined, options: ReplayCommand): Promise<void> {
  const colours = colourDepth(options.color);
  const opened = await openCalls(file);
  const wishes = wishesOf(opened, options);
  const writer = new LineWriter();
  try {
    if (opened.kind === 'uftrace' && options.layers !== true && options.json !== true) {
      const { tids } = wishes;
      const kernelText = kernelEventText(opened.recording);
      const kept = withKept(options, opened.recording.defaultOptions);
      const shown = { ...shownOptionsOf(kept), ...(tids === undefined ? {} : { tids }) };
      const range = rangeOf(options, opened.recording.times.start);
      const wanted = { ...shown, ...lookOf(options), ...(range === undefined ? {} : { range }), kernelText };
      replayAsUftrace(opened.recording, wanted, writer.write);
      // uftrace prints an empty line of a recording without records.
      if (writer.lines === 1) throw noCalls(opened.facts.source);
    } else writeTree(makeTree(opened), opened, options, wishes, colours, writer);
    writer.flush();
  } catch (error) {
    if (error instanceof ReaderGone) return;
    throw error;
  }
  if (options.json === true) return;
  if (options.layers !== true) tellTimeKind(opened.facts);
  tellProblems(problemsOf(opened));
}

function writeTree(
  whole: CallTree,
  opened: OpenedCalls,
  options: ReplayCommand,
  wishes: TreeWishes,
  colours: ColourDepth,
  writer: LineWriter,
  withHead = true,
): void {
  const { facts } = opened;
  const selection = selectionFor(whole, wishes);
  const folds = options.layers === true && options.json !== true && options.interrupts !== true;
  const tree = folds ? foldInterrupts(whole, selection.only, selection.without) : whole;
  const selected = selectRows(tree, selection);
  if (options.layers !== true && options.json !== true) {
    drawFuncgraphTree(tree, selected, writer.write);
    return;
  }
  const layers = layersOf(tree, facts.kernel === '' ? undefined : openKernelParts(facts.kernel, facts.arch));
  if (options.json === true) {
    const start = opened.kind === 'trace' ? opened.trace.start : opened.recording.times.start;
    const about = { source: facts.source, start, time: facts.time, problems: problemsOf(opened) };
    writeJson(tree, layers, selected, about, writer.write);
    return;
  }
  const width = Math.max(narrowest, process.stdout.columns ?? (Number(process.env.COLUMNS) || usualWidth));
  if (withHead) writeHead(facts, width, colours, writer);
  if (selected.count === 0) {
    writer.write(say('replay.nothing'));
    return;
  }
  const style = { width, colours, source: options.source === true };
  drawLayeredTree(tree, layers, selected, style, writer.write);
  writer.write('');
  // What is too deep or too short to be drawn still took its time.
  const { depth: _depth, threshold: _threshold, ...counted } = selection;
  const shares = layersSummary(tree, layers, selectRows(tree, counted).shown);
  for (const line of layersTable(shares, width, colours)) writer.write(line);
  if (selected.outside > 0) {
    writer.write('');
    const note = say('replay.outside', { count: countText(selected.outside) });
    for (const line of wrapCells(note, width)) writer.write(paintQuiet(line, colours));
  }
}

function writeHead(facts: CallFacts, width: number, colours: ColourDepth, writer: LineWriter): void {
  const rest = facts.kernel === '' ? '' : paintQuiet(`  Linux ${printable(facts.kernel)}`, colours);
  const title = facts.command === '' ? facts.source : facts.command;
  writer.write(`${paintStrong(printable(title), colours)}${rest}`);
  if (facts.time !== 'real')
    for (const line of wrapCells(say(`replay.${facts.time}`), width)) writer.write(line);
  writer.write('');
}

// Standard output of the peers' own styles holds only their bytes.
function tellTimeKind({ time }: CallFacts): void {
  if (time !== 'real') process.stderr.write(`ringside: ${say(`replay.${time}`)}\n`);
}

function tellProblems(problems: readonly Problem[]): void {
  for (const { place, sentence, count } of problems) {
    const many = count > 1 ? ` (${countText(count)})` : '';
    process.stderr.write(printable(`ringside: ${place}: ${inWords(sentence)}${many}`) + '\n');
  }
}

function problemsOf(opened: OpenedCalls): readonly Problem[] {
  return opened.kind === 'trace' ? opened.trace.problems : opened.recording.problemRows;
}

function wantedTids(opened: OpenedCalls, options: ReplayCommand): ReadonlySet<number> | undefined {
  const byId = options.tid === undefined ? undefined : parseTids('--tid', options.tid);
  if (options.task === undefined) return byId;
  const names: readonly (readonly [tid: number, name: string])[] =
    opened.kind === 'trace'
      ? [...opened.trace.tasks.entries()]
      : [...opened.recording.sessions.tasks.values()].map(({ tid, comm }) => [tid, comm] as const);
  const found = names.filter(([, name]) => name === options.task).map(([tid]) => tid);
  if (found.length === 0) {
    const known = [...new Set(names.map(([, name]) => printable(name)))].slice(0, 20).join(', ');
    throw new UsageError(
      say('replay.no-task', { name: options.task }),
      say('replay.no-task.remedy', { names: known }),
    );
  }
  return new Set([...found, ...(byId ?? [])]);
}
