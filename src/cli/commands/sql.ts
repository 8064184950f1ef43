import { existsSync } from 'node:fs';
import { text as readAll } from 'node:stream/consumers';
import { analyses } from '../../analyses/index.ts';
import { UsageError } from '../../base/index.ts';
import { type Database, openDatabase, SqlError } from '../../query/index.ts';
import { printable } from '../../text/replay/index.ts';
import { say } from '../../words/index.ts';
import { parseWindow } from '../events/select-events.ts';
import { openRecordingAt } from '../open/open-recording.ts';
import { colourDepth } from '../print/colour-depth.ts';
import { reportProblems } from '../print/problems.ts';
import { terminalWidth } from '../print/terminal-width.ts';
import { LineWriter, ReaderGone } from '../replay/line-writer.ts';
import { parseCount } from '../replay/parse-values.ts';
import { runShell } from '../sql/shell.ts';
import { type SqlFormat, writeCsv, writeJson, writeText } from '../sql/write-answer.ts';
import type { RegisterCommand } from './index.ts';

interface SqlCommand {
  readonly from?: string;
  readonly to?: string;
  readonly top: string;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly color: string;
}

const example = `
  $ ringside sql trace.dat
  $ ringside sql trace.dat 'SELECT event, count(*) FROM events GROUP BY event ORDER BY 2 DESC'
  $ ringside sql trace.dat 'SELECT next_comm, count(*) FROM sched.sched_switch GROUP BY 1' --csv
  $ ringside sql trace.dat 'SELECT comm, p99(duration) FROM syscalls.calls GROUP BY comm'
  $ ringside sql trace.dat < query.sql
`;

/** `ringside sql`. */
export const sql: RegisterCommand = (program, setExitCode) => {
  program
    .command('sql')
    .description(say('sql.about'))
    .argument('[file]', say('report.file'))
    .argument('[statement]', say('sql.statement'))
    .option('--from <time>', say('events.from'))
    .option('--to <time>', say('events.to'))
    .option('--top <rows>', say('sql.top'), '200')
    .option('--json', say('command.json'))
    .option('--csv', say('sql.csv'))
    .option('--color <when>', say('report.color'), 'auto')
    .addHelpText('after', example)
    .action(async (first: string | undefined, second: string | undefined, options: SqlCommand) => {
      const { file, statement } = tellApart(first, second);
      const opened = await openRecordingAt(file);
      try {
        if (opened.time !== 'real') process.stderr.write(`${say(`events.time.${opened.time}`)}\n`);
        const trace = await opened.recording.load(parseWindow(options, opened.recording));
        reportProblems([...opened.problems, ...trace.problems]);
        const database = await openDatabase(trace, analyses);
        try {
          const writer = new LineWriter();
          const answer = (text: string): Promise<void> =>
            writeAnswer(database, text, options, opened.path, trace.problems, writer);
          if (statement !== undefined) await answer(statement);
          else if (process.stdin.isTTY === true) {
            const write = (line: string): void => {
              writer.write(line);
              writer.flush();
            };
            await runShell({ database, answer, write });
          } else await answer(await readAll(process.stdin));
        } finally {
          database.close();
        }
      } catch (error) {
        if (error instanceof ReaderGone) return;
        if (!(error instanceof SqlError)) throw error;
        process.stderr.write(`ringside: ${error.message.split('\n').map(printable).join('\n')}\n`);
        setExitCode(1);
      } finally {
        await opened.close();
      }
    });
};

/** One argument alone is the statement where it has blanks and is no file. */
function tellApart(
  first: string | undefined,
  second: string | undefined,
): { readonly file: string | undefined; readonly statement: string | undefined } {
  if (second === undefined && first !== undefined && /\s/.test(first) && !existsSync(first)) {
    return { file: undefined, statement: first };
  }
  return { file: first, statement: second };
}

async function writeAnswer(
  database: Database,
  statement: string,
  options: SqlCommand,
  source: string,
  problems: Parameters<typeof writeJson>[2],
  writer: LineWriter,
): Promise<void> {
  const stop = (): void => database.interrupt();
  process.once('SIGINT', stop);
  try {
    const answer = await database.run(statement);
    const format = formatOf(options);
    if (format === 'json') await writeJson(answer, source, problems, writer);
    else if (format === 'csv') await writeCsv(answer, writer);
    else {
      const style = { width: terminalWidth(), colours: colourDepth(options.color) };
      await writeText(answer, parseCount('--top', options.top), style, writer);
    }
    writer.flush();
  } finally {
    process.removeListener('SIGINT', stop);
  }
}

function formatOf({ json, csv }: SqlCommand): SqlFormat {
  if (json === true && csv === true) throw new UsageError(say('sql.two-formats'), '--json, --csv');
  if (json === true) return 'json';
  return csv === true ? 'csv' : 'text';
}
