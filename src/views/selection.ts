/**
 * What can be selected: an event, a task, a CPU, a function, a part of the kernel, a row of a table, a call of the tree, an
 * operation as `--of` of `journey` names it, a slice of a track. As text it stands in the address.
 */
export type Selection =
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'task'; readonly task: number }
  | { readonly kind: 'cpu'; readonly cpu: number }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'part'; readonly part: string }
  | { readonly kind: 'cell'; readonly table: string; readonly row: number; readonly column?: string }
  | { readonly kind: 'call'; readonly call: number }
  | { readonly kind: 'operation'; readonly of: string }
  | { readonly kind: 'slice'; readonly track: string; readonly item: number };

/** `row:12`, `task:3`, `cpu:0`, `function:vfs_read`, `part:ext4`, `cell:sched.waits:17:duration`, `call:77`, `operation:read@216`, `slice:5:cpu:0`. */
export function selectionText(selection: Selection): string {
  switch (selection.kind) {
    case 'row':
      return `row:${selection.row}`;
    case 'task':
      return `task:${selection.task}`;
    case 'cpu':
      return `cpu:${selection.cpu}`;
    case 'function':
      return `function:${selection.name}`;
    case 'part':
      return `part:${selection.part}`;
    case 'cell': {
      const { table, row, column } = selection;
      return `cell:${table}:${row}${column === undefined ? '' : `:${column}`}`;
    }
    case 'call':
      return `call:${selection.call}`;
    case 'operation':
      return `operation:${selection.of}`;
    case 'slice':
      return `slice:${selection.item}:${selection.track}`;
  }
}

/** Undefined where the text is none: addresses come from strangers. */
export function parseSelection(text: string): Selection | undefined {
  const colon = text.indexOf(':');
  const rest = text.slice(colon + 1);
  if (colon < 0 || rest === '') return undefined;
  switch (text.slice(0, colon)) {
    case 'row':
      return withNumber(rest, row => ({ kind: 'row', row }));
    case 'task':
      return withNumber(rest, task => ({ kind: 'task', task }));
    case 'cpu':
      return withNumber(rest, cpu => ({ kind: 'cpu', cpu }));
    case 'call':
      return withNumber(rest, call => ({ kind: 'call', call }));
    case 'function':
      return { kind: 'function', name: rest };
    case 'part':
      return { kind: 'part', part: rest };
    case 'operation':
      return { kind: 'operation', of: rest };
    case 'cell': {
      const [table = '', number = '', column] = rest.split(':');
      return withNumber(number, row => ({
        kind: 'cell',
        table,
        row,
        ...(column === undefined ? {} : { column }),
      }));
    }
    case 'slice': {
      const end = rest.indexOf(':');
      return withNumber(rest.slice(0, end), item => ({ kind: 'slice', track: rest.slice(end + 1), item }));
    }
    default:
      return undefined;
  }
}

function withNumber(text: string, make: (value: number) => Selection): Selection | undefined {
  return /^\d{1,15}$/.test(text) ? make(Number(text)) : undefined;
}
