import { hostname } from 'node:os';
import { type Command, InvalidArgumentError } from 'commander';
import { places } from '../../packages/index.ts';
import { say } from '../../words/index.ts';
import { coloursFor } from '../print/colours.ts';
import { cleanLines, listLines } from '../print/vm.ts';
import { type CleanWish, cleanCache } from '../vm/clean-cache.ts';
import { itemRow, listGuests, type VmRow } from '../vm/list-guests.ts';
import { runShell, type ShellArguments } from '../vm/run-shell.ts';
import type { RegisterCommand } from './index.ts';
import { addGuestOptions } from './record.ts';

/** `ringside vm`: the guest for itself, and what Ringside keeps of guests. */
export const vm: RegisterCommand = (program, setExitCode) => {
  const group = program.command('vm').description(say('vm.about')).enablePositionalOptions();
  const shell = group
    .command('shell')
    .description(say('vm.shell.about'))
    .argument('[command...]', say('vm.shell.command'))
    .passThroughOptions();
  addGuestOptions(shell)
    .option('-o, --output <folder>', say('vm.shell.output'))
    .option('-q, --quiet', say('vm.quiet'))
    .addHelpText(
      'after',
      `
  $ ringside vm shell
  $ ringside vm shell --with course
  $ ringside vm shell --kernel path/to/vmlinux --modules path/to/modules
  $ ringside vm shell -- cat /proc/version
  $ echo 'uname -r' | ringside vm shell --arch arm64`,
    )
    .action(async (argv: string[], options: ShellArguments) => setExitCode(await runShell(argv, options)));
  addList(group);
  addClean(group, setExitCode);
};

const columns = [
  { id: 'kind', type: 'string', about: 'running, saved, kernel, image, packages, leftover or lock' },
  { id: 'id', type: 'string', about: 'place below the cache folder; of a running guest its process id' },
  { id: 'name', type: 'string', about: 'the machine, the kernel or the thing' },
  { id: 'armed', type: 'string', about: 'the tracer that stands armed in a saved guest; null elsewhere' },
  { id: 'bytes', type: 'bytes', about: 'room on the disk; of a running guest its resident memory' },
  { id: 'usedAt', type: 'time', about: 'last use, in ISO 8601; of a running guest its start' },
] as const;

function addList(group: Command): void {
  group
    .command('list')
    .description(say('vm.list.about'))
    .option('--json', say('command.json'))
    .addHelpText(
      'after',
      '\n  $ ringside vm list\n  $ ringside vm list --json | jq ".rows[] | select(.kind == \\"saved\\")"',
    )
    .action(async (options: { readonly json?: boolean }) => {
      const rows = await listGuests();
      if (options.json) return writeJson('vm-list', columns, rows.map(jsonRow));
      const lines = listLines(rows, places().cache, coloursFor(process.stdout));
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}

function addClean(group: Command, setExitCode: (code: number) => void): void {
  group
    .command('clean')
    .description(say('vm.clean.about'))
    .option('--all', say('vm.clean.all'))
    .option('--saved', say('vm.clean.saved'))
    .option('--kernels', say('vm.clean.kernels'))
    .option('--packages', say('vm.clean.packages'))
    .option('--older-than <days>', say('vm.clean.older-than'), days)
    .option('-n, --dry-run', say('vm.clean.dry-run'))
    .option('--json', say('command.json'))
    .addHelpText('after', '\n  $ ringside vm clean\n  $ ringside vm clean --all --older-than 30 --dry-run')
    .action(async (options: CleanWish & { readonly json?: boolean }) => {
      const results = await cleanCache(options);
      setExitCode(results.some(each => each.outcome === 'stuck') ? 1 : 0);
      if (options.json) {
        const outcome = { id: 'outcome', type: 'string', about: 'gone (or would be), used or stuck' };
        const reason = { id: 'reason', type: 'string', about: 'why it could not be removed; null elsewhere' };
        const rows = results.map(each => ({
          ...jsonRow(itemRow(each.item)),
          outcome: each.outcome,
          reason: each.reason ?? null,
        }));
        return writeJson('vm-clean', [...columns, outcome, reason], rows);
      }
      const lines = cleanLines(results, options.dryRun ?? false, coloursFor(process.stdout));
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}

function jsonRow(row: VmRow) {
  return { ...row, armed: row.armed ?? null, usedAt: row.usedAt.toISOString() };
}

function writeJson(kind: string, columns: readonly object[], rows: readonly object[]): void {
  const answer = { ringside: 1, kind, source: hostname(), problems: [], columns, rows };
  process.stdout.write(`${JSON.stringify(answer, undefined, 2)}\n`);
}

function days(text: string): number {
  if (!/^\d{1,5}(\.\d+)?$/.test(text)) throw new InvalidArgumentError(say('vm.clean.no-days'));
  return Number(text);
}
