import type { Node, TemplateScope } from './nodes.ts';

/**
 * A part that a name refers back to from another encoding: names are compressed by their letters, so that a parameter
 * of one template may stand for that of another one. What has none stays the same part.
 */
export function rescoped(node: Node, from: TemplateScope, to: TemplateScope): Node {
  return copy(node, from, to, new Map()) as Node;
}

function copy(value: unknown, from: TemplateScope, to: TemplateScope, known: Map<object, unknown>): unknown {
  if (value === from) return to;
  if (typeof value !== 'object' || value === null || isScope(value)) return value;
  const before = known.get(value);
  if (before !== undefined) return before;
  let isSame = true;
  const entries = Object.entries(value).map(([key, part]) => {
    const made = copy(part, from, to, known);
    if (made !== part) isSame = false;
    return [key, made] as const;
  });
  let made: unknown = value;
  if (!isSame) made = Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries);
  known.set(value, made);
  return made;
}

/** Scopes have no kind, and parts that are lists have a length. */
function isScope(value: object): boolean {
  return 'arguments' in value && !('kind' in value);
}
