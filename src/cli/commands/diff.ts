import { compareTables, isComparable } from '../../analyses/diff/index.ts';
import { type Analysis, analyses, derived } from '../../analyses/index.ts';
import { UsageError } from '../../base/index.ts';
import type { Table, Trace } from '../../store/index.ts';
import { say } from '../../words/index.ts';
import { parseWindow } from '../events/select-events.ts';
import { type OpenedRecording, openRecordingAt } from '../open/open-recording.ts';
import { colourDepth } from '../print/colour-depth.ts';
import { reportProblems } from '../print/problems.ts';
import { LineWriter, ReaderGone } from '../replay/line-writer.ts';
import { parseCount } from '../replay/parse-values.ts';
import {
  type RowWishes,
  whatIsMissing,
  writeAnswerCsv,
  writeAnswerJson,
  writeTables,
} from '../report/show-answer.ts';
import type { RegisterCommand } from './index.ts';

interface DiffCommand {
  readonly top?: string;
  readonly where?: string;
  readonly sort?: string;
  readonly outputFields?: string;
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly color: string;
}

const example = `
  $ ringside diff before.dat after.dat
  $ ringside diff before.dat after.dat sched
  $ ringside diff before.dat after.dat syscalls.names --where 'verdict = more'
`;

/** Rows of each table where many are shown. */
const rowsOfMany = '8';

/** `ringside diff`. */
export const diff: RegisterCommand = program => {
  program
    .command('diff')
    .description(say('diff.about'))
    .argument('<before>', say('diff.before'))
    .argument('<after>', say('diff.after'))
    .argument('[name]', say('diff.name', { analyses: analyses.map(({ id }) => id).join(', ') }))
    .option('--top <rows>', say('report.top'))
    .option('--where <condition>', say('diff.where'))
    .option('-s, --sort <columns>', say('report.sort'))
    .option('-f, --output-fields <columns>', say('report.fields'))
    .option('--from <time>', say('events.from'))
    .option('--to <time>', say('events.to'))
    .option('--json', say('command.json'))
    .option('--csv', say('report.csv'))
    .option('--color <when>', say('report.color'), 'auto')
    .addHelpText('after', example)
    .action(async (first: string, second: string, name: string | undefined, options: DiffCommand) => {
      const chosen = choose(name);
      const opened: OpenedRecording[] = [];
      try {
        for (const path of [first, second]) opened.push(await openRecordingAt(path));
        const [before, after] = await loadBoth(opened, options);
        const tables = compare(before, after, chosen, name);
        write(tables, opened, before, [before, after], name, options);
      } catch (error) {
        if (!(error instanceof ReaderGone)) throw error;
      } finally {
        for (const one of opened) await one.close();
      }
    });
};

/** The analyses that a name means: one of them, the one of a table, or all. */
function choose(name: string | undefined): readonly Analysis[] {
  if (name === undefined) return analyses;
  const [id] = name.split('.');
  const found = analyses.filter(one => one.id === id);
  if (found.length > 0) return found;
  const all = analyses.map(one => one.id).join(', ');
  throw new UsageError(
    say('report.no-analysis', { name }),
    say('report.no-analysis.remedy', { analyses: all }),
  );
}

async function loadBoth(
  opened: readonly OpenedRecording[],
  options: DiffCommand,
): Promise<readonly [Trace, Trace]> {
  const traces: Trace[] = [];
  for (const { recording, problems, time } of opened) {
    if (time !== 'real') process.stderr.write(`${say(`events.time.${time}`)}\n`);
    const trace = await recording.load(parseWindow(options, recording));
    reportProblems([...problems, ...trace.problems]);
    traces.push(trace);
  }
  return traces as unknown as readonly [Trace, Trace];
}

function compare(
  before: Trace,
  after: Trace,
  chosen: readonly Analysis[],
  name: string | undefined,
): readonly Table[] {
  const tables: Table[] = [];
  for (const analysis of chosen) {
    const lacks = [before, after].some(trace => whatIsMissing(trace, analysis) !== undefined);
    if (lacks && name === undefined) continue;
    const [was, is] = [before, after].map(trace => derived(trace, analysis.answer));
    for (const description of analysis.tables) {
      if (!isComparable(description) || !isMeant(description.id, name)) continue;
      const samples = description.samples?.table;
      tables.push(
        compareTables(
          {
            table: was!.table(description.id),
            samples: samples === undefined ? undefined : was!.table(samples),
          },
          {
            table: is!.table(description.id),
            samples: samples === undefined ? undefined : is!.table(samples),
          },
        ),
      );
    }
  }
  if (tables.length > 0) return tables;
  const comparable = chosen
    .flatMap(one => one.tables)
    .filter(isComparable)
    .map(({ id }) => id);
  throw new UsageError(say('diff.nothing'), say('report.no-table.remedy', { tables: comparable.join(', ') }));
}

function isMeant(table: string, name: string | undefined): boolean {
  return name === undefined || !name.includes('.') || table === name;
}

function write(
  tables: readonly Table[],
  opened: readonly OpenedRecording[],
  before: Trace,
  traces: readonly Trace[],
  name: string | undefined,
  options: DiffCommand,
): void {
  const { where, sort, outputFields: columns } = options;
  const rows = (top: string | undefined): RowWishes => ({
    top: top === undefined ? undefined : parseCount('--top', top),
    where,
    sort,
    by: undefined,
    columns,
  });
  const writer = new LineWriter();
  if (options.json === true) {
    const source = opened.map(({ path }) => path).join(' ');
    const problems = traces.flatMap(trace => trace.problems);
    writeAnswerJson(source, before, `diff ${name ?? ''}`.trim(), tables, problems, rows(options.top), writer);
  } else if (options.csv === true) writeAnswerCsv(tables, rows(options.top), writer);
  else {
    const shown = options.top ?? (tables.length > 1 ? rowsOfMany : undefined);
    writeTables(tables, rows(shown), colourDepth(options.color), writer);
  }
  writer.flush();
}
