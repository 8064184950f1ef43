import { analyses, derived } from '../../analyses/index.ts';
import { askedOf, recordedEvents } from '../../analyses/overview/index.ts';
import type { TableDescription } from '../../store/index.ts';
import { say } from '../../words/index.ts';
import type { OfRecording, Question, Stretch } from '../question.ts';
import type { OfTable, RowWishes } from '../tables/contract.ts';
import { tableWithin, traceWithin } from '../tables/stretch-traces.ts';
import { tableWindow } from '../tables/table-window.ts';
import { wishedRows } from '../tables/wished-rows.ts';
import { findAnalysis } from '../workbench.ts';
import type {
  AnsweredStretch,
  HeatMap,
  OfReport,
  ReportName,
  ReportPage,
  TableCard,
  TableName,
} from './contract.ts';
import { heatMapOf, timedColumns } from './heat-map.ts';

/** Every analysis, and what the events of the recording let it tell. */
export const askReportNames: Question<OfRecording, readonly ReportName[]> = (bench, { of }) => {
  const { trace } = bench.recording(of);
  const rows = new Map(askedOf(derived(trace, recordedEvents)).map(row => [row.subject, row]));
  return analyses.map(({ id, sentence, record, tables }) => {
    const { recorded = 'yes', missing = [] } = rows.get(id) ?? {};
    return { id, sentence, recorded, missing, record, tables: tables.map(nameOf) };
  });
};

function nameOf({ id, sentence, kind = 'summary' }: TableDescription): TableName {
  return { id, sentence, kind };
}

const firstRows = 5;

/** The tables of an analysis with their first rows, made one after the other. */
export const askReport: Question<OfReport, ReportPage> = async (
  bench,
  { of, analysis: id, within },
  asked,
) => {
  const { trace, firstRow } = traceWithin(bench.recording(of).trace, within);
  const analysis = findAnalysis(id);
  const answer = derived(trace, analysis.answer);
  const cards: TableCard[] = [];
  for (const description of analysis.tables) {
    asked.progress(cards.length, analysis.tables.length, say('reports.making', { table: description.id }));
    await asked.pause();
    if (asked.isCancelled()) break;
    const table = answer.table(description.id);
    cards.push({
      ...nameOf(description),
      count: table.count,
      first: tableWindow(table, {}, { first: 0, count: firstRows }, firstRow),
      isTimed: timedColumns(description) !== undefined,
    });
  }
  return { id, cards, problems: answer.problems };
};

/** Which events the answers to a stretch are made of. */
export const askStretch: Question<
  OfRecording & { readonly within?: Stretch | undefined },
  AnsweredStretch
> = (bench, { of, within }) => {
  const whole = bench.recording(of).trace;
  const { trace } = traceWithin(whole, within);
  const [first, last] = [whole.time[0] ?? 0, whole.time[whole.count - 1] ?? 0];
  return {
    from: Math.max(first, within?.from ?? first),
    to: Math.min(last, within?.to ?? last),
    span: last - first,
    events: trace.count,
    isWhole: trace === whole,
    isTicks: whole.clock.unit === 'ticks',
  };
};

/** When durations of which size came, of the rows that are wished for. */
export const askHeatMap: Question<OfTable & RowWishes, HeatMap | undefined> = (bench, params) => {
  const { table } = tableWithin(bench, params);
  return heatMapOf(table, wishedRows(table, params));
};
