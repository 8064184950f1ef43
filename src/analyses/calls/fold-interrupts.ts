import { type CallName, type CallTree, rowKind } from './call-tree.ts';

// What an interrupt is in a trace: calls side by side below the function that it interrupted.
//
//   vfs_read()
//     irq_enter_rcu()                     enter
//     __sysvec_apic_timer_interrupt()     handler
//     irq_exit_rcu()                      exit, with the softirqs
//
// Calls between them would be swallowed where a return was lost: only these names are taken.
const enterNames = /^(?:__)?irq_enter(?:_rcu)?$/;
const exitNames = /^(?:__)?irq_exit(?:_rcu)?$/;
const handlerNames =
  /^(?:(?:asm_|__)?sysvec_\w+|(?:asm_|__)?common_interrupt|do_IRQ|smp_\w+_interrupt|gic_handle_irq|(?:generic_)?handle_(?:domain|arch)_irq|generic_handle_domain_irq|riscv_intc_irq)$/;

const role = { none: 0, enter: 1, handler: 2, exit: 3 } as const;
type Role = (typeof role)[keyof typeof role];

// What tells one interrupt from another, wherever in it the name is.
const kinds: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:hrtimer_interrupt|(?:__)?sysvec_apic_timer_interrupt|smp_apic_timer_interrupt|arch_timer_handler_\w+)$/,
    'timer',
  ],
  [/^(?:(?:__)?sysvec_irq_work|smp_irq_work_interrupt|irq_work_run)$/, 'irq-work'],
  [/^(?:(?:__)?sysvec_reschedule_ipi|smp_reschedule_interrupt|scheduler_ipi)$/, 'reschedule'],
  [
    /^(?:(?:__)?sysvec_call_function(?:_single)?|smp_call_function(?:_single)?_interrupt|(?:__flush|generic)_smp_call_function\w*)$/,
    'call',
  ],
];
const vectorNames = /^(?:__)?sysvec_(\w+)$/;
/** What is called below this is the handler of a device's driver. */
const deviceCaller = /^__handle_irq_event_percpu$/;

/** The interrupts that are told apart; of the others the vector's name is in `detail`. */
export type InterruptKind = 'timer' | 'irq-work' | 'reschedule' | 'call' | 'device' | 'other';

/** What a name of kind `interrupt` says: `device:vring_interrupt` is the one that `vring_interrupt` handled. */
export function interruptOf(text: string): { readonly kind: InterruptKind; readonly detail: string } {
  const [kind, detail = ''] = text.split(':');
  return { kind: kind as InterruptKind, detail };
}

/** One interrupt while the rows are walked. */
interface Interrupt {
  readonly first: number;
  stage: Role;
  /** Nanoseconds, with all that was called. */
  duration: number;
  self: number;
  text: string;
  kept: boolean;
}

/**
 * The tree with every interrupt that happened inside a call as one row: it has the time of its calls, so that sums stay
 * what they were. Interrupts stay open where records were lost, where their return is missing, and where a name that is
 * asked for is in them (`wanted`, by name, 1) without a caller of such a name, or is one of their outermost (`unwanted`).
 */
export function foldInterrupts(tree: CallTree, wanted?: Uint8Array, unwanted?: Uint8Array): CallTree {
  const { count, parent, name, names } = tree;
  const roles = Uint8Array.from(names, roleOf);
  if (!roles.includes(role.handler) && !roles.includes(role.enter) && !roles.includes(role.exit)) return tree;
  const kindOfName = names.map(kindOf);
  const isDeviceCaller = Uint8Array.from(names, ({ text }) => (deviceCaller.test(text) ? 1 : 0));
  const interrupts: Interrupt[] = [];
  const inside = new Int32Array(count).fill(-1);
  // By caller: the interrupt below it that may go on.
  const open = new Int32Array(count).fill(-1);
  const below = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    const above = parent[row]!;
    const id = name[row]!;
    const isWanted = wanted?.[id] === 1;
    below[row] = isWanted || (above >= 0 && below[above] === 1) ? 1 : 0;
    if (above < 0) continue;
    const outer = inside[above]!;
    let number = outer;
    if (outer < 0) number = place(row, above, roles[id] as Role);
    if (number < 0) continue;
    inside[row] = number;
    const interrupt = interrupts[number]!;
    const { kind } = names[id]!;
    if (kind !== rowKind.kernel && kind !== rowKind.event) interrupt.kept = true;
    if (tree.flags[row] !== 0 || (isWanted && below[above] === 0)) interrupt.kept = true;
    if (outer < 0) {
      interrupt.duration += tree.end[row]! - tree.start[row]!;
      if (unwanted?.[id] === 1) interrupt.kept = true;
    }
    if (kind === rowKind.kernel) interrupt.self += tree.self[row]!;
    if (isDeviceCaller[name[above]!] === 1) interrupt.text ||= `device:${names[id]!.text}`;
    // The first that says something: a timer that runs irq_work stays a timer.
    interrupt.text ||= kindOfName[id]!;
  }
  return withFolded(tree, inside, interrupts);

  /** The interrupt that a call below `above` belongs to, -1: none. */
  function place(row: number, above: number, its: Role): number {
    const number = open[above]!;
    const stage = number < 0 ? role.exit : interrupts[number]!.stage;
    if (its === role.none) {
      // Events happen in between; any other call shows that the interrupt is over.
      if (names[name[row]!]!.kind !== rowKind.event) open[above] = -1;
      return -1;
    }
    if (stage < its) {
      interrupts[number]!.stage = its;
      return number;
    }
    open[above] = interrupts.length;
    interrupts.push({ first: row, stage: its, duration: 0, self: 0, text: '', kept: false });
    return interrupts.length - 1;
  }
}

function roleOf({ text, kind }: CallName): Role {
  if (kind !== rowKind.kernel) return role.none;
  if (enterNames.test(text)) return role.enter;
  if (exitNames.test(text)) return role.exit;
  return handlerNames.test(text) ? role.handler : role.none;
}

function kindOf({ text, kind }: CallName): string {
  if (kind !== rowKind.kernel) return '';
  const known = kinds.find(([pattern]) => pattern.test(text));
  if (known !== undefined) return known[1];
  const vector = vectorNames.exec(text)?.[1];
  return vector === undefined ? '' : `other:${vector}`;
}

function withFolded(tree: CallTree, inside: Int32Array, interrupts: readonly Interrupt[]): CallTree {
  const { count } = tree;
  const names = [...tree.names];
  const ids = new Map<string, number>();
  const numbers = new Int32Array(count);
  let kept = 0;
  for (let row = 0; row < count; row++) {
    const interrupt = interrupts[inside[row]!];
    const isGone = interrupt !== undefined && !interrupt.kept && interrupt.first !== row;
    numbers[row] = isGone ? -1 : kept++;
  }
  if (kept === count) return tree;
  const folded = {
    parent: new Int32Array(kept),
    depth: new Uint16Array(kept),
    name: new Uint32Array(kept),
    task: new Uint16Array(kept),
    start: new Float64Array(kept),
    end: new Float64Array(kept),
    self: new Float64Array(kept),
    flags: new Uint8Array(kept),
  };
  for (let row = 0; row < count; row++) {
    const to = numbers[row]!;
    if (to < 0) continue;
    const above = tree.parent[row]!;
    folded.parent[to] = above < 0 ? -1 : numbers[above]!;
    folded.depth[to] = tree.depth[row]!;
    folded.name[to] = tree.name[row]!;
    folded.task[to] = tree.task[row]!;
    folded.start[to] = tree.start[row]!;
    folded.end[to] = tree.end[row]!;
    folded.self[to] = tree.self[row]!;
    folded.flags[to] = tree.flags[row]!;
    const interrupt = interrupts[inside[row]!];
    if (interrupt === undefined || interrupt.kept) continue;
    const text = interrupt.text || 'other';
    let id = ids.get(text);
    if (id === undefined) {
      id = names.push({ text, kind: rowKind.interrupt, module: '' }) - 1;
      ids.set(text, id);
    }
    folded.name[to] = id;
    folded.end[to] = folded.start[to]! + interrupt.duration;
    folded.self[to] = interrupt.self;
  }
  return { ...tree, count: kept, names, ...folded };
}
