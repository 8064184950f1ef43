import { UsageError } from '../../base/index.ts';
import type { UftraceRecording } from '../../formats/uftrace/index.ts';
import { printable } from '../replay/printable.ts';
import { timeUnit } from '../replay/time-unit.ts';
import type { GraphNode } from './call-graph.ts';
import type { SessionGraph } from './session-graphs.ts';

interface GraphField {
  readonly names: readonly string[];
  readonly header: string;
  readonly text: (node: GraphNode) => string;
}

const fields: readonly GraphField[] = [
  { names: ['total-time', 'total'], header: 'TOTAL TIME', text: ({ time }) => timeUnit(time) },
  {
    names: ['self-time', 'self'],
    header: ' SELF TIME',
    text: ({ time, childTime }) => timeUnit(time - childTime),
  },
  {
    names: ['address', 'addr'],
    header: '   ADDRESS  ',
    text: ({ address }) => BigInt.asUintN(48, BigInt(address)).toString(16).padStart(12),
  },
];

/** The columns that `-f` asks for. Throws where a name is none. */
function chooseFields(asked: string | undefined): readonly GraphField[] {
  if (asked === 'none') return [];
  const words = (asked ?? 'total').replace(/^\+/, 'total,').split(',');
  const unknown = words.find(word => word !== 'all' && !fields.some(({ names }) => names.includes(word)));
  if (unknown !== undefined) {
    throw new UsageError(
      `no column is called ${JSON.stringify(unknown)}`,
      `columns: ${fields.map(({ names }) => names[0]).join(', ')}`,
    );
  }
  return fields.filter(({ names }) => words.includes('all') || names.some(name => words.includes(name)));
}

/** The lines of `uftrace graph` (0.13); `wanted` is the function that was asked for. Throws where a column is none. */
export function* graphLines(
  recording: UftraceRecording,
  graphs: readonly SessionGraph[],
  wanted: string | undefined,
  asked: string | undefined,
): Iterable<string> {
  let shown = 0;
  for (const graph of graphs) {
    const { root, session, backtraces } = graph;
    const hasCalls = root.time !== 0 || root.children.length > 0;
    if (backtraces.length === 0 && !hasCalls) continue;
    shown++;
    yield `# Function Call Graph for '${printable(root.name)}' (session: ${session.sid.slice(0, 16)})`;
    if (wanted !== undefined && backtraces.length > 0) yield* backtraceLines(recording, graph);
    if (hasCalls) yield* drawGraph(root, wanted === undefined, asked);
  }
  if (shown === 0) yield `uftrace: cannot find graph for '${printable(wanted ?? '_start')}'`;
}

/** One graph with its head. `isProgram`: the root stands for a program, which ran once. */
export function* drawGraph(root: GraphNode, isProgram: boolean, asked: string | undefined): Iterable<string> {
  const chosen = chooseFields(asked);
  yield '========== FUNCTION CALL GRAPH ==========';
  if (chosen.length > 0) yield `${headOf(chosen)}   FUNCTION`;
  yield* new GraphLines(chosen, isProgram ? root : undefined).lines(root, root.children.length > 1);
  yield '';
}

function headOf(chosen: readonly GraphField[]): string {
  return chosen.map(({ header }, index) => `${index === 0 ? '# ' : '  '}${header}`).join('');
}

function* backtraceLines(
  recording: UftraceRecording,
  { session, backtraces }: SessionGraph,
): Iterable<string> {
  yield '=============== BACKTRACE ===============';
  for (const [number, { addresses, hits, time }] of backtraces.entries()) {
    yield ` backtrace #${number}: hit ${hits}, time ${timeUnit(time)}`;
    for (const [depth, address] of addresses.entries()) {
      const hex = BigInt.asUintN(64, BigInt(address)).toString(16);
      const name = recording.symbols.inSession(session, time, address)?.name ?? `<${hex}>`;
      yield `   [${depth}] ${printable(name)} (${address === 0 ? '0' : `0x${hex}`})`;
    }
    yield '';
  }
}

/** Draws a graph with lines between callers and what they call. */
class GraphLines {
  readonly #fields: readonly GraphField[];
  /** The root that stands for a program: it ran once. */
  readonly #program: GraphNode | undefined;
  readonly #mask: boolean[] = [];
  readonly #blank: string;

  constructor(chosen: readonly GraphField[], program: GraphNode | undefined) {
    this.#fields = chosen;
    this.#program = program;
    const width = chosen.reduce((sum, { header }) => sum + header.length + 2, 0);
    this.#blank = chosen.length === 0 ? '' : `${' '.repeat(width)} : `;
  }

  // A stack of its own instead of a call a level: graphs of recursions are deep.
  *lines(root: GraphNode, rootNeedsLine: boolean): Iterable<string> {
    const stack: { readonly node: GraphNode; readonly indent: number; readonly own: number; next: number }[] =
      [];
    const open = (node: GraphNode, indent: number, needsLine: boolean): string => {
      const calls = node === this.#program ? 1 : node.calls;
      const line = `${this.#cells(node)}${this.#indent(indent, needsLine)}(${calls}) ${printable(node.name)}`;
      let inner = indent;
      if (node.children.length > 1) this.#mask[inner++] = true;
      const siblings = node.parent?.children ?? [];
      if (siblings.length > 1 && indent > 0 && siblings.at(-1) === node) this.#mask[indent - 1] = false;
      stack.push({ node, indent: inner, own: indent, next: 0 });
      return line;
    };
    yield open(root, 0, rootNeedsLine);
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const { children } = top.node;
      if (top.next > 0 && top.next < children.length)
        yield `${this.#blank}${this.#indent(top.indent, false)}`;
      if (top.next < children.length) yield open(children[top.next++]!, top.indent, children.length > 1);
      else {
        this.#mask[top.own] = false;
        stack.pop();
      }
    }
  }

  #cells(node: GraphNode): string {
    if (this.#fields.length === 0) return '';
    return `${this.#fields.map(({ text }) => `  ${text(node)}`).join('')} : `;
  }

  #indent(indent: number, line: boolean): string {
    let last = -1;
    for (let index = 0; index < indent; index++) if (line && this.#mask[index] === true) last = index;
    let text = '';
    for (let index = 0; index < indent; index++) {
      if (!line || index < last) text += this.#mask[index] === true ? ' | ' : '   ';
      else text += index === last ? ' +-' : '---';
    }
    return text;
  }
}
