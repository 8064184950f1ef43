import type { Cell, Column } from '../../store/index.ts';
import { countText, durationText } from '../replay/durations.ts';
import { printable } from '../replay/printable.ts';

/** What stands for what is not known. */
export const unknownCell = '–';

/** A cell as people read it: durations and sizes with units, times in seconds from the start. */
export function cellText({ type, unit }: Column, cell: Cell): string {
  if (cell === undefined) return unknownCell;
  if (typeof cell === 'string') return printable(cell);
  switch (type) {
    case 'duration':
      return cell < 0 ? `-${durationText(-cell)}` : durationText(cell);
    case 'time':
      return (cell / 1e9).toFixed(6);
    case 'bytes':
      return bytesText(cell);
    case 'address':
      return `0x${cell.toString(16)}`;
    case 'row':
      return `#${cell}`;
    case 'integer':
      // What has no unit is a name: an id, a CPU.
      return unit === '' ? String(cell) : countText(Math.round(cell));
    default:
      return Number.isInteger(cell) ? countText(cell) : cell.toPrecision(3);
  }
}

const sizes: readonly (readonly [unit: string, bytes: number])[] = [
  ['TiB', 1024 ** 4],
  ['GiB', 1024 ** 3],
  ['MiB', 1024 ** 2],
  ['KiB', 1024],
];

/** Bytes in binary units. */
export function bytesText(bytes: number): string {
  for (const [unit, size] of sizes) {
    if (Math.abs(bytes) < size) continue;
    const value = bytes / size;
    return `${Number.isInteger(value) ? countText(value) : value.toFixed(1)} ${unit}`;
  }
  return `${countText(Math.round(bytes))} B`;
}
