import { withoutVariant } from '../../kernel/index.ts';
import { growing, type Table } from '../../store/index.ts';
import { printable } from '../../text/replay/index.ts';
import type { Question } from '../question.ts';
import type { FlameDifference } from './contract.ts';
import { hasAnalysis } from './tables.ts';

/** Paths with less than this part of both recordings are left out: nobody would see them. */
const leastShare = 0.001;

interface Node {
  readonly name: string;
  readonly children: Map<string, Node>;
  before: number;
  after: number;
}

/** Two trees of calls as one, with the part of the time that each function of a path has in each recording. */
export const askFlames: Question<object, FlameDifference | undefined> = bench => {
  const sides = [0, 1].map(of =>
    hasAnalysis(bench.recording(of).trace, 'calls') ? bench.table(of, 'calls.paths') : undefined,
  );
  const [before, after] = sides;
  if (before === undefined || after === undefined) return undefined;
  const root = makeNode('');
  addPaths(root, before, 'before');
  addPaths(root, after, 'after');
  return layOut(root);
};

const makeNode = (name: string): Node => ({ name, children: new Map(), before: 0, after: 0 });

function addPaths(root: Node, table: Table, side: 'before' | 'after'): void {
  const [path, total, depth] = [table.column('path'), table.column('total'), table.column('depth')];
  const isKnown = (row: number): boolean => table.number(total, row) > 0;
  let whole = 0;
  for (let row = 0; row < table.count; row++) {
    if (table.number(depth, row) === 0 && isKnown(row)) whole += table.number(total, row);
  }
  for (let row = 0; row < table.count; row++) {
    const share = isKnown(row) ? table.number(total, row) / whole : 0;
    if (share < leastShare) continue;
    let node = root;
    for (const name of table.text(path, row).split(';').map(withoutVariant)) node = childOf(node, name);
    node[side] += share;
  }
}

function childOf({ children }: Node, name: string): Node {
  const found = children.get(name) ?? makeNode(name);
  children.set(name, found);
  return found;
}

/** Callers before callees, those of one caller side by side, the widest first. */
function layOut(root: Node): FlameDifference {
  const names = new Map<string, number>();
  const [name, depths] = [growing.u32(), growing.u16()];
  const [left, width, before, after] = [growing.f64(), growing.f64(), growing.f64(), growing.f64()];
  const place = (node: Node, depth: number, from: number): void => {
    let at = from;
    for (const child of [...node.children.values()].sort((a, b) => meanOf(b) - meanOf(a))) {
      const shown = printable(child.name);
      const code = names.get(shown) ?? names.size;
      names.set(shown, code);
      name.push(code);
      depths.push(depth);
      left.push(at);
      width.push(meanOf(child));
      before.push(child.before);
      after.push(child.after);
      place(child, depth + 1, at);
      at += meanOf(child);
    }
  };
  place(root, 0, 0);
  const depth = depths.view().slice();
  return {
    count: depth.length,
    names: [...names.keys()],
    name: name.view().slice(),
    depth,
    left: left.view().slice(),
    width: width.view().slice(),
    before: before.view().slice(),
    after: after.view().slice(),
    depths: depth.reduce((most, one) => Math.max(most, one + 1), 0),
  };
}

function meanOf({ before, after }: Node): number {
  return (before + after) / 2;
}
