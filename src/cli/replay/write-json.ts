import {
  type CallTree,
  type Layer,
  rowFlag,
  rowKind,
  type SelectedRows,
} from '../../analyses/calls/index.ts';
import type { Column, Problem } from '../../store/index.ts';

const columns: readonly Column[] = [
  { id: 'row', type: 'row', unit: '', sentence: 'Number of the row; callers stand before what they call.' },
  {
    id: 'parent',
    type: 'row',
    unit: '',
    sentence: 'Row of the caller, -1 for the outermost; it may be filtered out.',
  },
  { id: 'depth', type: 'integer', unit: '', sentence: 'Callers above it that are among the rows.' },
  { id: 'tid', type: 'integer', unit: '', sentence: 'The thread.' },
  { id: 'comm', type: 'text', unit: '', sentence: 'Name of the thread.' },
  { id: 'kind', type: 'text', unit: '', sentence: 'user, library, kernel, wait, event or lost.' },
  { id: 'layer', type: 'text', unit: '', sentence: 'Layer of the system, or the part of the kernel.' },
  { id: 'name', type: 'text', unit: '', sentence: 'The function; for waits and events what it was.' },
  {
    id: 'module',
    type: 'text',
    unit: '',
    sentence: 'Program, library or kernel module; empty for the kernel itself.',
  },
  {
    id: 'source',
    type: 'text',
    unit: '',
    sentence: 'File and line in the kernel’s source; null where unknown.',
  },
  { id: 'start', type: 'time', unit: 'ns', sentence: 'When it began, since the start of the trace.' },
  { id: 'duration', type: 'duration', unit: 'ns', sentence: 'How long it took, with what it called.' },
  { id: 'self', type: 'duration', unit: 'ns', sentence: 'Without what it called and without waits.' },
  {
    id: 'ended',
    type: 'text',
    unit: '',
    sentence: 'returned, unfinished (its return was not recorded) or open (at the end).',
  },
];

const kinds = Object.fromEntries(Object.entries(rowKind).map(([name, kind]) => [kind, name]));

/** Writes rows of a tree as one JSON object, row by row. */
export function writeJson(
  tree: CallTree,
  layers: readonly Layer[],
  selected: SelectedRows,
  about: {
    readonly source: string;
    readonly start: bigint;
    readonly time: string;
    readonly problems: readonly Problem[];
  },
  write: (line: string) => void,
): void {
  const { source, start, time, problems } = about;
  const head = { ringside: 1, kind: 'replay', source, start: String(start), time, problems, columns };
  write(`${JSON.stringify(head).slice(0, -1)},"rows":[`);
  let before = -1;
  for (let row = 0; row < tree.count; row++) {
    if (selected.shown[row] === 0) continue;
    if (before >= 0) write(`${rowText(tree, layers, selected, before)},`);
    before = row;
  }
  if (before >= 0) write(rowText(tree, layers, selected, before));
  write(']}');
}

function rowText(tree: CallTree, layers: readonly Layer[], selected: SelectedRows, row: number): string {
  const name = tree.names[tree.name[row]!]!;
  const layer = layers[tree.name[row]!]!;
  const task = tree.tasks[tree.task[row]!]!;
  const flags = tree.flags[row]!;
  return JSON.stringify({
    row,
    parent: tree.parent[row],
    depth: selected.depth[row],
    tid: task.tid,
    comm: task.comm,
    kind: kinds[name.kind],
    layer: layer.id,
    name: name.text,
    module: name.module,
    source: layer.source ?? null,
    start: Math.round(tree.start[row]!),
    duration: Math.round(tree.end[row]! - tree.start[row]!),
    self: name.kind === rowKind.lost ? null : Math.round(Math.max(0, tree.self[row]!)),
    ...(name.kind === rowKind.lost ? { lost: tree.self[row] } : {}),
    ended:
      (flags & rowFlag.open) !== 0 ? 'open' : (flags & rowFlag.unfinished) !== 0 ? 'unfinished' : 'returned',
  });
}
