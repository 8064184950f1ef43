import {
  type CallTree,
  interruptOf,
  isTimed,
  type Layer,
  rowFlag,
  rowKind,
  rowsByTask,
  type SelectedRows,
} from '../../analyses/calls/index.ts';
import { cellWidth, padCells } from '../../base/index.ts';
import { say } from '../../words/index.ts';
import { cutEnd, cutMiddle, cutPath } from './cut-middle.ts';
import { countText, durationText } from './durations.ts';
import { type ColourDepth, paintLayer, paintQuiet } from './layer-colours.ts';
import { layerLabel } from './layer-label.ts';
import { printable } from './printable.ts';

/** How a layered tree is drawn. */
export interface LayeredStyle {
  /** Cells of a line; nothing is wider. */
  readonly width: number;
  readonly colours: ColourDepth;
  /** With the source file of kernel functions. */
  readonly source: boolean;
}

const durationCells = 9;
const tidCells = 7;
const widestLayer = 28;
const narrowLayer = 18;
const narrowestName = 8;
/** Cells that the deepest call should have behind its guides. */
const roomyCall = 20;
const gap = '  ';

/**
 * Writes a tree line by line: duration, thread, layer, and the call below its callers. Calls of one function in a
 * row that called nothing stand in one line with their number and the sum of their times.
 */
export function drawLayeredTree(
  tree: CallTree,
  layers: readonly Layer[],
  selected: SelectedRows,
  style: LayeredStyle,
  write: (line: string) => void,
): void {
  new LayeredTree(tree, layers, selected, style, write).draw();
}

class LayeredTree {
  readonly #tree: CallTree;
  readonly #layers: readonly Layer[];
  readonly #selected: SelectedRows;
  readonly #style: LayeredStyle;
  readonly #write: (line: string) => void;
  readonly #labels: readonly string[];
  /** By row: how many functions it called. */
  readonly #calls: Uint8Array;
  readonly #layerCells: number;
  readonly #callCells: number;
  readonly #sourceCells: number;

  constructor(
    tree: CallTree,
    layers: readonly Layer[],
    selected: SelectedRows,
    style: LayeredStyle,
    write: (line: string) => void,
  ) {
    this.#tree = tree;
    this.#layers = layers;
    this.#selected = selected;
    this.#style = style;
    this.#write = write;
    this.#labels = labelsOf(layers);
    this.#calls = callersOf(tree);
    const columns = chooseColumns(tree, selected, this.#labels, style);
    this.#layerCells = columns.layer;
    this.#sourceCells = columns.source;
    this.#callCells = columns.call;
  }

  draw(): void {
    const { tree } = this;
    const { order, first } = rowsByTask(tree);
    this.#head();
    tree.tasks.forEach((_, task) => {
      const rows: number[] = [];
      let any = false;
      for (let at = first[task]!; at < first[task + 1]!; at++) {
        const row = order[at]!;
        if (this.#selected.shown[row] === 0) continue;
        if (!any && tree.tasks.length > 1) this.#task(task);
        any = true;
        // A row is drawn when the next one shows whether it called something.
        if (rows.length > 0 && !this.#continues(rows, row)) this.#flush(rows, row);
        rows.push(row);
      }
      if (rows.length > 0) this.#flush(rows, -1);
    });
  }

  get tree(): CallTree {
    return this.#tree;
  }

  /** Whether `row` is one more call of the same function, the one before having called nothing. */
  #continues(rows: readonly number[], row: number): boolean {
    const { name, flags, names } = this.#tree;
    const { depth } = this.#selected;
    const last = rows.at(-1)!;
    if (depth[row] !== depth[last] || name[row] !== name[last]) return false;
    return names[name[row]!]!.kind !== rowKind.lost && (flags[last]! | flags[row]!) === 0;
  }

  #flush(rows: number[], next: number): void {
    const { depth } = this.#selected;
    const last = rows.at(-1)!;
    const opens = next >= 0 && depth[next]! > depth[last]!;
    // The last one is a caller: it stands alone, the others before it.
    if (opens && rows.length > 1) this.#line(rows.slice(0, -1), false);
    this.#line(opens ? [last] : rows, opens);
    rows.length = 0;
  }

  #line(rows: readonly number[], opens: boolean): void {
    const { start, end, name, names, flags, task, tasks } = this.#tree;
    const { colours } = this.#style;
    const row = rows[0]!;
    const id = name[row]!;
    const layer = this.#layers[id]!;
    const { kind } = names[id]!;
    let duration = 0;
    for (const one of rows) duration += end[one]! - start[one]!;
    const isOpen = (flags[row]! & rowFlag.open) !== 0;
    const time = !isTimed(kind) ? '' : isOpen ? '…' : durationText(duration);
    const guides = '│ '.repeat(
      Math.max(0, Math.min(this.#selected.depth[row]!, Math.floor((this.#callCells - 12) / 2))),
    );
    const call = this.#callText(rows, opens, this.#callCells - guides.length);
    const line = [
      time.padStart(durationCells),
      paintQuiet(String(tasks[task[row]!]!.tid).padStart(tidCells), colours),
      gap,
      paintLayer(
        padCells(cutEnd(this.#labels[id]!, this.#layerCells - 1), this.#layerCells),
        layer.group,
        colours,
      ),
      paintQuiet(guides, colours),
      kind === rowKind.interrupt ? paintQuiet(call, colours) : this.#call(call, guides.length, layer),
    ].join('');
    this.#write(line.trimEnd());
  }

  /** What is called, in at most `cells`: of a name that is too long the middle is left out, never its ending. */
  #callText(rows: readonly number[], opens: boolean, cells: number): string {
    const row = rows[0]!;
    const id = this.#tree.name[row]!;
    const { kind, text } = this.#tree.names[id]!;
    const many = rows.length > 1 ? ` ×${countText(rows.length)}` : '';
    if (kind > rowKind.kernel) {
      return cutMiddle(printable(otherText(kind, text, this.#tree.self[row]!)) + many, cells);
    }
    const isOpen = (this.#tree.flags[row]! & rowFlag.open) !== 0;
    const hides = !opens && rows.some(one => this.#calls[one] === 1);
    const below = opens ? ' {' : hides ? ' …' : '';
    const ending = `()${many}${below}${isOpen ? `  ${say('replay.never-returned')}` : ''}`;
    const { syscall } = this.#layers[id]!;
    const room = cells - cellWidth(ending);
    const full = printable(syscall === undefined ? text : `${syscall}()  ${text}`);
    const name = syscall === undefined || cellWidth(full) <= room ? full : syscall;
    return room < narrowestName ? cutMiddle(name + ending, cells) : cutMiddle(name, room) + ending;
  }

  #call(text: string, indent: number, layer: Layer): string {
    const painted = paintLayer(text, layer.group, this.#style.colours);
    if (this.#sourceCells === 0 || layer.source === undefined) return painted;
    const space = padCells(text, this.#callCells - indent).slice(text.length);
    return `${painted}${space}${gap}${paintQuiet(cutPath(printable(layer.source), this.#sourceCells), this.#style.colours)}`;
  }

  #head(): void {
    const head = `${startCells(say('replay.duration'), durationCells)}${'tid'.padStart(tidCells)}${gap}${padCells(say('replay.layer'), this.#layerCells)}`;
    const source = `${padCells(say('replay.call'), this.#callCells)}${gap}${say('replay.source-column')}`;
    const call = this.#sourceCells > 0 ? source : say('replay.call');
    this.#write(paintQuiet(head + call, this.#style.colours));
  }

  #task(task: number): void {
    const { tid, comm, cpu } = this.#tree.tasks[task]!;
    const name = printable(comm === '' ? `thread ${tid}` : `${comm} ${tid}`);
    const text = cpu === undefined ? name : say('replay.idle', { cpu });
    const rule = '─'.repeat(Math.max(0, Math.min(this.#style.width, 100) - text.length - 4));
    this.#write('');
    this.#write(`${paintQuiet('──', this.#style.colours)} ${text} ${paintQuiet(rule, this.#style.colours)}`);
  }
}

function startCells(text: string, cells: number): string {
  return ' '.repeat(Math.max(0, cells - cellWidth(text))) + text;
}

/** Waits, events, losses and folded interrupts. */
function otherText(kind: number, name: string, lost: number): string {
  if (kind === rowKind.lost) {
    return lost > 0 ? say('replay.lost', { count: countText(lost) }) : say('replay.lost-some');
  }
  if (kind === rowKind.wait) return say(name === 'slept' ? 'replay.slept' : 'replay.waited');
  if (kind !== rowKind.interrupt) return name;
  const { kind: which, detail } = interruptOf(name);
  if (which === 'device') return `⚡ ${say('replay.interrupt.device', { handler: detail })} …`;
  const vector = detail === '' ? '' : ` ${detail}`;
  return `⚡ ${say(`replay.interrupt.${which}`)}${vector} …`;
}

function labelsOf(layers: readonly Layer[]): readonly string[] {
  const known = new Map<string, string>();
  return layers.map(layer => {
    let label = known.get(layer.id);
    if (label === undefined) {
      label = layerLabel(layer);
      known.set(layer.id, label);
    }
    return label;
  });
}

/** By row, 1: it called functions. */
function callersOf({ count, parent, name, names }: CallTree): Uint8Array {
  const calls = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    const above = parent[row]!;
    const { kind } = names[name[row]!]!;
    if (above >= 0 && (kind <= rowKind.kernel || kind === rowKind.interrupt)) calls[above] = 1;
  }
  return calls;
}

/** The label's column is as wide as the labels that are shown; where calls have too little room it gives some of it. */
function chooseColumns(
  tree: CallTree,
  { shown, depth }: SelectedRows,
  labels: readonly string[],
  { width, source }: LayeredStyle,
): { readonly layer: number; readonly call: number; readonly source: number } {
  const isShown = new Uint8Array(labels.length);
  let deepest = 0;
  for (let row = 0; row < tree.count; row++) {
    if (shown[row] === 0) continue;
    isShown[tree.name[row]!] = 1;
    deepest = Math.max(deepest, depth[row]!);
  }
  let widest = cellWidth(say('replay.layer'));
  labels.forEach((label, id) => {
    if (isShown[id] === 1) widest = Math.max(widest, cellWidth(label));
  });
  for (let label = Math.min(widestLayer, widest); ; label--) {
    const rest = width - durationCells - tidCells - gap.length - label - 1;
    const sourceCells = source ? Math.min(34, Math.floor(rest * 0.42)) : 0;
    const call = rest - (source ? sourceCells + gap.length : 0);
    if (call >= deepest * 2 + roomyCall || label <= narrowLayer) {
      return { layer: label + 1, call, source: sourceCells };
    }
  }
}
