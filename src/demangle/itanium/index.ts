import { fail, NotMangled } from '../not-mangled.ts';
import { NameParser } from './name-parser.ts';
import { type Node, nameNode, sequence } from './nodes.ts';
import { Printer } from './printer.ts';

/** libiberty leaves longer names as they are (DEMANGLE_RECURSION_LIMIT). */
const longest = 1024;
const cloneSuffix = /\.[a-z0-9_]+(?:\.\d+)*/y;

/** Choices of what is shown of a name. */
export interface DemangleWishes {
  /** With parameters, results, and marks of clones (`[clone .cold]`). */
  readonly parameters?: boolean;
  /** `std::string` with its template arguments, and the hashes of Rust. */
  readonly verbose?: boolean;
}

/** The readable name of an Itanium C++ one (`_Z…`); undefined where it is none. */
export function demangleItanium(name: string, wishes: DemangleWishes): string | undefined {
  if (name.length > longest || !/^_(?:Z|GLOBAL_[._$][DI]_)/.test(name)) return undefined;
  try {
    const printer = new Printer();
    printer.print(name.startsWith('_Z') ? parse(name, wishes, false) : parseKeyed(name, wishes));
    return printer.out;
  } catch (error) {
    if (error instanceof NotMangled) return undefined;
    throw error;
  }
}

/** `_GLOBAL__I_…`: what an older g++ runs before and after `main` for the objects of a file. */
function parseKeyed(name: string, wishes: DemangleWishes): Node {
  const kind = name[9] === 'I' ? 'constructors' : 'destructors';
  const parser = new NameParser(name, 11, false, wishes);
  const of = parser.take('_Z') ? parser.encoding(false) : nameNode(name.slice(11));
  return sequence(`global ${kind} keyed to `, of);
}

function parse(name: string, wishes: DemangleWishes, oldUnresolved: boolean): Node {
  const parser = new NameParser(name, 2, oldUnresolved, wishes);
  try {
    const encoding = parser.encoding(true);
    return wishes.parameters === true ? withClones(name, parser.at, encoding) : encoding;
  } catch (error) {
    if (!(error instanceof NotMangled) || oldUnresolved || !parser.sawUnresolved) throw error;
    return parse(name, wishes, true);
  }
}

function withClones(name: string, at: number, encoding: Node): Node {
  const clones: string[] = [];
  cloneSuffix.lastIndex = at;
  let end = at;
  for (let match = cloneSuffix.exec(name); match !== null; match = cloneSuffix.exec(name)) {
    clones.push(` [clone ${match[0]}]`);
    end = cloneSuffix.lastIndex;
  }
  return end === name.length ? sequence(encoding, ...clones) : fail();
}
