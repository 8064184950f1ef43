import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyses, questions } from './index.ts';

const tables = new Map(analyses.flatMap(analysis => analysis.tables).map(table => [table.id, table]));

describe('questions by the names of other tools', () => {
  it.each(questions.map(question => [question.name, question] as const))(
    '%s',
    (_name, { table, by, sort }) => {
      const columns = tables.get(table)?.columns.map(({ id }) => id) ?? [];
      expect(tables.has(table)).toBe(true);
      for (const column of [...(by?.split(',') ?? []), ...(sort?.split(',') ?? [])])
        expect(columns).toContain(column.replace(/^[+-]/, ''));
    },
  );

  it('have one answer each', () => {
    expect(new Set(questions.map(({ name }) => name)).size).toBe(questions.length);
    expect(questions.length).toBeGreaterThanOrEqual(17);
  });
});

it('every table that the documents and the help name is there', () => {
  const root = join(import.meta.dirname, '../..');
  const texts = ['README.md', 'docs', 'src/cli/commands'].flatMap(place => {
    const path = join(root, place);
    if (!statSync(path).isDirectory()) return [readFileSync(path, 'utf8')];
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter(file => /\.(md|ts)$/.test(file))
      .map(file => readFileSync(join(path, file), 'utf8'));
  });
  const ids = analyses.map(({ id }) => id).join('|');
  const named = new RegExp(
    `(?:\`|(?:report|diff) (?:\\S+\\.dat ){0,2}(?:FILE )?|FROM )((?:${ids})\\.[a-z-]+)(?=[\`\\s'])`,
    'g',
  );
  const found = new Set(texts.flatMap(text => [...text.matchAll(named)].map(match => match[1]!)));
  // Events and problems that are called as tables are.
  const others = ['sched.sched', 'signal.signal', 'irq.irq', 'irq.raised-again'];
  expect(found.size).toBeGreaterThan(40);
  expect([...found].filter(id => !tables.has(id) && !others.some(other => id.startsWith(other)))).toEqual([]);
});

describe('tables', () => {
  it('have ids of their analysis, columns with a sentence each, and keys, samples and tracks that exist', () => {
    for (const { id, tables: own, tracks = [], links = [] } of analyses) {
      for (const { id: table, sentence, columns, keys = [], worst, samples } of own) {
        const ids = columns.map(column => column.id);
        expect(table).toMatch(new RegExp(`^${id}\\.[a-z0-9-]+$`));
        expect(sentence).not.toBe('');
        expect({ table, distinct: new Set(ids).size }).toEqual({ table, distinct: ids.length });
        for (const column of columns)
          expect({ table, column: column.id, said: column.sentence !== '' }).toMatchObject({ said: true });
        for (const name of [...keys, ...(worst === undefined ? [] : [worst])]) expect(ids).toContain(name);
        if (samples !== undefined) {
          const detail = tables.get(samples.table);
          expect(detail?.columns.map(column => column.id)).toContain(samples.value);
        }
      }
      for (const { table, lanes, start, duration, value } of tracks) {
        const ids = tables.get(table)?.columns.map(column => column.id) ?? [];
        for (const name of [...lanes, start, value, ...(duration === undefined ? [] : [duration])])
          expect({ table, ids }).toMatchObject({ ids: expect.arrayContaining([name]) });
      }
      for (const { table, from, to } of links) {
        const ids = tables.get(table)?.columns.map(column => column.id) ?? [];
        expect({ table, ids }).toMatchObject({ ids: expect.arrayContaining([from, to]) });
      }
    }
  });
});
