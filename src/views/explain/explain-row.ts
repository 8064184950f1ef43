import { type Analysis, analyses } from '../../analyses/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import { type Trace, unknownEvent } from '../../store/index.ts';
import { durationText, printable } from '../../text/replay/index.ts';
import { inWords, say } from '../../words/index.ts';
import { selectionText } from '../selection.ts';
import type { Opened } from '../workbench.ts';
import type { Explanation, Fact } from './explanation.ts';
import { fieldText } from './facts.ts';
import { spanOf, stackAt } from './functions.ts';
import { toEvents, toSelection, toTable, toTimeline } from './links.ts';

/** `sched:sched_switch`; what stands there for an event that the recording does not describe. */
export function eventName({ event, formats }: Trace, row: number): string {
  const format = formats[event[row]!];
  return event[row] === unknownEvent || format === undefined ? '?' : `${format.system}:${format.name}`;
}

/** The analyses that read an event; what reads all that is left does only where no other does. */
export function readersOf(name: string): readonly Analysis[] {
  const matches = (wanted: string): boolean =>
    wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted;
  const found = analyses.filter(({ needs, reads = [] }) => [...needs.flat(), ...reads].some(matches));
  return found.length > 1 ? found.filter(({ id }) => id !== 'others') : found;
}

/** How a task is called: `dd 216`. */
export function taskName(trace: Trace, task: number): string {
  const tasks = tasksOf(trace);
  return tasks.isIdle(task) ? tasks.comms[task]! : printable(`${tasks.comms[task]} ${tasks.tids[task]}`);
}

/** An event: when, where, who, and its fields. */
export function explainRow(opened: Opened, row: number): Explanation | undefined {
  const { trace } = opened;
  if (row >= trace.count) return undefined;
  const name = eventName(trace, row);
  const task = tasksOf(trace).ofRow(row);
  const [time, cpu] = [trace.time[row]!, trace.cpu[row]!];
  const who = taskName(trace, task);
  const readers = readersOf(name);
  const about = readers.map(({ sentence }) => inWords(sentence)).join(' ');
  const when = durationText(Math.max(0, time - trace.time[0]!));
  return {
    title: name,
    sentence: `${say('explain.row', { cpu, who, when })} ${about}`.trim(),
    facts: [
      ...headFacts(trace, row, task),
      ...(trace.formats[trace.event[row]!]?.fields ?? [])
        .filter(({ common }) => !common)
        .map((field): Fact => {
          const text = fieldText(trace.fields.value(trace.event[row]!, field.name)?.(row));
          return { label: field.name, text, exact: text, about: field.type };
        }),
    ],
    links: [
      toEvents(row),
      toTimeline({ kind: 'row', row }, time, time, spanOf(trace)),
      toSelection(say('explain.to.task', { who }), { kind: 'task', task }),
      ...readers.map(({ id, tables }) => toTable(say('explain.to.report', { id }), tables[0]!.id)),
    ],
    source: '',
    rows: [row],
    stack: stackAt(opened, row),
    operation: '',
  };
}

function headFacts(trace: Trace, row: number, task: number): readonly Fact[] {
  const [time, cpu] = [trace.time[row]!, trace.cpu[row]!];
  const buffer = trace.buffers[trace.runs[trace.run[row]!]?.buffer ?? 0] ?? '';
  const who = taskName(trace, task);
  return [
    {
      label: 'time',
      text: (time / 1e9).toFixed(6),
      exact: `${trace.absoluteTime(row)} ${trace.clock.unit}`,
      about: say('explain.fact.time'),
    },
    {
      label: 'cpu',
      text: String(cpu),
      exact: String(cpu),
      about: '',
      select: selectionText({ kind: 'cpu', cpu }),
    },
    { label: 'task', text: who, exact: who, about: '', select: selectionText({ kind: 'task', task }) },
    { label: 'row', text: `#${row}`, exact: String(row), about: '' },
    ...(buffer === ''
      ? []
      : [{ label: 'buffer', text: printable(buffer), exact: printable(buffer), about: '' }]),
  ];
}
