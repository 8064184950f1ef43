import { treeFlag } from '../../views/calls/contract.ts';
import type { TreeRows } from '../../views/index.ts';

/** What a key asks for. */
export type Step =
  | { readonly kind: 'go'; readonly row: number }
  | { readonly kind: 'fold'; readonly row: number; readonly isOpen: boolean }
  | { readonly kind: 'around'; readonly name: string };

/** What a key does on the row `at`, of the rows that are there; `page` rows are seen at once. */
export function stepOf(key: string, rows: TreeRows, at: number | undefined, page: number): Step | undefined {
  const place = at === undefined ? -1 : rows.row.indexOf(at);
  const to = (wanted: number): Step => ({
    kind: 'go',
    row: rows.row[Math.max(0, Math.min(rows.row.length - 1, wanted))]!,
  });
  if (place < 0) return /^Arrow|^Home|^End|^Page/.test(key) ? to(0) : undefined;
  const flags = rows.flags[place]!;
  const isOpen = (flags & treeFlag.isOpen) !== 0;
  switch (key) {
    case 'ArrowDown':
      return to(place + 1);
    case 'ArrowUp':
      return to(place - 1);
    case 'PageDown':
      return to(place + page);
    case 'PageUp':
      return to(place - page);
    case 'Home':
      return to(0);
    case 'End':
      return to(rows.row.length - 1);
    case 'ArrowRight':
      if ((flags & treeFlag.hasBelow) === 0) return undefined;
      return isOpen ? to(place + 1) : { kind: 'fold', row: at!, isOpen: true };
    case 'ArrowLeft':
      if (isOpen) return { kind: 'fold', row: at!, isOpen: false };
      return to(rows.level.findLastIndex((level, one) => one < place && level < rows.level[place]!));
    case 'Enter': {
      const name = rows.row[place]! < 0 ? undefined : rows.names[rows.name[place]!];
      return name?.isFunction === true ? { kind: 'around', name: name.text } : undefined;
    }
    default:
      return undefined;
  }
}
