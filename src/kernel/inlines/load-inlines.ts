import { withoutVariant } from '../parts/canonical-name.ts';
import { NameIndex } from '../tables/name-index.ts';
import { type TableOrigin, TableText } from '../tables/table-text.ts';

// The table's own lines:
//
//   /mm/memory.c                                  the file of the hosts that follow
//   =__handle_mm_fault:hugepage_madvise,*         a host and what it calls itself; `*` calls through a pointer
//    handle_pte_fault:do_fault,do_swap_page       what was inlined into it (one space a level), with its calls

const slash = 47;
const equals = 61;
const space = 32;
const dot = 46;
const colon = 58;

/** A function that the compiler inlined, with what was inlined into it and what it calls. */
export interface Inlined {
  readonly name: string;
  /** Functions called by name from its own code, sorted. */
  readonly calls: readonly string[];
  /** Whether its own code also calls through a pointer. */
  readonly callsPointer: boolean;
  readonly children: readonly Inlined[];
}

/** A function of the kernel's machine code with what was inlined into it. Its own name, file and calls are the root's. */
export interface InlineHost extends Inlined {
  readonly file: string;
}

/** What was inlined where in one build of the kernel, without functions that headers declare `inline`. */
export interface KernelInlines {
  readonly origin: TableOrigin;
  /** How many functions something was inlined into. */
  readonly size: number;
  /** Names of the functions that a function was inlined into, in the table's order. */
  inlinedInto(name: string): readonly string[];
  /** The host's tree; several where static functions of several files share the name. */
  inlinesOf(host: string): readonly InlineHost[];
  /**
   * The inlined functions between a host and a function that it was seen to call, outermost first; empty where the
   * call stands in the host's own code. Where several places make the call, what they have in common.
   */
  pathTo(host: string, callee: string): readonly string[];
  /** All places of the host from which `callee` may have been called, each as a path. */
  pathsTo(host: string, callee: string): readonly (readonly string[])[];
}

/** Reads a decompressed table. Throws a FormatError where it is broken. */
export function loadInlines(bytes: Uint8Array): KernelInlines {
  return new LoadedInlines(bytes);
}

class LoadedInlines implements KernelInlines {
  readonly origin: TableOrigin;
  private readonly text: TableText;
  private readonly hosts: NameIndex;
  private readonly fileOf: number[] = [];
  private readonly files: string[] = [];
  private readonly trees = new Map<number, InlineHost>();
  private hostsOf: Map<string, string[]> | undefined;

  constructor(bytes: Uint8Array) {
    const text = new TableText(bytes, 'ringside-inlines');
    this.hosts = new NameIndex(bytes);
    let depth = 0;
    let ended = false;
    while (!ended && text.next()) {
      const first = text.first();
      if (first === slash) this.files.push(text.text(text.start + 1));
      else if (first === equals) {
        if (this.files.length === 0)
          throw text.broken(text.start, 'a file before its functions', 'a function');
        this.hosts.add(text.start + 1, nameEnd(text, text.start + 1));
        this.fileOf.push(this.files.length - 1);
        depth = 0;
      } else if (first === dot) {
        text.finish(this.hosts.length);
        ended = true;
      } else {
        const level = levelOf(text);
        if (level === 0 || level > depth + 1 || this.hosts.length === 0)
          throw text.broken(text.start, 'a host or something inlined into the line above', `level ${level}`);
        depth = level;
      }
    }
    if (!ended) throw text.broken(bytes.length, 'a last line with the count', 'the end');
    this.hosts.finish();
    this.text = text;
    this.origin = text.origin;
  }

  get size(): number {
    return this.hosts.length;
  }

  inlinedInto(name: string): readonly string[] {
    this.hostsOf ??= this.indexInlined();
    return this.hostsOf.get(withoutVariant(name)) ?? [];
  }

  inlinesOf(host: string): readonly InlineHost[] {
    return this.hosts.find(withoutVariant(host)).map(number => this.treeAt(number));
  }

  pathTo(host: string, callee: string): readonly string[] {
    const [first, ...others] = this.pathsTo(host, callee);
    if (first === undefined) return [];
    let common = first.length;
    for (const path of others) {
      let same = 0;
      while (same < common && path[same] === first[same]) same++;
      common = same;
    }
    return first.slice(0, common);
  }

  pathsTo(host: string, callee: string): readonly (readonly string[])[] {
    const trees = this.inlinesOf(host);
    const name = withoutVariant(callee);
    const named = trees.flatMap(tree => collectPaths(tree, [], node => node.calls.includes(name)));
    // A callee that nobody names was reached through a pointer.
    return named.length > 0
      ? named
      : trees.flatMap(tree => collectPaths(tree, [], node => node.callsPointer));
  }

  private treeAt(number: number): InlineHost {
    const known = this.trees.get(number);
    if (known !== undefined) return known;
    const { text } = this;
    text.moveTo(this.hosts.startOf(number) - 1);
    const tree = { ...readNode(text, 1), file: this.files[this.fileOf[number]!]! };
    const open = [tree];
    while (text.next() && text.first() === space) {
      const level = levelOf(text);
      const node = readNode(text, level);
      open[level - 1]!.children.push(node);
      open[level] = { ...node, file: tree.file };
    }
    this.trees.set(number, tree);
    return tree;
  }

  private indexInlined(): Map<string, string[]> {
    const index = new Map<string, string[]>();
    const { text } = this;
    text.moveTo(0);
    let host = '';
    while (text.next()) {
      const first = text.first();
      if (first === equals) host = text.text(text.start + 1, nameEnd(text, text.start + 1));
      if (first !== space || host === '') continue;
      const start = text.start + levelOf(text);
      const name = text.text(start, nameEnd(text, start));
      const hosts = index.get(name);
      if (hosts === undefined) index.set(name, [host]);
      else if (!hosts.includes(host)) hosts.push(host);
    }
    return index;
  }
}

function levelOf(text: TableText): number {
  let level = 0;
  while (text.start + level < text.end && text.bytes[text.start + level] === space) level++;
  return level;
}

function nameEnd(text: TableText, start: number): number {
  let end = start;
  while (end < text.end && text.bytes[end] !== colon) end++;
  return end;
}

function readNode(text: TableText, indent: number) {
  const start = text.start + indent;
  const end = nameEnd(text, start);
  const calls = end < text.end ? text.text(end + 1).split(',') : [];
  const children: Inlined[] = [];
  return {
    name: text.text(start, end),
    calls: calls.filter(name => name !== '*'),
    callsPointer: calls.includes('*'),
    children,
  };
}

function collectPaths(
  node: Inlined,
  path: readonly string[],
  isPlace: (node: Inlined) => boolean,
): readonly (readonly string[])[] {
  const below = node.children.flatMap(child => collectPaths(child, [...path, child.name], isPlace));
  return isPlace(node) ? [path, ...below] : below;
}
