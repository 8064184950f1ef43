import { afterEach, expect, test } from 'vitest';
import { eventTable, problemTable } from '../store/index.ts';
import { inWords, setLanguage } from '../words/index.ts';
import { analyses } from './index.ts';
import { journeyTables } from './journey/index.ts';
import { overviewTables } from './overview/index.ts';

afterEach(() => setLanguage('en'));

const tables = [
  ...analyses.flatMap(analysis => analysis.tables),
  ...journeyTables,
  ...overviewTables,
  problemTable,
  eventTable,
];
const sentences = new Set([
  ...analyses.flatMap(({ sentence, tracks = [], links = [] }) => [
    sentence,
    ...[...tracks, ...links].map(one => one.sentence),
  ]),
  ...tables.flatMap(({ sentence, columns }) => [sentence, ...columns.map(column => column.sentence)]),
]);

test('every sentence of a table, column, track, link and analysis has Korean words', () => {
  setLanguage('ko');
  const names = ['CPU.', 'oom_score_adj.'];
  expect(sentences.size).toBeGreaterThan(900);
  expect(
    [...sentences].filter(one => !/[가-힣]/.test(inWords(one)) && !names.includes(inWords(one))),
  ).toEqual([]);
});

test('in English a sentence is what the table says', () => {
  expect([...sentences].filter(one => inWords(one) !== one)).toEqual([]);
});
