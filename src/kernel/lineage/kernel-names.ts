import type { KernelInlines } from '../inlines/load-inlines.ts';
import { withoutVariant } from '../parts/canonical-name.ts';

/** What one kernel calls its functions, as far as a tracer can see them. */
export interface KernelNames {
  /** Whether there is a function (or event) of this name, whatever variant of it the compiler made. */
  has(name: string): boolean;
  /** The name with the variant's suffix, as the kernel lists it: `__alloc_pages_slowpath.constprop.0`. */
  spelled(name: string): string;
  /** What the compiler inlined in this very build, where that is known. */
  readonly inlines: KernelInlines | undefined;
}

/** Names from kallsyms, `available_filter_functions` or what a recording met; events as `system:event`. */
export function namesOf(functionNames: Iterable<string>, inlines: KernelInlines | undefined): KernelNames {
  const spellings = new Map<string, string>();
  for (const name of functionNames) {
    // A cold half or the padding in front of a function is no function of its own.
    if (name.includes('.cold') || name.startsWith('__pfx_')) continue;
    const base = withoutVariant(name);
    const known = spellings.get(base);
    if (known === undefined || name === base || isWhole(name, known)) spellings.set(base, name);
  }
  return {
    has: name => spellings.has(withoutVariant(name)),
    spelled: name => spellings.get(withoutVariant(name)) ?? name,
    inlines,
  };
}

/** `X.part.0` is only what was not inlined of X: any other variant stands for it better. */
function isWhole(name: string, known: string): boolean {
  return known.includes('.part.') && !name.includes('.part.');
}
