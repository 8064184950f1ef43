import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../base/index.ts';
import { type ExportFormat, type ExportOptions, exportFormats, findExport } from '../../export/index.ts';
import { UftraceRecording } from '../../formats/index.ts';
import { callsFirst } from '../../opening/index.ts';
import type { Trace } from '../../store/index.ts';
import { say } from '../../words/index.ts';
import { exportHtml } from '../export/export-html.ts';
import { stackTexts } from '../export/stack-texts.ts';
import { writeLater } from '../export/write-output.ts';
import { openRecordingAt } from '../open/open-recording.ts';
import { reportProblems } from '../print/problems.ts';
import { selectionFor, treeOfTrace } from '../replay/make-tree.ts';
import { parseDuration } from '../replay/parse-values.ts';
import {
  addShownOptions,
  type ShownSwitches,
  shownOptionsOf,
  treeWishesOf,
  withKept,
} from '../replay/shown-options.ts';
import type { RegisterCommand } from './index.ts';

interface ExportCommand extends ShownSwitches {
  readonly to: string;
  readonly output?: string;
  readonly sampleTime?: string;
  readonly args: boolean;
  readonly stacks?: string | boolean;
  readonly style?: string;
  readonly from?: string;
  readonly until?: string;
}

const example = `
  $ ringside export uftrace.data --to folded | flamegraph.pl > calls.svg
  $ ringside export trace.dat --to folded --stacks block:block_rq_issue | flamegraph.pl > requests.svg
  $ ringside export trace.dat --to chrome -o calls.json
  $ ringside export trace.dat --to html -o recording.html
`;

/** `ringside export`. */
export const exportTo: RegisterCommand = program => {
  const ids = ['html', ...exportFormats.map(({ id }) => id)].join(', ');
  const command = program
    .command('export')
    .description(say('export.about'))
    .argument('[file]', say('export.file'))
    .requiredOption('--to <format>', say('export.to', { formats: ids }))
    .option('-o, --output <file>', say('export.output'))
    .option('--sample-time <duration>', say('export.sample-time'))
    .option('--no-args', say('export.no-args'))
    .option('--stacks [event]', say('export.stacks'))
    .option('--style <tool>', say('export.style'))
    .option('--from <time>', say('export.from'))
    .option('--until <time>', say('export.until'));
  addShownOptions(command)
    .addHelpText('after', example)
    .action(async (file: string | undefined, options: ExportCommand) => {
      if (options.to === 'html') return exportHtml(file, options);
      const format = findExport(options.to);
      if (format === undefined) {
        throw new UsageError(
          say('export.no-format', { format: options.to }),
          say('export.no-format.remedy', { formats: ids }),
        );
      }
      if (options.style !== undefined && options.style !== 'uftrace') {
        throw new UsageError(
          say('replay.bad-value', { option: '--style', value: options.style }),
          say('export.style'),
        );
      }
      const { sampleTime: asked } = options;
      const sampleTime = asked === undefined ? undefined : parseDuration('--sample-time', asked);
      const opened = await openRecordingAt(file, { wanted: callsFirst });
      try {
        const { recording, path } = opened;
        const kept = recording instanceof UftraceRecording ? recording.defaultOptions : '';
        const shown = shownOptionsOf(withKept(options, kept));
        const wishes = {
          ...shown,
          ...(sampleTime === undefined ? {} : { sampleTime }),
          noArguments: !options.args,
          faithful: options.style === 'uftrace',
        };
        if (recording instanceof UftraceRecording) {
          const recorded = await recordedTime(join(path, 'info'));
          await writeLater(format.ofUftrace(recording, { ...wishes, recorded }), options.output);
          reportProblems(recording.problemRows);
          return;
        }
        const trace = await recording.load();
        const stacks = stackTexts(format, trace, options.stacks);
        await writeLater(stacks ?? callTexts(format, trace, path, wishes), options.output);
        reportProblems(trace.problems);
      } finally {
        await opened.close();
      }
    });
};

function callTexts(
  format: ExportFormat,
  trace: Trace,
  path: string,
  wishes: ExportOptions,
): Iterable<string> {
  const tree = treeOfTrace(trace, path);
  return format.ofTree(tree, selectionFor(tree, treeWishesOf(wishes)), trace, wishes);
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** When a file was written, as C's ctime has it. */
async function recordedTime(file: string): Promise<string> {
  const { mtime } = await stat(file);
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = [mtime.getHours(), mtime.getMinutes(), mtime.getSeconds()].map(two).join(':');
  const day = String(mtime.getDate()).padStart(2);
  return `${days[mtime.getDay()]} ${months[mtime.getMonth()]} ${day} ${clock} ${mtime.getFullYear()}`;
}
