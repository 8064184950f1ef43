import { cellWidth, padCells } from '../../base/index.ts';
import { inOneLine } from '../../text/replay/printable.ts';
import { say, sizeInWords } from '../../words/index.ts';
import type { CleanResult } from '../vm/clean-cache.ts';
import { itemRow, type VmRow } from '../vm/list-guests.ts';
import type { Colours } from './colours.ts';

const groups = ['running', 'saved', 'kernels', 'programs', 'leftovers'] as const;
type Group = (typeof groups)[number];

const groupOf: Readonly<Record<VmRow['kind'], Group>> = {
  running: 'running',
  saved: 'saved',
  kernel: 'kernels',
  image: 'kernels',
  packages: 'programs',
  leftover: 'leftovers',
  lock: 'leftovers',
};

/** Everything that is kept, a group a paragraph. */
export function listLines(rows: readonly VmRow[], folder: string, colours: Colours): readonly string[] {
  const lines: string[] = [];
  for (const group of groups) {
    const inGroup = byKernel(rows.filter(row => groupOf[row.kind] === group));
    if (inGroup.length === 0 && (group === 'running' || group === 'leftovers')) continue;
    lines.push(`  ${colours.strong(say(`vm.list.${group}`))}`);
    if (inGroup.length === 0) lines.push(`    ${colours.quiet(say('vm.list.none'))}`);
    lines.push(...paragraph(inGroup, colours).map(line => `    ${line}`), '');
  }
  const bytes = rows.filter(row => row.kind !== 'running').reduce((sum, row) => sum + row.bytes, 0);
  lines.push(say('vm.list.total', { size: sizeInWords(bytes), folder }));
  return lines;
}

/** What went, what stayed and why, and the room that this makes. */
export function cleanLines(
  results: readonly CleanResult[],
  dryRun: boolean,
  colours: Colours,
): readonly string[] {
  const gone = results.filter(each => each.outcome === 'gone');
  const kept = results.filter(each => each.outcome !== 'gone');
  const size = sizeInWords(gone.reduce((sum, { item }) => sum + item.bytes, 0));
  return [
    ...groups.flatMap(group => {
      const inGroup = gone.map(each => itemRow(each.item)).filter(row => groupOf[row.kind] === group);
      if (inGroup.length === 0) return [];
      const lines = paragraph(byKernel(inGroup), colours).map(line => `    ${line}`);
      return [`  ${colours.strong(say(`vm.list.${group}`))}`, ...lines, ''];
    }),
    ...kept.map(({ item, outcome, reason }) =>
      outcome === 'used'
        ? say('vm.clean.used', { name: inOneLine(item.name) })
        : say('vm.clean.stuck', { name: inOneLine(item.name), reason: inOneLine(reason ?? '') }),
    ),
    ...(gone.length === 0
      ? [say('vm.clean.nothing')]
      : [say(dryRun ? 'vm.clean.would' : 'vm.clean.done', { size })]),
  ];
}

/** The rows of a group: machines below the kernel that they run, locks as one line. */
function paragraph(rows: readonly VmRow[], colours: Colours): readonly string[] {
  const locks = rows.filter(row => row.kind === 'lock').length;
  const others = rows.filter(row => row.kind !== 'lock');
  const lines = table(others.map(cellsOf), colours);
  const withKernels = others.flatMap((row, index) => {
    const kernel = kernelOf(row);
    const isNew = kernel !== undefined && (index === 0 || kernelOf(others[index - 1]!) !== kernel);
    return isNew ? [inOneLine(kernel), lines[index]!] : [lines[index]!];
  });
  return locks === 0 ? withKernels : [...withKernels, say('vm.list.locks', { count: locks })];
}

/** The kernel last used first, and its machines together. */
function byKernel(rows: readonly VmRow[]): readonly VmRow[] {
  const order = [...new Set(rows.map(row => kernelOf(row)))];
  return order.flatMap(kernel => rows.filter(row => kernelOf(row) === kernel));
}

/** A machine's name begins with that of its kernel. */
function kernelOf(row: VmRow): string | undefined {
  if (row.kind !== 'saved' && row.kind !== 'running') return undefined;
  return row.name.split(', ')[0];
}

function cellsOf(row: VmRow): readonly string[] {
  const kernel = kernelOf(row);
  const machine = kernel === undefined ? row.name : `  ${row.name.slice(kernel.length + 2) || row.id}`;
  const armed = row.kind !== 'saved' ? '' : row.armed === 'nop' ? say('vm.list.unarmed') : (row.armed ?? '');
  return [inOneLine(machine), inOneLine(armed), sizeInWords(row.bytes), timeInWords(row.usedAt)];
}

/** Columns side by side, those that are empty everywhere left out; the last two are quiet. */
function table(rows: readonly (readonly string[])[], colours: Colours): readonly string[] {
  const columns = rows[0]?.map((_, column) => Math.max(...rows.map(row => cellWidth(row[column]!)))) ?? [];
  return rows.map(row => {
    const cells = row
      .map((cell, column) =>
        column === row.length - 2
          ? ' '.repeat(columns[column]! - cellWidth(cell)) + cell
          : padCells(cell, columns[column]!),
      )
      .filter((_, column) => columns[column]! > 0);
    const [when = ''] = cells.splice(-1);
    return `${cells.join('  ')}  ${colours.quiet(when.trimEnd())}`;
  });
}

/** How long ago, in the largest unit that fits. */
export function timeInWords(time: Date, now = new Date()): string {
  const minutes = Math.floor((now.getTime() - time.getTime()) / 60_000);
  if (minutes < 1) return say('vm.ago.now');
  if (minutes < 60) return say('vm.ago.minutes', { count: minutes });
  if (minutes < 48 * 60) return say('vm.ago.hours', { count: Math.floor(minutes / 60) });
  return say('vm.ago.days', { count: Math.floor(minutes / 1440) });
}
