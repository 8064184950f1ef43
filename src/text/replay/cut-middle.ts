import { cellWidth, cutCells } from '../../base/index.ts';

/** The text in at most `cells` cells, its middle given up for `…` where it is longer. */
export function cutMiddle(text: string, cells: number): string {
  if (cellWidth(text) <= cells) return text;
  if (cells <= 1) return cells === 1 ? '…' : '';
  const head = cutCells(text, Math.ceil((cells - 1) / 2));
  const room = cells - 1 - cellWidth(head);
  const tail = [...text].reverse();
  let end = '';
  for (const character of tail) {
    if (cellWidth(character + end) > room) break;
    end = character + end;
  }
  return `${head}…${end}`;
}

/** The text in at most `cells` cells, its end given up for `…` where it is longer. */
export function cutEnd(text: string, cells: number): string {
  if (cellWidth(text) <= cells) return text;
  return cells < 1 ? '' : `${cutCells(text, cells - 1).trimEnd()}…`;
}

/** The end of a path in at most `cells` cells: whole folders are given up first, `…/sched/core.c:741`. */
export function cutPath(path: string, cells: number): string {
  if (cellWidth(path) <= cells) return path;
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
    const end = `…${path.slice(at)}`;
    if (cellWidth(end) <= cells) return end;
  }
  return cutMiddle(path.slice(path.lastIndexOf('/') + 1), cells);
}
