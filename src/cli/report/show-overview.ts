import { type Analysis, analyses, derived, type Finding } from '../../analyses/index.ts';
import {
  askedOf,
  cpuCountTable,
  eventCountTable,
  type Overview,
  OverviewBuilder,
  recordedEvents,
  subjectTable,
  taskCountTable,
} from '../../analyses/overview/index.ts';
import type { Recording } from '../../formats/index.ts';
import { readUname } from '../../kernel/index.ts';
import type { Trace } from '../../store/index.ts';
import { overviewLines } from '../../text/overview/index.ts';
import { countText } from '../../text/replay/index.ts';
import { say } from '../../words/index.ts';
import type { OpenedRecording } from '../open/open-recording.ts';
import { colourDepth } from '../print/colour-depth.ts';
import { terminalWidth } from '../print/terminal-width.ts';
import { Ticker } from '../print/ticker.ts';
import { tableJson } from '../print/write-table.ts';
import { LineWriter } from '../replay/line-writer.ts';
import type { ReportOptions } from './analyses.ts';

/** Above this many bytes of records an overview is estimated from samples, unless every event is asked for. */
const countedBytes = 1 << 30;
const sampledBytes = 1 << 25;
const usualRows = 15;

/** Prints what a recording is and holds. False where nothing could be read of a broken one. */
export async function showOverview(
  { recording }: OpenedRecording,
  options: ReportOptions & { readonly exact: boolean },
): Promise<boolean> {
  const counted = await countRecording(recording, options.exact);
  const { overview } = counted;
  if (overview === undefined) return false;
  const findings = findRemarkable(counted);
  const writer = new LineWriter();
  if (options.json) writer.write(overviewJson(overview, findings));
  else {
    const { release, arch } = readUname(overview.facts.uname);
    const style = {
      width: terminalWidth(),
      colours: colourDepth(options.color),
      top: options.top ?? usualRows,
      findings,
      kernel: [release, arch].filter(part => part !== '').join(' '),
    };
    for (const line of overviewLines(overview, style)) writer.write(line);
  }
  writer.flush();
  return overview.events > 0 || overview.problems.every(({ severity }) => severity === 'note');
}

interface Counted {
  readonly overview: Overview | undefined;
  /** The whole recording, where its events are such that analyses find something in it. */
  readonly whole: Trace | undefined;
  /** Of records, as far as the recording can tell. */
  readonly bytes: number;
}

async function countRecording(recording: Recording, exact: boolean): Promise<Counted> {
  const builder = new OverviewBuilder();
  const { sample } = recording;
  const bytes = (await recording.guessBytes?.()) ?? 0;
  if (!exact && sample !== undefined && bytes > countedBytes) {
    for await (const { trace, weight } of sample.call(recording, sampledBytes)) builder.add(trace, weight);
    return { overview: builder.finish(), whole: undefined, bytes };
  }
  const ticker = new Ticker(process.stderr);
  let events = 0;
  for await (const trace of recording.stream()) {
    // What is read once to be counted need not be read again to be searched.
    if (events === 0 && bytes <= searchedBytes && searchersOf(trace, bytes).length > 0) {
      const whole = await recording.load();
      builder.add(whole);
      return { overview: builder.finish(), whole, bytes };
    }
    builder.add(trace);
    events += trace.count;
    ticker.show(() => say('report.counting', { events: countText(events) }));
  }
  ticker.end();
  return { overview: builder.finish(), whole: undefined, bytes };
}

/** Above this many bytes of records nothing is loaded only to find what is remarkable. */
const searchedBytes = 1 << 29;
/** The tree of more calls takes longer to build than all else. */
const callBytes = 1 << 25;
const mostFindings = 3;

/** The analyses that find something in events of such kinds. */
function searchersOf(trace: Trace, bytes: number): readonly Analysis[] {
  const searchers = analyses.filter(
    ({ id, findings }) => findings !== undefined && (id !== 'calls' || bytes <= callBytes),
  );
  const asked = askedOf(recordedEvents(trace), searchers).filter(({ recorded }) => recorded !== 'no');
  return searchers.filter(({ id }) => asked.some(({ subject }) => subject === id));
}

/** The most remarkable things that analyses find in a trace. */
function findRemarkable({ whole: trace, bytes }: Counted): readonly Finding[] {
  if (trace === undefined) return [];
  const found = searchersOf(trace, bytes).flatMap(
    ({ answer, findings }) => findings?.(trace, derived(trace, answer)) ?? [],
  );
  return found.sort((a, b) => b.weight - a.weight).slice(0, mostFindings);
}

function overviewJson(overview: Overview, findings: readonly Finding[]): string {
  const { facts, clock, start, first, last, events, counted, problems } = overview;
  return JSON.stringify({
    ringside: 1,
    kind: 'overview',
    source: facts.source,
    problems,
    ...tableJson(eventCountTable, overview.eventCounts),
    facts: { ...facts, clock, start: start.toString(), first, last, events, counted },
    tasks: tableJson(taskCountTable, overview.taskCounts),
    cpus: tableJson(cpuCountTable, overview.cpuCounts),
    findings,
    subjects: tableJson(
      subjectTable,
      overview.subjects.map(row => ({ ...row, missing: row.missing.join(' '), plan: row.record })),
    ),
  });
}
