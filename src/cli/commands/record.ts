import { type Command, Option } from 'commander';
import { TargetError, UsageError } from '../../base/index.ts';
import { type EventChoice, listPlans } from '../../recorder/plan.ts';
import type { RecordWishes } from '../../recorder/record-wishes.ts';
import { say } from '../../words/index.ts';
import { reportFailure } from '../print/failure.ts';
import { runRecord } from '../record/run-record.ts';
import type { RegisterCommand } from './index.ts';

/** What the command line of `ringside record` said. */
export interface RecordArguments extends RecordWishes {
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** The options that may be given again; not the parser's defaults, which its help would print as `[]`. */
const nothingRepeated: Repeated = { event: [], function: [], notrace: [], block: [], probe: [] };

type Repeated = Pick<RecordArguments, 'event' | 'function' | 'notrace' | 'block' | 'probe'>;

/** What `record` exits with when not the command but Ringside failed; the command's own codes are its own. */
const ringsideFailed = 125;

const examples = `
  $ ringside record -- ls /
  $ ringside record -p function_graph --depth 4 -- cat /etc/hostname
  $ ringside record -e 'sched:*' -e kmem:kmalloc -f 'bytes_req > 4096' -- make
  $ ringside record --user -- ./program
  $ ringside record --probe 'p:reads vfs_read count=%dx' -- cat /etc/hostname
  $ ringside record --plan block --all -- dd if=/dev/sda of=/dev/null count=100`;

/** `ringside record`. */
export const record: RegisterCommand = (program, setExitCode) => {
  const command = program
    .command('record')
    .description(say('record.about'))
    .argument('<command...>', say('record.command'))
    .passThroughOptions()
    .option('--on <target>', say('record.on'), 'vm')
    .option('-e, --event <event>', say('record.event'), addEvent)
    .option('-p, --tracer <tracer>', say('record.tracer'))
    .option('-g, --function <name>', say('record.function'), again)
    .option('-n, --notrace <name>', say('record.notrace'), again)
    .option('--depth <levels>', say('record.depth'), wholeNumber)
    .option('--stack', say('record.stack'))
    .option('--user', say('record.user'))
    .option('--block <device>', say('record.block'), again)
    .option('--perf <arguments>', say('record.perf'))
    .option('--probe <spec>', say('record.probe'), again)
    .option(
      '--plan <name>',
      say('record.plan', {
        names: listPlans()
          .map(plan => plan.name)
          .join(', '),
      }),
    )
    .option('--all', say('record.all'))
    .option('--duration <seconds>', say('record.duration'), wholeNumber)
    .option('--clock <clock>', say('record.clock'), 'mono')
    .option('--buffer <kib>', say('record.buffer'), wholeNumber);
  addFilterOptions(command);
  addGuestOptions(command)
    .option('-o, --output <folder>', say('record.output'))
    .option('-q, --quiet', say('record.quiet'))
    .option('--json', say('command.json'))
    .addHelpText('after', examples)
    .action(async (argv: string[], options: Partial<Repeated> & Omit<RecordArguments, keyof Repeated>) => {
      try {
        setExitCode(await runRecord(argv, { ...nothingRepeated, ...options }));
      } catch (error) {
        reportFailure(error);
        setExitCode(error instanceof TargetError ? error.exitCode : ringsideFailed);
      }
    });
};

/** The options that say which guest; those of `ringside vm shell` too. */
export function addGuestOptions(command: Command): Command {
  return command
    .option('--kernel <name>', say('record.kernel'))
    .option('--modules <folder>', say('record.modules'))
    .addOption(new Option('--arch <arch>', say('record.arch')).choices(['x86_64', 'arm64']).default('x86_64'))
    .option('--cpus <count>', say('record.cpus'), wholeNumber)
    .option('--memory <mib>', say('record.memory'), wholeNumber)
    .addOption(
      new Option('--time <kind>', say('record.time')).choices(['real', 'instructions']).default('real'),
    )
    .addOption(new Option('--accel <how>', say('record.accel')).choices(['kvm', 'tcg']))
    .option('--no-saved', say('record.no-saved'))
    .option('--with <packages>', say('record.with'), again)
    .addOption(new Option('--qemu-user <user>', say('record.qemu-user')).choices(['root']));
}

/** `-f` and `-R` speak of the `-e` before them, as in trace-cmd. */
function addFilterOptions(command: Command): void {
  const amendLast = (change: (choice: EventChoice) => EventChoice): void => {
    const events = (command.getOptionValue('event') ?? []) as readonly EventChoice[];
    const last = events.at(-1);
    if (!last)
      throw new UsageError(
        '-f and -R follow the -e that they speak of',
        "Example: -e sched_switch -f 'prev_pid == 1'",
      );
    command.setOptionValue('event', [...events.slice(0, -1), change(last)]);
  };
  command
    .option('-f, --filter <filter>', say('record.filter'), filter =>
      amendLast(choice => ({ ...choice, filter })),
    )
    .option('-R, --trigger <trigger>', say('record.trigger'), trigger =>
      amendLast(choice => ({ ...choice, triggers: [...choice.triggers, trigger] })),
    );
}

function again(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function addEvent(pattern: string, before: readonly EventChoice[] = []): readonly EventChoice[] {
  return [...before, { pattern, triggers: [] }];
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) === 0)
    throw new UsageError(`"${text}" is not a whole number above 0`, 'Give it in digits.');
  return Number(text);
}
