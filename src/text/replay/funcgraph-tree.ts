import { type CallTree, rowKind, rowsByTask, type SelectedRows } from '../../analyses/calls/index.ts';
import { countText } from './durations.ts';
import { printable } from './printable.ts';

const durationCells = 14;
// print_graph_overhead of the kernel (kernel/trace/trace_functions_graph.c), in microseconds.
const marks: readonly (readonly [above: number, mark: string])[] = [
  [1_000_000, '$'],
  [100_000, '@'],
  [10_000, '*'],
  [1_000, '#'],
  [100, '!'],
  [10, '+'],
];

/**
 * Writes a tree as the kernel's function_graph tracer prints one with `funcgraph-proc` and `funcgraph-tail`, but task by
 * task and so without the column of the CPU. Waits, events and losses stand as comments.
 */
export function drawFuncgraphTree(
  tree: CallTree,
  selected: SelectedRows,
  write: (line: string) => void,
): void {
  const { order, first } = rowsByTask(tree);
  const { shown, depth } = selected;
  write('# tracer: function_graph');
  write('#');
  write('#  TASK/PID         DURATION                  FUNCTION CALLS');
  write('#   |    |           |   |                     |   |   |   |');
  tree.tasks.forEach((_, task) => {
    const open: number[] = [];
    const label = taskLabel(tree, task);
    const line = (duration: string, level: number, text: string): void =>
      write(`${label} |${duration}|  ${'  '.repeat(level)}${printable(text)}`);
    const close = (level: number): void => {
      while (open.length > level) {
        const row = open.pop()!;
        const name = tree.names[tree.name[row]!]!.text;
        if (tree.flags[row] === 0) line(durationOf(tree, row), depth[row]!, `} /* ${name} */`);
      }
    };
    let any = false;
    for (let at = first[task]!; at < first[task + 1]!; at++) {
      const row = order[at]!;
      if (shown[row] === 0) continue;
      if (!any) write('');
      any = true;
      close(depth[row]!);
      const { text, kind } = tree.names[tree.name[row]!]!;
      const next = nextShown(order, shown, at + 1, first[task + 1]!);
      const calls = next >= 0 && depth[next]! > depth[row]!;
      if (kind === rowKind.lost) line(blank, depth[row]!, `/* ${lostText(tree.self[row]!)} */`);
      else if (kind === rowKind.event) line(blank, depth[row]!, `/* ${text} */`);
      else if (kind === rowKind.wait) line(durationOf(tree, row), depth[row]!, `/* ${text} */`);
      else if (calls || tree.flags[row] !== 0) line(blank, depth[row]!, `${text}() {`);
      else line(durationOf(tree, row), depth[row]!, `${text}();`);
      if (calls && kind <= rowKind.kernel) open.push(row);
    }
    close(0);
  });
}

const blank = ' '.repeat(durationCells + 1);

function nextShown(order: Uint32Array, shown: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at++) if (shown[order[at]!] === 1) return order[at]!;
  return -1;
}

function taskLabel(tree: CallTree, task: number): string {
  const { tid, comm, cpu } = tree.tasks[task]!;
  const name = cpu === undefined ? printable(comm === '' ? '<...>' : comm) : '<idle>';
  // The kernel gives the name 7 cells and centres the whole in 14.
  const text = `${name.slice(0, 7)}-${tid}`;
  const before = Math.floor(Math.max(0, 14 - text.length) / 2);
  return ` ${' '.repeat(before)}${text}`.padEnd(15);
}

function durationOf(tree: CallTree, row: number): string {
  const nanoseconds = tree.end[row]! - tree.start[row]!;
  const whole = Math.floor(nanoseconds / 1000);
  const mark = marks.find(([above]) => nanoseconds > above * 1000)?.[1] ?? ' ';
  const digits = String(whole);
  const room = Math.min(3, Math.max(0, 7 - digits.length));
  const fraction =
    room > 0
      ? `.${String(Math.floor(nanoseconds % 1000))
          .padStart(3, '0')
          .slice(0, room)}`
      : '';
  return ` ${mark} ${`${digits}${fraction} us`.padEnd(11)} `.padEnd(durationCells + 1);
}

function lostText(count: number): string {
  return count > 0 ? `LOST ${countText(count)} records` : 'LOST some records';
}
