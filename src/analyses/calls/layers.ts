import {
  type FunctionPlace,
  type KernelParts,
  type PartGroup,
  partOf,
  partOfName,
  syscallOfFunction,
} from '../../kernel/index.ts';
import { type CallName, type CallTree, rowKind } from './call-tree.ts';

/** What shares a colour: programs and libraries, waiting, and the groups of parts of the kernel. */
export type LayerGroup = 'user' | 'library' | 'wait' | 'event' | 'lost' | 'kernel' | PartGroup;

/** Where a name belongs in the layers of the system. */
export interface Layer {
  /** `user`, `library`, `wait`, `event`, `lost`, `syscall`, `interrupt`, `exception`, `kernel` or the id of a part of the kernel. */
  readonly id: string;
  readonly group: LayerGroup;
  /** For a person, in English. */
  readonly label: string;
  /** The system call that the function is the kernel's beginning of. */
  readonly syscall: string | undefined;
  /** Path in the kernel's source, with the line where it is known; undefined where neither is. */
  readonly source: string | undefined;
}

const plain = (id: string, group: LayerGroup, label: string): Layer => ({
  id,
  group,
  label,
  syscall: undefined,
  source: undefined,
});

const user = plain('user', 'user', 'Program');
const library = plain('library', 'library', 'Library');
const wait = plain('wait', 'wait', 'Waiting');
const event = plain('event', 'event', 'Event');
const lost = plain('lost', 'lost', 'Lost');
const kernel = plain('kernel', 'kernel', 'Kernel');
const interrupt = plain('interrupt', 'interrupt', 'Interrupt');

/**
 * The layer of every name of a tree. Without tables of a kernel its habits of naming are asked. Where several files
 * have a function of that name, it is from the one that its callers are from.
 */
export function layersOf(tree: CallTree, parts: KernelParts | undefined): readonly Layer[] {
  const places = tree.names.map(({ kind, text, module }) =>
    kind === rowKind.kernel ? parts?.find(text, module) : undefined,
  );
  if (parts !== undefined) placeByCallers(tree, parts, places);
  return tree.names.map((name, id) => layerOf(name, places[id], parts !== undefined));
}

// A caller or its caller: what stands between is often inlined.
const farthestCaller = 3;
/** Calls that are asked, for each name. */
const mostAsked = 1000;

/** Decides names that several files have by the files of their callers; the most calls win. */
function placeByCallers(tree: CallTree, parts: KernelParts, places: (FunctionPlace | undefined)[]): void {
  const candidates = places.map(place =>
    place !== undefined && place.file === undefined && place.candidates.length > 0
      ? new Map(place.candidates.map(({ file }) => [file, 0]))
      : undefined,
  );
  if (candidates.every(files => files === undefined)) return;
  const asked = new Uint16Array(places.length);
  for (let row = 0; row < tree.count; row++) {
    const id = tree.name[row]!;
    const files = candidates[id];
    if (files === undefined || asked[id]! >= mostAsked) continue;
    asked[id]!++;
    let caller = tree.parent[row]!;
    for (let step = 0; step < farthestCaller && caller >= 0; step++) {
      const file = places[tree.name[caller]!]?.file;
      if (file !== undefined && files.has(file)) {
        files.set(file, files.get(file)! + 1);
        break;
      }
      caller = tree.parent[caller]!;
    }
  }
  candidates.forEach((files, id) => {
    const [near, votes] = [...(files ?? [])].reduce((best, one) => (one[1] > best[1] ? one : best), ['', 0]);
    const { text, module } = tree.names[id]!;
    if (votes > 0) places[id] = parts.find(text, module, near);
  });
}

function layerOf(name: CallName, place: FunctionPlace | undefined, hasTables: boolean): Layer {
  switch (name.kind) {
    case rowKind.user:
      return user;
    case rowKind.library:
      return library;
    case rowKind.wait:
      return wait;
    case rowKind.event:
      return event;
    case rowKind.lost:
      return lost;
    case rowKind.interrupt:
      return interrupt;
    default:
      return kernelLayer(name, place, hasTables);
  }
}

function kernelLayer(name: CallName, place: FunctionPlace | undefined, hasTables: boolean): Layer {
  const source =
    place?.file === undefined
      ? undefined
      : place.line === undefined
        ? place.file
        : `${place.file}:${place.line}`;
  const syscall = syscallOfFunction(name.text);
  if (syscall !== undefined) {
    return { id: 'syscall', group: 'system-call', label: 'System call', syscall, source };
  }
  const id = place?.part ?? (hasTables ? undefined : partOfName(name.text));
  if (id === undefined) return { ...kernel, source };
  const part = partOf(id);
  if (id === 'irq' || id === 'smp') {
    return { id: 'interrupt', group: part.group, label: 'Interrupt', syscall: undefined, source };
  }
  if (id === 'exception') {
    return { id: 'exception', group: part.group, label: 'Exception', syscall: undefined, source };
  }
  return { id, group: part.group, label: part.en, syscall: undefined, source };
}
