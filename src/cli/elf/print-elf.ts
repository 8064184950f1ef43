import type { ElfTable, Instruction } from '../../elf/index.ts';
import { printable } from '../../text/replay/index.ts';
import { inWords } from '../../words/index.ts';
import type { Colours } from '../print/colours.ts';

/** One row alone, a line a value; what is not there is left out. */
export function recordLines(table: ElfTable, colours: Colours): readonly string[] {
  const [row = {}] = table.rows;
  const width = Math.max(...table.columns.map(({ id }) => id.length));
  return table.columns
    .filter(({ id }) => row[id] !== null)
    .map(({ id }) => `  ${colours.quiet(id.padEnd(width))}  ${printable(String(row[id]))}`);
}

/** A table below its sentence, as wide as its values are; numbers stand right. */
export function tableLines(table: ElfTable, colours: Colours): readonly string[] {
  const cells = table.rows.map(row => table.columns.map(({ id }) => printable(String(row[id] ?? ''))));
  const widths = table.columns.map(({ id }, column) =>
    cells.reduce((most, row) => Math.max(most, row[column]!.length), id.length),
  );
  const lay = (row: readonly string[]): string =>
    `  ${row
      .map((cell, column) =>
        table.columns[column]!.type === 'string'
          ? cell.padEnd(widths[column]!)
          : cell.padStart(widths[column]!),
      )
      .join('  ')
      .trimEnd()}`;
  return [
    '',
    colours.strong(inWords(table.sentence)),
    colours.quiet(lay(table.columns.map(({ id }) => id))),
    ...cells.map(lay),
  ];
}

/** A line an instruction: address, bytes, what it does, and what it speaks of. */
export function codeLines(instructions: readonly Instruction[], colours: Colours): readonly string[] {
  const width = Math.min(
    24,
    instructions.reduce((most, { bytes }) => Math.max(most, bytes.length), 0),
  );
  return instructions.map(({ address, bytes, text, target }) => {
    const named = target === undefined ? '' : colours.middling(`  <${printable(target)}>`);
    return `  ${colours.quiet(address.toString(16).padStart(8))}  ${bytes.padEnd(width)}  ${printable(text)}${named}`;
  });
}
