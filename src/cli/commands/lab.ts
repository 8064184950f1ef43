import type { Command } from 'commander';
import { UsageError } from '../../base/index.ts';
import { findLab, labIds, loadSections, readProgress } from '../../lab-runner/index.ts';
import type { GuestWishes } from '../../targets/guest-wishes.ts';
import { say } from '../../words/index.ts';
import { checkLabs } from '../lab/check-labs.ts';
import { runLabShell } from '../lab/lab-shell.ts';
import { labListLines, labRows } from '../lab/list-labs.ts';
import { runLab } from '../lab/run-lab.ts';
import { showLab } from '../lab/show-lab.ts';
import { coloursFor } from '../print/colours.ts';
import { terminalWidth } from '../print/terminal-width.ts';
import type { ShellArguments } from '../vm/run-shell.ts';
import type { RegisterCommand } from './index.ts';
import { addGuestOptions } from './record.ts';

/** `ringside lab`: the course. */
export const lab: RegisterCommand = (program, setExitCode) => {
  const group = program.command('lab').description(say('lab.about')).enablePositionalOptions();
  addList(group);
  addShow(group);
  addRun(group);
  addCheck(group, setExitCode);
  addShell(group, setExitCode);
};

function addList(group: Command): void {
  group
    .command('list')
    .description(say('lab.list.about'))
    .option('--json', say('command.json'))
    .addHelpText('after', '\n  $ ringside lab list\n  $ ringside lab list --json | jq ".rows[].id"')
    .action(async (options: { readonly json?: boolean }) => {
      const rows = labRows(loadSections(), await readProgress());
      const lines = options.json
        ? [JSON.stringify({ ringside: 1, kind: 'lab-list', source: 'labs', problems: [], rows })]
        : labListLines(rows, coloursFor(process.stdout), Math.min(terminalWidth(), 100));
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}

function addShow(group: Command): void {
  group
    .command('show')
    .description(say('lab.show.about'))
    .argument('<id>', say('lab.id'))
    .option('--answers', say('lab.show.answers'))
    .addHelpText('after', '\n  $ ringside lab show fault-trace\n  $ ringside lab show fault-trace --answers')
    .action(async (id: string, options: { readonly answers?: boolean }) => {
      const lines = await showLab(findLab(id), { answers: options.answers === true });
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}

interface RunCommand extends GuestWishes {
  readonly on: string;
  readonly open?: boolean;
  readonly look: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

function addRun(group: Command): void {
  const command = group
    .command('run')
    .description(say('lab.run.about'))
    .argument('<id>', say('lab.id'))
    .option('--on <target>', say('record.on'), 'vm')
    .option('--open', say('lab.run.open'))
    .option('--no-look', say('lab.run.no-look'));
  addGuestOptions(command)
    .option('-q, --quiet', say('record.quiet'))
    .option('--json', say('command.json'))
    .addHelpText('after', '\n  $ ringside lab run fault-trace\n  $ ringside lab run read-hit-miss --open')
    .action((id: string, options: RunCommand) =>
      runLab(findLab(id), {
        ...options,
        look: options.look ? (options.open ? 'browser' : 'terminal') : 'nothing',
        quiet: options.quiet === true,
        json: options.json === true,
      }),
    );
}

function addShell(group: Command, setExitCode: (code: number) => void): void {
  const command = group
    .command('shell')
    .description(say('lab.shell.about'))
    .argument('<id>', say('lab.id'))
    .argument('[command...]', say('vm.shell.command'))
    .passThroughOptions();
  addGuestOptions(command)
    .option('-o, --output <folder>', say('vm.shell.output'))
    .option('-q, --quiet', say('vm.quiet'))
    .addHelpText(
      'after',
      '\n  $ ringside lab shell fault-trace\n  $ ringside lab shell -q mmap -- cat /proc/swaps',
    )
    .action(async (id: string, argv: string[], options: ShellArguments) =>
      setExitCode(await runLabShell(findLab(id), argv[0] === '--' ? argv.slice(1) : argv, options)),
    );
}

interface CheckCommand extends GuestWishes {
  readonly on: string;
  readonly all?: boolean;
  readonly workload: boolean;
  readonly keep?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

function addCheck(group: Command, setExitCode: (code: number) => void): void {
  const command = group
    .command('check')
    .description(say('lab.check.about'))
    .argument('[id...]', say('lab.id'))
    .option('--on <target>', say('record.on'), 'vm')
    .option('--all', say('lab.check.all'))
    .option('--no-workload', say('lab.check.no-workload'))
    .option('--keep', say('lab.check.keep'));
  addGuestOptions(command)
    .option('-q, --quiet', say('record.quiet'))
    .option('--json', say('command.json'))
    .addHelpText(
      'after',
      '\n  $ ringside lab check fault-trace\n  $ ringside lab check --all --kernel linux-image-6.12.117+deb12-amd64',
    )
    .action(async (ids: readonly string[], options: CheckCommand) => {
      const all = labIds(loadSections());
      if ((ids.length === 0) !== (options.all === true)) {
        throw new UsageError(say('lab.check.which'), say('lab.check.which.remedy'));
      }
      const failed = await checkLabs(
        (options.all === true ? all : ids).map(id => findLab(id)),
        {
          ...options,
          withoutWorkload: !options.workload,
          keep: options.keep === true,
          quiet: options.quiet === true,
          json: options.json === true,
        },
      );
      setExitCode(failed > 0 ? 1 : 0);
    });
}
