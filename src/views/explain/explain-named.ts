import { countText } from '../../text/replay/index.ts';
import { say } from '../../words/index.ts';
import { selectionText } from '../selection.ts';
import type { Workbench } from '../workbench.ts';
import { findRow } from './explain-table-row.ts';
import { isRecorded } from './explain-task.ts';
import type { Explanation, Fact } from './explanation.ts';
import { rowFacts } from './facts.ts';
import { originOf, partInWords, spanOf } from './functions.ts';
import { toCalls, toJourney, toSelection, toTable, toTimeline } from './links.ts';

/** What has a name and no time of its own: a function, a part of the kernel, a CPU. */

const nothing = { source: '', rows: [], stack: [], operation: '' } as const;

/** A function: the part of the kernel that it belongs to, and what its calls amount to. */
export function explainFunction(bench: Workbench, of: number | undefined, name: string): Explanation {
  const { trace, parts } = bench.recording(of);
  const { part, source } = originOf(parts, name);
  const { name: partName, what } = partInWords(part);
  const hasCalls = isRecorded(trace, 'calls');
  const table = hasCalls ? bench.table(of, 'calls.functions') : undefined;
  const row = table === undefined ? -1 : findRow(table, 'function', name);
  return {
    ...nothing,
    title: name,
    sentence: part === '' ? say('explain.function') : say('explain.function.of', { part: partName, what }),
    facts: [
      ...(part === '' ? [] : [partFact(part, partName, what)]),
      ...(table === undefined || row < 0
        ? []
        : rowFacts(trace, table, row).filter(
            ({ label, exact }) => label !== 'function' && label !== 'part' && exact !== '',
          )),
    ],
    links: [
      ...(row < 0
        ? []
        : [
            toCalls(say('explain.to.sandwich'), {
              show: 'sandwich',
              function: name,
              select: `function:${name}`,
            }),
            toTable(say('explain.to.all-calls'), 'calls.durations', `function = "${quotable(name)}"`),
            toJourney(`function:${name}`),
          ]),
      ...(part === ''
        ? []
        : [toSelection(say('explain.to.part', { part: partName }), { kind: 'part', part })]),
    ],
    source,
  };
}

function partFact(part: string, name: string, what: string): Fact {
  return {
    label: 'part',
    text: name,
    exact: part,
    about: what,
    select: selectionText({ kind: 'part', part }),
  };
}

/** Quotes end a word of a condition; no function of the kernel has one. */
function quotable(name: string): string {
  return name.replaceAll('"', '');
}

/** A part of the kernel: what it does, and how much was done in it. */
export function explainPart(bench: Workbench, of: number | undefined, part: string): Explanation {
  const { trace } = bench.recording(of);
  const { name, what } = partInWords(part);
  const hasCalls = isRecorded(trace, 'calls');
  const table = hasCalls ? bench.table(of, 'calls.parts') : undefined;
  const row = table === undefined ? -1 : findRow(table, 'part', part);
  return {
    ...nothing,
    title: name,
    sentence: what === '' ? say('explain.part') : what,
    facts: table === undefined || row < 0 ? [] : rowFacts(trace, table, row).slice(1),
    links: [
      ...(row < 0
        ? []
        : [toTable(say('explain.to.part-functions'), 'calls.functions', `part = "${quotable(part)}"`)]),
      { label: say('explain.to.map'), to: { view: 'map', select: selectionText({ kind: 'part', part }) } },
    ],
  };
}

/** A CPU: what it spent its time on. */
export function explainCpu(bench: Workbench, of: number | undefined, cpu: number): Explanation {
  const { trace } = bench.recording(of);
  let count = 0;
  for (let row = 0; row < trace.count; row++) if (trace.cpu[row] === cpu) count++;
  const hasSched = isRecorded(trace, 'sched');
  const table = hasSched ? bench.table(of, 'sched.cpus') : undefined;
  const row = table === undefined ? -1 : findRow(table, 'cpu', cpu);
  const [from, to] = trace.count === 0 ? [0, 0] : [trace.time[0]!, trace.time[trace.count - 1]!];
  const exact = String(count);
  return {
    ...nothing,
    title: `CPU ${cpu}`,
    sentence: say('explain.cpu'),
    facts: [
      { label: 'events', text: countText(count), exact, about: say('explain.fact.cpu-events') },
      ...(table === undefined || row < 0 ? [] : rowFacts(trace, table, row).slice(1)),
    ],
    links: [
      toTimeline({ kind: 'cpu', cpu }, from, to, spanOf(trace)),
      ...(hasSched
        ? [
            toTable(say('explain.to.cpu-runs'), 'sched.runs', `cpu = ${cpu}`),
            toTable(say('explain.to.cpu-waits'), 'sched.waits', `cpu = ${cpu}`),
          ]
        : []),
    ],
  };
}
