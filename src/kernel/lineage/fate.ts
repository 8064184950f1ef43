import { withoutVariant } from '../parts/canonical-name.ts';
import type { KernelNames } from './kernel-names.ts';
import type { Lineage, LineageRow } from './lineage.ts';

/** What became of a function that a text names, in one kernel. */
export type Fate =
  /** `name` as this kernel has it, the variant's suffix included. */
  | { readonly kind: 'same'; readonly name: string }
  | { readonly kind: 'renamed'; readonly name: string; readonly steps: readonly LineageRow[] }
  /** `name` in the source of this kernel; `into` is empty where it is inlined wherever it is called. */
  | {
      readonly kind: 'inlined';
      readonly name: string;
      readonly into: readonly string[];
      readonly steps: readonly LineageRow[];
    }
  | { readonly kind: 'gone'; readonly steps: readonly LineageRow[] }
  | { readonly kind: 'unknown' };

interface Form {
  readonly name: string;
  readonly steps: readonly LineageRow[];
}

/** More changes than any function went through. */
const mostSteps = 12;

/**
 * What became of a function: the newest form of its name that this kernel has, or that its build inlined. Nothing is
 * concluded from versions. A name newer than the kernel is found by its older forms.
 */
export function fateOf(name: string, kernel: KernelNames, lineage: Lineage): Fate {
  const asked = withoutVariant(name);
  const forms = [...formsSince(asked, lineage, []), ...formsBefore(asked, lineage, [])];
  for (const form of forms) {
    if (kernel.has(form.name)) {
      const spelled = kernel.spelled(form.name);
      return form.name === asked
        ? { kind: 'same', name: spelled }
        : { kind: 'renamed', name: spelled, steps: form.steps };
    }
    const into = kernel.inlines?.inlinedInto(form.name) ?? [];
    if (into.length > 0) return { kind: 'inlined', name: form.name, into, steps: form.steps };
  }
  return fateWithoutForm(forms, lineage);
}

/**
 * Functions of this kernel that do the work of `name` in some situations (another reclaim algorithm, a faster way tried
 * first) while it is still there for the others, as the kernel spells them, each with the row that says when.
 */
export function alternativesTo(
  name: string,
  kernel: KernelNames,
  lineage: Lineage,
): readonly { readonly name: string; readonly row: LineageRow }[] {
  const asked = withoutVariant(name);
  const names = [...formsSince(asked, lineage, []), ...formsBefore(asked, lineage, [])].map(
    form => form.name,
  );
  return [...new Set(names)]
    .flatMap(form => lineage.from(form).filter(row => row.when !== undefined))
    .flatMap(row =>
      row.now.filter(other => kernel.has(other)).map(other => ({ name: kernel.spelled(other), row })),
    );
}

/** The newest forms first, the name itself last. */
function formsSince(name: string, lineage: Lineage, steps: readonly LineageRow[]): readonly Form[] {
  const rows = steps.length >= mostSteps ? [] : lineage.from(name).filter(row => row.when === undefined);
  const newer = rows.flatMap(row => row.now.flatMap(now => formsSince(now, lineage, [...steps, row])));
  return [...newer, { name, steps }];
}

/** The older forms, the nearest first. */
function formsBefore(name: string, lineage: Lineage, steps: readonly LineageRow[]): readonly Form[] {
  if (steps.length >= mostSteps) return [];
  return lineage
    .to(name)
    .filter(row => row.when === undefined)
    .flatMap(row => {
      const path = [...steps, row];
      const between = row.now.slice(row.now.indexOf(name) + 1).map(older => ({ name: older, steps: path }));
      return [...between, { name: row.was, steps: path }, ...formsBefore(row.was, lineage, path)];
    });
}

function fateWithoutForm(forms: readonly Form[], lineage: Lineage): Fate {
  for (const form of forms)
    for (const row of lineage.from(form.name)) {
      const steps = form.steps.includes(row) ? form.steps : [...form.steps, row];
      if (row.inline) return { kind: 'inlined', name: form.name, into: [], steps };
      if (row.now.length === 0) return { kind: 'gone', steps };
    }
  return { kind: 'unknown' };
}
