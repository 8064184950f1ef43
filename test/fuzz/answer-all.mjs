// Asks everything of a trace that can be asked.

import { compareTables, isComparable } from '../../dist/analyses/diff/index.js';
import { analyses } from '../../dist/analyses/index.js';
import { findOperations, followOperation, leavesOf } from '../../dist/analyses/journey/index.js';

/** Rows of a table of which every cell is looked at, and operations that are followed. */
const mostRows = 50;
const mostJourneys = 20;

export function answerAll(trace) {
  for (const analysis of analyses) {
    const answer = analysis.answer(trace);
    for (const description of analysis.tables) checkTable(answer, description, trace);
    analysis.findings?.(trace, answer);
  }
  followSome(trace);
}

function checkTable(answer, description, trace) {
  const table = answer.table(description.id);
  const last = Math.max(0, table.count - mostRows / 2);
  for (let row = 0; row < table.count; row++) {
    if (row === mostRows / 2 && last > row) row = last;
    description.columns.forEach(({ id, type }, column) => {
      const cell = table.cell(column, row);
      const isRow = type === 'row' && cell !== undefined;
      if (isRow && !(cell >= 0 && cell < trace.count))
        throw new Error(`${description.id}.${id} names row ${cell} of ${trace.count}`);
    });
  }
  if (!isComparable(description)) return;
  const samples = description.samples && answer.table(description.samples.table);
  compareTables({ table, samples }, { table, samples });
}

function followSome(trace) {
  const everything = { kind: undefined, name: undefined, who: undefined, nth: undefined };
  const found = [
    ...findOperations(trace, everything),
    ...findOperations(trace, { ...everything, kind: 'task' }),
  ];
  const step = Math.max(1, Math.floor(found.length / mostJourneys));
  for (let index = 0; index < found.length; index += step) {
    const operation = found[index];
    let at = operation.start;
    for (const { start, end } of leavesOf(followOperation(trace, operation).stretches)) {
      if (start !== at || end < start) throw new Error(`a journey has a gap: ${JSON.stringify(operation)}`);
      at = end;
    }
    if (at !== operation.end) throw new Error(`a journey does not end: ${JSON.stringify(operation)}`);
  }
}
