import { UsageError } from '../../base/index.ts';
import { say } from '../../words/index.ts';
import { OutputStream } from '../events/output-stream.ts';
import { printEvents } from '../events/print-events.ts';
import { type EventWishes, selectEvents } from '../events/select-events.ts';
import { openTrace } from '../open/open-trace.ts';
import { reportProblems } from '../print/problems.ts';
import type { RegisterCommand } from './index.ts';

interface EventsCommand extends EventWishes {
  readonly grep?: string;
  readonly first?: string;
  readonly last?: string;
  readonly t?: boolean;
  readonly l?: boolean;
  readonly R?: boolean;
  readonly json?: boolean;
}

const example = `
  $ ringside events trace.dat
  $ ringside events --event sched_switch --cpu 0 --from 12.5 --to 12.6
  $ ringside events --json --event 'block:*' | jq .fields
`;

/** `ringside events`. */
export const events: RegisterCommand = (program, setExitCode) => {
  program
    .command('events')
    .description(say('events.about'))
    .argument('[file]', say('events.file'))
    .option(
      '--event <names>',
      say('events.event'),
      (name: string, before: readonly string[]) => [...before, name],
      [],
    )
    .option('--cpu <list>', say('events.cpu'))
    .option('--pid <list>', say('events.pid'))
    .option('--task <names>', say('events.task'))
    .option('--from <time>', say('events.from'))
    .option('--to <time>', say('events.to'))
    .option('--grep <pattern>', say('events.grep'))
    .option('--first <count>', say('events.first'))
    .option('--last <count>', say('events.last'))
    .option('-t', say('events.nanoseconds'))
    .option('-l', say('events.latency'))
    .option('-R', say('events.raw'))
    .option('--json', say('events.json'))
    .addHelpText('after', example)
    .action(async (file: string | undefined, options: EventsCommand) => {
      const wishes = {
        nanoseconds: options.t === true,
        latency: options.l === true,
        raw: options.R === true,
        json: options.json === true,
        grep: options.grep === undefined ? undefined : parsePattern(options.grep),
        first: parseCount('--first', options.first),
        last: parseCount('--last', options.last),
      };
      const { trace, time } = await openTrace(file);
      if (time !== 'real') process.stderr.write(`${say(`events.time.${time}`)}\n`);
      reportProblems(trace.problems);
      const wanted = selectEvents(trace, options);
      await printEvents(trace, wanted, wishes, new OutputStream());
      // What could be read was read; where that is nothing of a broken file, what was asked for was not done.
      if (trace.count === 0 && trace.problems.some(({ severity }) => severity !== 'note')) setExitCode(1);
    });
};

function parseCount(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(
    say('events.bad-value', { option, value: text }),
    say('events.bad-value.remedy', { option }),
  );
}

function parsePattern(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    throw new UsageError((error as Error).message, say('events.bad-value.remedy', { option: '--grep' }));
  }
}
