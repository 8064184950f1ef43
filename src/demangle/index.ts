import { type DemangleWishes, demangleItanium } from './itanium/index.ts';
import { demangleRustLegacy } from './rust-legacy.ts';
import { demangleRust } from './rust-v0.ts';

export type { DemangleWishes } from './itanium/index.ts';

/**
 * The readable name of a mangled C++ (Itanium ABI) or Rust one, as libiberty's demangler writes it (c++filt, binutils,
 * perf where it is built with it); undefined where a name is not mangled, or not by the rules.
 * Characters are bytes (Latin-1), as symbol tables have them. Names may be hostile: time, depth and length of the answer are bounded.
 */
export function demangle(name: string, wishes: DemangleWishes = {}): string | undefined {
  if (name.charCodeAt(0) !== 0x5f) return undefined;
  if (name.startsWith('_R')) return demangleRust(name, wishes.verbose === true);
  return demangleRustLegacy(name, wishes.verbose === true) ?? demangleItanium(name, wishes);
}
