import { askFlame, askFunctions, askSandwich, askSources, askTree, askTreeHit } from './calls/index.ts';
import { askAligned, askComparable, askCompared, askFlames } from './compare/index.ts';
import { askEventAt, askEventCsv, askEventPlace, askEventWindow } from './events/index.ts';
import { askEventLines, askOperationOf, askSelection, askTablePieces } from './explain/index.ts';
import { askChoices, askJourney } from './journey/index.ts';
import { askLosses } from './losses/index.ts';
import { askMap } from './map/index.ts';
import { askCounts, askFindings, askHead, askTimeShares } from './overview/index.ts';
import { askKeep } from './query/kept-rows.ts';
import type { Question } from './question.ts';
import { askHeatMap, askReport, askReportNames, askStretch } from './reports/index.ts';
import { askFind, askNextEvent } from './search/index.ts';
import { askTableCsv, askTableHead, askTablePlace, askTableWindow } from './tables/index.ts';
import {
  askArrows,
  askArrowsWithin,
  askFollow,
  askItem,
  askItemAt,
  askLoad,
  askNeighbour,
  askOffers,
  askOfRow,
  askParts,
  askRange,
  askStrip,
  askTiles,
  askTracks,
} from './timeline/index.ts';

/** Every question that a page may ask of its recordings, one line each. */
export const questions = {
  'explain.operation': askOperationOf,
  'explain.tables': askTablePieces,
  'calls.flame': askFlame,
  'calls.functions': askFunctions,
  'calls.sandwich': askSandwich,
  'calls.sources': askSources,
  'calls.tree': askTree,
  'calls.treeHit': askTreeHit,
  'map.parts': askMap,
  'compare.aligned': askAligned,
  'compare.tables': askComparable,
  'compare.table': askCompared,
  'compare.flames': askFlames,
  'journey.choices': askChoices,
  'journey.follow': askJourney,
  'explain.events': askEventLines,
  'explain.selection': askSelection,
  'overview.counts': askCounts,
  'overview.findings': askFindings,
  'overview.head': askHead,
  'overview.time': askTimeShares,
  'search.events': askNextEvent,
  'search.find': askFind,
  'query.keep': askKeep,
  'timeline.arrows': askArrows,
  'timeline.arrowsWithin': askArrowsWithin,
  'timeline.follow': askFollow,
  'timeline.item': askItem,
  'timeline.itemAt': askItemAt,
  'timeline.load': askLoad,
  'timeline.neighbour': askNeighbour,
  'timeline.offers': askOffers,
  'timeline.ofRow': askOfRow,
  'timeline.parts': askParts,
  'timeline.range': askRange,
  'timeline.strip': askStrip,
  'timeline.tiles': askTiles,
  'timeline.tracks': askTracks,
  'tables.csv': askTableCsv,
  'tables.head': askTableHead,
  'tables.place': askTablePlace,
  'tables.window': askTableWindow,
  'events.at': askEventAt,
  'events.csv': askEventCsv,
  'events.place': askEventPlace,
  'events.window': askEventWindow,
  'losses.all': askLosses,
  'reports.heat': askHeatMap,
  'reports.names': askReportNames,
  'reports.page': askReport,
  'reports.stretch': askStretch,
} as const satisfies Readonly<Record<string, Question<never, unknown>>>;

export type Questions = typeof questions;
export type QuestionName = keyof Questions;

export type * from './calls/index.ts';
export type * from './compare/contract.ts';
export type * from './explain/explanation.ts';
export type * from './journey/contract.ts';
export type { Losses } from './losses/losses.ts';
export type * from './map/index.ts';
export type * from './overview/index.ts';
export * from './question.ts';
export type * from './reports/contract.ts';
export type { Found } from './search/index.ts';
export * from './selection.ts';
export type * from './tables/contract.ts';
export * from './timeline/contract.ts';
export { loadAtFirst } from './timeline/index.ts';
export * from './workbench.ts';
