// From DWARF's trees to those of the table: without what headers declare `inline`, instances of one place joined.

// Calls that the compiler or a macro puts anywhere; no tracer shows them as callees.
const noise =
  /^(?:__fentry__|__stack_chk_fail|__x86_\w+|__warn_printk|__SCT__\w+|__sanitizer_\w+|__asan_\w+|__ubsan_\w+)$/;

const newNode = name => ({ name, calls: new Set(), children: new Map() });

/** Hosts by file: `Map(file → Map(name → tree))`. `add` takes what `readUnits` gives. */
export class InlineTrees {
  files = new Map();

  add(host) {
    const hosts = this.files.get(host.file) ?? new Map();
    this.files.set(host.file, hosts);
    const tree = hosts.get(host.name) ?? newNode(host.name);
    hosts.set(host.name, tree);
    join(tree, host.tree);
  }

  /** The table's lines and how many hosts they hold. */
  *lines() {
    for (const [file, hosts] of [...this.files].sort(byKey)) {
      let said = false;
      for (const [name, tree] of [...hosts].sort(byKey)) {
        if (tree.children.size === 0) continue;
        if (!said) yield `/${file}`;
        said = true;
        this.count++;
        yield `=${name}${callsOf(tree)}`;
        yield* below(tree, 1);
      }
    }
  }

  count = 0;
}

function join(into, node) {
  for (const call of node.calls) if (!noise.test(call)) into.calls.add(call);
  for (const child of node.children) {
    if (child.inHeader) join(into, child);
    else {
      const same = into.children.get(child.name) ?? newNode(child.name);
      into.children.set(child.name, same);
      join(same, child);
    }
  }
}

function* below(node, level) {
  for (const [name, child] of [...node.children].sort(byKey)) {
    yield `${' '.repeat(level)}${name}${callsOf(child)}`;
    yield* below(child, level + 1);
  }
}

function callsOf(node) {
  return node.calls.size === 0 ? '' : `:${[...node.calls].sort().join(',')}`;
}

function byKey([a], [b]) {
  return a < b ? -1 : a > b ? 1 : 0;
}
