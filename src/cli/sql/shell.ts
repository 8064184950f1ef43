import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { places } from '../../packages/index.ts';
import { type Database, macros } from '../../query/index.ts';
import { printable } from '../../text/replay/index.ts';
import { inWords, say } from '../../words/index.ts';
import { ReaderGone } from '../replay/line-writer.ts';
import { completeSql } from './complete-sql.ts';

const historyLines = 1000;

export interface ShellWork {
  readonly database: Database;
  /** Runs a statement and prints its answer. */
  answer(sql: string): Promise<void>;
  /** Prints a line. */
  write(line: string): void;
}

/** A shell for SQL on the terminal, until `.quit` or the end of input: statements end with `;`, commands begin with a dot. */
export async function runShell(work: ShellWork): Promise<void> {
  const history = historyFile();
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    terminal: process.stdin.isTTY === true,
    history: [...readHistory(history)],
    historySize: historyLines,
    completer: (line: string) => completeSql(work.database.views, line),
  });
  work.write(say('sql.welcome'));
  try {
    await readStatements(lines, work, history);
  } finally {
    lines.close();
  }
}

async function readStatements(lines: Interface, work: ShellWork, history: string): Promise<void> {
  let statement = '';
  let isRunning = false;
  lines.on('SIGINT', () => {
    if (isRunning) work.database.interrupt();
    else {
      statement = '';
      process.stdout.write('\n');
      prompt();
    }
  });
  const prompt = (): void => {
    lines.setPrompt(statement === '' ? 'ringside> ' : '      ... ');
    lines.prompt();
  };
  prompt();
  for await (const line of lines) {
    const text = line.trim();
    if (statement === '' && text.startsWith('.')) {
      if (text === '.quit' || text === '.exit') return;
      runCommand(text, work);
    } else {
      statement += `${line}\n`;
      if (text.endsWith(';')) {
        keepHistory(history, statement);
        isRunning = true;
        await answerOrComplain(statement, work);
        isRunning = false;
        statement = '';
      } else if (statement.trim() === '') statement = '';
    }
    prompt();
  }
}

async function answerOrComplain(statement: string, { answer, write }: ShellWork): Promise<void> {
  try {
    await answer(statement);
  } catch (error) {
    if (error instanceof ReaderGone) throw error;
    for (const line of (error as Error).message.split('\n')) write(printable(line));
  }
}

function runCommand(text: string, { database, write }: ShellWork): void {
  const [command, argument = ''] = text.split(/\s+/);
  switch (command) {
    case '.tables':
      for (const { name, sentence } of database.views)
        if (name.includes(argument)) write(printable(`${name.padEnd(40)}  ${inWords(sentence)}`));
      break;
    case '.schema':
      for (const view of database.views) {
        if (view.name !== argument) continue;
        for (const { id, sentence } of view.columns)
          write(printable(`${id.padEnd(24)}  ${inWords(sentence)}`.trimEnd()));
      }
      break;
    case '.functions':
      for (const { call, sentence } of macros) write(`${call.padEnd(36)}  ${inWords(sentence)}`);
      break;
    default:
      write(say('sql.help'));
  }
}

function historyFile(): string {
  return join(places().data, 'sql-history');
}

/** The newest first, as readline wants them. */
function readHistory(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean).reverse();
  } catch {
    return [];
  }
}

function keepHistory(file: string, statement: string): void {
  const line = statement.replaceAll(/\s+/g, ' ').trim();
  const lines = [...readHistory(file)].reverse().filter(one => one !== line);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, [...lines, line, ''].slice(-historyLines).join('\n'), { mode: 0o600 });
  } catch {
    // A home that cannot be written to has no history.
  }
}
