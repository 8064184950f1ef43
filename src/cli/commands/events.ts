import { UsageError } from '../../base/index.ts';
import type { Recording } from '../../formats/index.ts';
import type { Problem } from '../../store/index.ts';
import {
  type EventPrinter,
  eventStyles,
  findStyle,
  type ReportWishes,
  type StyleWishes,
} from '../../text/index.ts';
import { say } from '../../words/index.ts';
import { addBlkparseOptions, type BlkparseOptions, parseBlkparseWishes } from '../events/blkparse-options.ts';
import { addFactOptions, type FactOptions, printFact, wantedFact } from '../events/fact-options.ts';
import { JsonPrinter } from '../events/json-style.ts';
import { addKernelOptions, type KernelOptions, kernelWishes } from '../events/kernel-options.ts';
import { mergedReportWishes } from '../events/merge-files.ts';
import { OutputStream } from '../events/output-stream.ts';
import { addPerfOptions, type PerfOptions, perfWishes } from '../events/perf-options.ts';
import { type LineWishes, printEvents } from '../events/print-events.ts';
import { type MergedFile, printMerged } from '../events/print-merged.ts';
import {
  addReportOptions,
  type ReportOptions,
  reportWishes,
  wantsRawTimes,
} from '../events/report-options.ts';
import { type EventWishes, makeSelector, parseWindow } from '../events/select-events.ts';
import { type OpenedRecording, openRecordingAt } from '../open/open-recording.ts';
import { reportProblems } from '../print/problems.ts';
import type { RegisterCommand } from './index.ts';

interface EventsCommand
  extends EventWishes,
    PerfOptions,
    BlkparseOptions,
    ReportOptions,
    FactOptions,
    KernelOptions {
  readonly grep?: string;
  readonly first?: string;
  readonly last?: string;
  readonly t?: boolean;
  readonly l?: boolean;
  readonly R?: boolean;
  readonly style?: string;
  readonly json?: boolean;
}

const example = `
  $ ringside events trace.dat
  $ ringside events host.dat guest.dat
  $ ringside events --event sched_switch --cpu 0 --from 12.5 --to 12.6
  $ ringside events --json --event 'block:*' | jq .fields
`;

/** `ringside events`. */
export const events: RegisterCommand = (program, setExitCode) => {
  const command = program
    .command('events')
    .description(say('events.about'))
    .argument('[files...]', say('events.file'))
    .optionsGroup(say('events.group.which'))
    .option('--event <names>', say('events.event'), (name: string, before: readonly string[] = []) => [
      ...before,
      name,
    ])
    .option('--cpu <list>', say('events.cpu'))
    .option('--pid <list>', say('events.pid'))
    .option('--task <names>', say('events.task'))
    .option('--from <time>', say('events.from'))
    .option('--to <time>', say('events.to'))
    .option('--grep <pattern>', say('events.grep'))
    .option('--first <count>', say('events.first'))
    .option('--last <count>', say('events.last'))
    .optionsGroup(say('events.group.how'))
    .option('-t', say('events.nanoseconds'))
    .option('-l', say('events.latency'))
    .option('-R', say('events.raw'))
    .option(
      '--style <tool>',
      say('events.style', { styles: [...new Set(eventStyles.map(({ id }) => id))].join(', ') }),
    )
    .option('--json', say('events.json'));
  addReportOptions(command.optionsGroup('trace.dat (trace-cmd report):'));
  addFactOptions(command);
  addKernelOptions(command.optionsGroup('--style kernel (cat trace):'));
  addPerfOptions(command.optionsGroup('perf.data (perf script):'));
  addBlkparseOptions(command.optionsGroup('blktrace (blkparse):'))
    .optionsGroup(say('events.group.other'))
    .addHelpText('after', example)
    .action(async (files: readonly string[], options: EventsCommand) => {
      const wishes = {
        grep: options.grep === undefined ? undefined : parsePattern(options.grep),
        first: parseCount('--first', options.first),
        last: parseCount('--last', options.last),
      };
      const opened: OpenedRecording[] = [];
      try {
        for (const file of files.length === 0 ? [undefined] : files) {
          const mayGrow = files.length === 1;
          opened.push(await openRecordingAt(file, { rawTimes: wantsRawTimes(options), mayGrow }));
        }
        const fact = wantedFact(options);
        if (fact !== undefined) {
          for (const one of opened) await printFact(one, fact, options, new OutputStream());
          return;
        }
        for (const time of new Set(opened.map(one => one.time))) {
          if (time !== 'real') process.stderr.write(`${say(`events.time.${time}`)}\n`);
        }
        const { events, problems } =
          opened.length === 1
            ? await printOne(opened[0]!, options, wishes)
            : await printAll(opened, options, wishes);
        reportProblems(problems);
        // What could be read was read; where that is nothing of a broken file, what was asked for was not done.
        if (events === 0 && problems.some(({ severity }) => severity !== 'note')) setExitCode(1);
      } finally {
        for (const one of opened) await one.close();
      }
    });
};

interface Printed {
  readonly events: number;
  readonly problems: readonly Problem[];
}

async function printOne(
  { recording }: OpenedRecording,
  options: EventsCommand,
  wishes: LineWishes,
): Promise<Printed> {
  const printer = await choosePrinter(recording, options);
  const window = parseWindow(options, recording);
  const { events, last } = await printEvents(
    recording,
    window,
    makeSelector(options),
    printer,
    wishes,
    new OutputStream(),
  );
  return { events, problems: [...(last?.problems ?? []), ...(printer.problems?.() ?? [])] };
}

/** Several recordings on one line of time: a host's and its guests'. */
async function printAll(
  opened: readonly OpenedRecording[],
  options: EventsCommand,
  wishes: LineWishes,
): Promise<Printed> {
  const merged = options.json === true ? [] : mergedReportWishes(opened);
  // One for all files: what the line before showed is the same for them.
  const report = reportWishes(options);
  const files: MergedFile[] = [];
  for (const [index, { recording, path }] of opened.entries()) {
    const printer =
      options.json === true
        ? new JsonPrinter(path)
        : await choosePrinter(recording, options, { ...report, ...merged[index] });
    const window = parseWindow(options, recording);
    files.push({ recording, printer, select: makeSelector(options), window });
  }
  const { events, last } = await printMerged(files, wishes, new OutputStream());
  return { events, problems: last.flatMap(trace => trace.problems) };
}

async function choosePrinter(
  recording: Recording,
  options: EventsCommand,
  report: ReportWishes = reportWishes(options),
): Promise<EventPrinter> {
  if (options.json === true) return new JsonPrinter();
  const style = findStyle(recording.format, options.style);
  if (style === undefined) {
    const able = eventStyles.filter(({ formats }) => formats.includes(recording.format));
    throw new UsageError(
      say('events.no-style', { style: options.style ?? '', format: recording.format }),
      say('events.no-style.remedy', { styles: able.map(({ id }) => id).join(', ') || '--json' }),
    );
  }
  const wishes: StyleWishes = {
    nanoseconds: options.t === true || options.ns === true,
    latency: options.l === true,
    raw: options.R === true,
    report,
    ...kernelWishes(options),
    ...(await perfWishes(options)),
    blkparse: parseBlkparseWishes(options),
  };
  return style.printer(recording, wishes);
}

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
