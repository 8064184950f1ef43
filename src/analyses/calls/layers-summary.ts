import { type CallTree, rowKind } from './call-tree.ts';
import type { Layer, LayerGroup } from './layers.ts';

/** Time and calls of one layer. */
export interface LayerShare {
  readonly id: string;
  readonly group: LayerGroup;
  readonly label: string;
  /** Nanoseconds in functions of the layer themselves. */
  readonly self: number;
  readonly calls: number;
}

/** Self time and calls by layer, the most time first. `shown` leaves rows out; without it all count. */
export function layersSummary(
  tree: CallTree,
  layers: readonly Layer[],
  shown?: Uint8Array,
): readonly LayerShare[] {
  const byName = new Float64Array(tree.names.length);
  const calls = new Float64Array(tree.names.length);
  for (let row = 0; row < tree.count; row++) {
    if (shown !== undefined && shown[row] === 0) continue;
    const name = tree.name[row]!;
    const { kind } = tree.names[name]!;
    if (kind === rowKind.event || kind === rowKind.lost) continue;
    byName[name]! += Math.max(0, tree.self[row]!);
    calls[name]!++;
  }
  const shares = new Map<
    string,
    { id: string; group: LayerGroup; label: string; self: number; calls: number }
  >();
  layers.forEach(({ id, group, label }, name) => {
    if (calls[name] === 0) return;
    const share = shares.get(id) ?? { id, group, label, self: 0, calls: 0 };
    share.self += byName[name]!;
    share.calls += calls[name]!;
    shares.set(id, share);
  });
  return [...shares.values()].sort((a, b) => b.self - a.self);
}
