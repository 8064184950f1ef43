import {
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

/** The layer of every name of a tree. Without tables of a kernel its habits of naming are asked. */
export function layersOf(tree: CallTree, parts: KernelParts | undefined): readonly Layer[] {
  return tree.names.map(name => layerOf(name, parts));
}

function layerOf(name: CallName, parts: KernelParts | undefined): Layer {
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
    default:
      return kernelLayer(name, parts);
  }
}

function kernelLayer(name: CallName, parts: KernelParts | undefined): Layer {
  const place = parts?.find(name.text, name.module === '' ? '' : name.module);
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
  const id = place?.part ?? (parts === undefined ? partOfName(name.text) : undefined);
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
