import { existsSync } from 'node:fs';
import { type Analysis, analyses, type Question, questions } from '../../analyses/index.ts';
import { overviewTables } from '../../analyses/overview/index.ts';
import { UsageError } from '../../base/index.ts';
import { say } from '../../words/index.ts';
import { parseWindow } from '../events/select-events.ts';
import { type OpenedRecording, openRecordingAt } from '../open/open-recording.ts';
import { colourDepth } from '../print/colour-depth.ts';
import { reportProblems } from '../print/problems.ts';
import { LineWriter, ReaderGone } from '../replay/line-writer.ts';
import { parseCount } from '../replay/parse-values.ts';
import { ownReports, type ReportAnalysis } from '../report/analyses.ts';
import { describeColumns } from '../report/describe-columns.ts';
import {
  chooseTables,
  whatIsMissing,
  writeAnswerCsv,
  writeAnswerJson,
  writeTables,
} from '../report/show-answer.ts';
import { showOverview } from '../report/show-overview.ts';
import type { RegisterCommand } from './index.ts';

interface ReportCommand {
  readonly exact?: boolean;
  readonly top?: string;
  readonly where?: string;
  readonly by?: string;
  readonly sort?: string;
  readonly outputFields?: string;
  readonly from?: string;
  readonly to?: string;
  readonly color: string;
  readonly columns?: boolean;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** What is asked: an analysis, perhaps one table of it, perhaps as another tool asks it. */
interface Asked {
  readonly analysis: Analysis;
  readonly table: string | undefined;
  readonly question: Question | undefined;
}

const example = `
  $ ringside report trace.dat
  $ ringside report trace.dat sched
  $ ringside report trace.dat sched.waits --where 'duration > 1ms and comm ~ kworker' --sort duration
  $ ringside report trace.dat sched.waits --by waker_comm --csv
  $ ringside report trace.dat biolatency
  $ ringside report uftrace.data calls -t 10us
  $ ringside report --json | jq '.rows[] | [.event, .count]'
`;

/** `ringside report`. */
export const report: RegisterCommand = (program, setExitCode) => {
  const names = [...new Set([...ownReports, ...analyses].map(({ id }) => id))].join(', ');
  const command = program
    .command('report')
    .description(say('report.about'))
    .argument('[file]', say('report.file'))
    .argument('[name]', say('report.analysis', { analyses: names }))
    .optionsGroup(say('report.group.rows'))
    .option('--top <rows>', say('report.top'))
    .option('--where <condition>', say('report.where'))
    .option('--by <columns>', say('report.by'))
    .option('-s, --sort <columns>', say('report.sort'))
    .option('-f, --output-fields <columns>', say('report.fields'))
    .option('--from <time>', say('events.from'))
    .option('--to <time>', say('events.to'))
    .option('--exact', say('report.exact'))
    .optionsGroup(say('report.group.how'))
    .option('--json', say('command.json'))
    .option('--csv', say('report.csv'))
    .option('--color <when>', say('report.color'), 'auto')
    .option('--columns', say('report.columns'));
  for (const { addOptions } of ownReports) addOptions?.(command.optionsGroup('calls:'));
  command
    .optionsGroup(say('events.group.other'))
    .addHelpText('after', () => `${questionsHelp()}\n${example}`)
    .action(async (first: string | undefined, second: string | undefined, options: ReportCommand) => {
      const { file, name } = tellApart(first, second);
      if (options.columns === true) {
        const described = [...ownReports, ...analyses].flatMap(({ tables }) => tables);
        process.stdout.write(describeColumns([...overviewTables, ...described]));
        return;
      }
      const own = ownReports.find(({ id }) => id === name);
      const asked = own === undefined && name !== undefined ? find(name, names) : undefined;
      const opened = await openRecordingAt(file);
      try {
        if (opened.time !== 'real') process.stderr.write(`${say(`events.time.${opened.time}`)}\n`);
        reportProblems(opened.problems);
        if (!(await show(opened, own, asked, options))) setExitCode(1);
      } catch (error) {
        if (!(error instanceof ReaderGone)) throw error;
      } finally {
        await opened.close();
      }
    });
};

/** One argument alone is what is asked where it is no file but an answer's name. */
function tellApart(
  first: string | undefined,
  second: string | undefined,
): { readonly file: string | undefined; readonly name: string | undefined } {
  if (first === undefined || second !== undefined || existsSync(first)) return { file: first, name: second };
  const [id] = first.split('.');
  const isName =
    [...ownReports, ...analyses].some(one => one.id === id) || questions.some(one => one.name === first);
  return isName ? { file: undefined, name: first } : { file: first, name: undefined };
}

/** False where what was asked could not be answered. */
async function show(
  opened: OpenedRecording,
  own: ReportAnalysis | undefined,
  asked: Asked | undefined,
  options: ReportCommand,
): Promise<boolean> {
  const wishes = {
    json: options.json === true,
    exact: options.exact === true,
    top: options.top === undefined ? undefined : parseCount('--top', options.top),
    color: options.color,
    switches: options,
  };
  if (asked !== undefined) return showAnswer(opened, asked, options, wishes.top);
  if (own === undefined) return showOverview(opened, wishes);
  await own.show(opened, wishes);
  return true;
}

function find(name: string, names: string): Asked {
  const question = questions.find(one => one.name === name);
  const wanted = question?.table ?? name;
  const [id] = wanted.split('.');
  const analysis = analyses.find(one => one.id === id);
  if (analysis === undefined) {
    throw new UsageError(
      say('report.no-analysis', { name }),
      say('report.no-analysis.remedy', { analyses: names }),
    );
  }
  return { analysis, table: wanted === id ? undefined : wanted, question };
}

async function showAnswer(
  { recording, path }: OpenedRecording,
  { analysis, table, question }: Asked,
  options: ReportCommand,
  top: number | undefined,
): Promise<boolean> {
  const trace = await recording.load(parseWindow(options, recording));
  const missing = whatIsMissing(trace, analysis);
  if (missing !== undefined) process.stderr.write(`ringside: ${analysis.id} ${missing}\n`);
  const answer = analysis.answer(trace);
  const tables = chooseTables(answer, analysis.tables, table);
  const rows = {
    top,
    where: options.where,
    by: options.by ?? question?.by,
    sort: options.sort ?? question?.sort,
    columns: options.outputFields,
  };
  const problems = [...trace.problems, ...answer.problems];
  const writer = new LineWriter();
  if (options.json === true)
    writeAnswerJson(path, trace, table ?? analysis.id, tables, problems, rows, writer);
  else {
    reportProblems(problems);
    if (options.csv === true) writeAnswerCsv(tables, rows, writer);
    else writeTables(tables, rows, colourDepth(options.color), writer);
  }
  writer.flush();
  // What a kernel has is no answer to what happened, unless it is asked for.
  const answers = table === undefined ? tables.filter(({ description }) => !description.ofKernel) : tables;
  return missing === undefined || answers.some(({ count }) => count > 0);
}

function questionsHelp(): string {
  const pairs = questions.map(({ name, table }) => `${name} (${table})`);
  return pairs.length === 0 ? '' : `\n${say('report.questions')}\n  ${pairs.join(', ')}\n`;
}
