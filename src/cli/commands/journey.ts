import {
  chooseOperation,
  effectRows,
  findOperations,
  followOperation,
  type Journey,
  journeyTables,
  type Operation,
  parseWanted,
  stretchRows,
  sumRows,
} from '../../analyses/journey/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import { findEvents } from '../../analyses/walk/index.ts';
import { UsageError } from '../../base/index.ts';
import type { Trace } from '../../store/index.ts';
import { journeyLines } from '../../text/journey/index.ts';
import { durationText, paintQuiet, paintStrong, printable } from '../../text/replay/index.ts';
import { say } from '../../words/index.ts';
import { parseWindow } from '../events/select-events.ts';
import { openRecordingAt } from '../open/open-recording.ts';
import { colourDepth } from '../print/colour-depth.ts';
import { reportProblems } from '../print/problems.ts';
import { terminalWidth } from '../print/terminal-width.ts';
import { LineWriter, ReaderGone } from '../replay/line-writer.ts';
import { describeColumns } from '../report/describe-columns.ts';
import { writeAnswerJson } from '../report/show-answer.ts';
import type { RegisterCommand } from './index.ts';

interface JourneyCommand {
  readonly of?: string;
  readonly least: string;
  readonly from?: string;
  readonly to?: string;
  readonly columns?: boolean;
  readonly json?: boolean;
  readonly color: string;
}

const example = `
  $ ringside journey trace.dat
  $ ringside journey trace.dat --of read@dd
  $ ringside journey trace.dat --of request#2
  $ ringside journey trace.dat --of task@216 --from 12.5 --to 12.6
`;

const namesShown = 12;

/** `ringside journey`. */
export const journey: RegisterCommand = (program, setExitCode) => {
  program
    .command('journey')
    .description(say('journey.about'))
    .argument('[file]', say('report.file'))
    .option('--of <operation>', say('journey.of'))
    .option('--least <part>', say('journey.least'), '0.01')
    .option('--from <time>', say('events.from'))
    .option('--to <time>', say('events.to'))
    .option('--json', say('command.json'))
    .option('--color <when>', say('report.color'), 'auto')
    .option('--columns', say('report.columns'))
    .addHelpText('after', example)
    .action(async (file: string | undefined, options: JourneyCommand) => {
      if (options.columns === true) {
        process.stdout.write(describeColumns(journeyTables));
        return;
      }
      const opened = await openRecordingAt(file);
      try {
        if (opened.time !== 'real') process.stderr.write(`${say(`events.time.${opened.time}`)}\n`);
        const trace = await opened.recording.load(parseWindow(options, opened.recording));
        reportProblems([...opened.problems, ...trace.problems]);
        if (findEvents(trace, 'sched:sched_switch').length === 0) {
          process.stderr.write(`ringside: journey ${say('journey.needs')}\n`);
        }
        const writer = new LineWriter();
        if (!answer(trace, opened.path, options, writer)) setExitCode(1);
        writer.flush();
      } catch (error) {
        if (!(error instanceof ReaderGone)) throw error;
      } finally {
        await opened.close();
      }
    });
};

/** False where there is nothing to follow. */
function answer(trace: Trace, path: string, options: JourneyCommand, writer: LineWriter): boolean {
  if (options.of === undefined) return listOperations(trace, options, writer);
  const followed = follow(trace, options.of);
  if (options.json === true) {
    const tables = [stretchRows(trace, followed), sumRows(followed), effectRows(trace, followed)];
    const wishes = { top: undefined, where: undefined, by: undefined, sort: undefined, columns: undefined };
    writeAnswerJson(path, trace, 'journey', tables, trace.problems, wishes, writer);
    return true;
  }
  const least = Number(options.least);
  if (!(least >= 0 && least <= 1)) {
    throw new UsageError(
      say('replay.bad-value', { option: '--least', value: options.least }),
      say('replay.bad-value.remedy'),
    );
  }
  const style = { width: terminalWidth(), colours: colourDepth(options.color), least, tasks: tasksOf(trace) };
  for (const line of journeyLines(followed, style)) writer.write(line);
  return true;
}

function follow(trace: Trace, of: string): Journey {
  const wanted = parseWanted(of);
  if (wanted === undefined) throw new UsageError(say('journey.bad-of', { of }), say('journey.of'));
  const operation = chooseOperation(findOperations(trace, wanted), wanted);
  if (operation !== undefined) return followOperation(trace, operation);
  const names = longest(trace).map(one => nameOf(trace, one));
  const remedy =
    names.length === 0
      ? `journey ${say('journey.needs')}`
      : say('journey.none.remedy', { names: printable(names.join(', ')) });
  throw new UsageError(say('journey.none', { of }), remedy);
}

function listOperations(trace: Trace, options: JourneyCommand, writer: LineWriter): boolean {
  const colours = colourDepth(options.color);
  const found = longest(trace);
  if (found.length === 0) {
    process.stderr.write(`ringside: ${say('journey.nothing')}\n`);
    return false;
  }
  writer.write(paintStrong(say('journey.choose'), colours));
  for (const one of found) {
    const time = durationText(one.end - one.start).padStart(9);
    writer.write(`  ${paintQuiet(time, colours)}  ${printable(nameOf(trace, one))}`);
  }
  return true;
}

/** The longest operation of each name. */
function longest(trace: Trace): readonly Operation[] {
  const all = findOperations(trace, { kind: undefined, name: undefined, who: undefined, nth: undefined });
  const byName = new Map<string, Operation>();
  for (const one of all) {
    const before = byName.get(one.kind + one.name);
    if (before === undefined || one.end - one.start > before.end - before.start)
      byName.set(one.kind + one.name, one);
  }
  return [...byName.values()].sort((a, b) => b.end - b.start - (a.end - a.start)).slice(0, namesShown);
}

/** As `--of` takes it. */
function nameOf(trace: Trace, { kind, name, task }: Operation): string {
  const who = tasksOf(trace).tids[task];
  return `${kind === 'syscall' ? '' : `${kind}:`}${name}@${who}`;
}
