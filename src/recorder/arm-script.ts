import { UsageError } from '../base/index.ts';
import { quote } from '../targets/shell.ts';
import type { ChosenEvent } from './check-plan.ts';
import type { Plan } from './plan.ts';

export interface ArmOptions {
  readonly cpus: number;
  /** The held command. */
  readonly pid: number;
  /** The tracer that the saved guest has on already. */
  readonly armed: string;
  /** Record into an instance of this name, because somebody else owns the top level; '' for the top level. */
  readonly instance: string;
  /** Where the command's root begins for the kernel: uprobes name files. */
  readonly root: string;
  readonly probeGroup: string;
}

/** The shell that tells the tracer of a plan and starts draining its pages, up to but without letting the command go. */
export function armScript(plan: Plan, events: readonly ChosenEvent[], options: ArmOptions): string {
  const put = (file: string, value: string | number): string =>
    `put ${quote(file)} ${quote(String(value))} || return 1`;
  const add = (file: string, value: string): string => `add ${quote(file)} ${quote(value)} || return 1`;
  const lines = [
    options.instance ? `T=$top/instances/${options.instance}; mkdir -p $T` : '',
    put('tracing_on', 0),
    put('trace_clock', plan.clock),
    plan.bufferKiB === undefined ? '' : put('buffer_size_kb', plan.bufferKiB),
    ...probeLines(plan, options),
    ...(plan.all ? [everybody] : commandOnly(plan, options.pid, put)),
    ...functionLines(plan, options, put, add),
    ...events.flatMap(({ system, event, choice }) => [
      ...(choice.filter === undefined ? [] : [put(`events/${system}/${event}/filter`, choice.filter)]),
      ...choice.triggers.map(trigger => add(`events/${system}/${event}/trigger`, trigger)),
    ]),
    plan.stacks ? put('options/stacktrace', 1) : '',
    ...enableLines(events, add),
    `start_draining ${options.cpus}`,
    ': >$state/tracing',
    put('tracing_on', 1),
  ];
  return `arm() {\n${lines.filter(Boolean).join('\n')}\n}\narm`;
}

/** A saved guest's tracer is armed for nobody. */
const everybody = 'empty set_ftrace_pid';

/** One write for all events: each write of set_event takes a lock and walks every event. */
function enableLines(
  events: readonly ChosenEvent[],
  add: (file: string, value: string) => string,
): readonly string[] {
  return events.map(({ system, event }) => add('set_event', `${system}:${event}`));
}

function commandOnly(
  plan: Plan,
  pid: number,
  put: (file: string, value: string | number) => string,
): readonly string[] {
  const functions =
    plan.tracer === 'nop' ? [] : [put('set_ftrace_pid', pid), put('options/function-fork', 1)];
  return [put('set_event_pid', pid), put('options/event-fork', 1), ...functions];
}

function functionLines(
  plan: Plan,
  options: ArmOptions,
  put: (file: string, value: string | number) => string,
  add: (file: string, value: string) => string,
): readonly string[] {
  if (plan.tracer === 'nop') return [];
  const graph = plan.tracer === 'function_graph';
  return [
    ...plan.functions.map(name => add(graph ? 'set_graph_function' : 'set_ftrace_filter', name)),
    ...plan.excludedFunctions.map(name => add(graph ? 'set_graph_notrace' : 'set_ftrace_notrace', name)),
    graph && plan.depth > 0 ? put('max_graph_depth', plan.depth) : '',
    options.armed === plan.tracer ? '' : put('current_tracer', plan.tracer),
    plan.tracer === 'function' && plan.stacks ? put('options/func_stack_trace', 1) : '',
  ].filter(Boolean);
}

function probeLines(plan: Plan, options: ArmOptions): readonly string[] {
  return plan.probes.map(text => {
    const { file, definition, name } = parseProbe(text, options.root, options.probeGroup);
    return `add_top ${file} ${quote(definition)} || return 1\nadd set_event ${quote(`${options.probeGroup}:${name}`)} || return 1`;
  });
}

interface Probe {
  readonly file: 'kprobe_events' | 'uprobe_events';
  readonly definition: string;
  readonly name: string;
}

/**
 * A probe in the kernel's words (Documentation/trace/kprobetrace.rst, uprobetracer.rst), where kind, group and
 * name may be left out: `vfs_read count=%dx`, `r vfs_read`, `p:myname do_exit`, `p /bin/bash:0x4245c0`.
 */
export function parseProbe(text: string, root: string, probeGroup: string): Probe {
  const words = text.trim().split(/\s+/);
  const first = words[0] ?? '';
  const [kind, given] = /^[pr](\d+)?(:|$)/.test(first) ? words.shift()!.split(':') : ['p', undefined];
  const place = words.shift();
  if (place === undefined)
    throw new UsageError(
      `the probe "${text}" names no function`,
      "Example: --probe 'p:reads vfs_read count=%dx'",
    );
  const isUser = place.startsWith('/');
  const name = (given ?? `${kind![0]}_${place.slice(place.lastIndexOf('/') + 1)}`)
    .replace(/^.*\//, '')
    .replace(/\W/g, '_');
  const definition = `${kind}:${probeGroup}/${name} ${isUser ? root : ''}${place} ${words.join(' ')}`.trim();
  return { file: isUser ? 'uprobe_events' : 'kprobe_events', definition, name };
}
