import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { analyses } from '../../src/analyses/index.ts';
import { ownReports } from '../../src/cli/report/analyses.ts';

const root = join(import.meta.dirname, '../..');
const recordings = join(root, 'recordings/trace-dat');

function schema(name: string) {
  const text = readFileSync(join(root, 'docs/schemas', `${name}.schema.json`), 'utf8');
  return new Ajv({ allErrors: false, allowUnionTypes: true }).compile(JSON.parse(text) as object);
}

function ringside(...args: string[]): string {
  const { stdout } = spawnSync(process.execPath, [join(root, 'bin/ringside.mjs'), ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return stdout;
}

const files = readdirSync(recordings).filter(name => name.endsWith('.dat'));

describe('the JSON of every stored trace.dat keeps to its schema', () => {
  it('events: a head, a line an event, an end', () => {
    const isValid = schema('events');
    for (const name of files) {
      // Large ones from their beginning; the end is only there where nothing is cut.
      const whole = ['instances.dat', 'kprobe.dat', 'mono.dat'].includes(name);
      const cut = whole ? [] : ['--first', '2000'];
      const lines = ringside('events', '--json', ...cut, join(recordings, name))
        .trimEnd()
        .split('\n');
      expect(lines.length).toBeGreaterThan(2);
      const parsed = lines.map(line => JSON.parse(line) as { kind?: string });
      const wrong = parsed.find(line => !isValid(line));
      expect({ name, wrong, errors: isValid.errors }).toMatchObject({ wrong: undefined });
      expect(parsed[0]?.kind).toBe('events');
      if (whole) expect(parsed.at(-1)?.kind).toBe('events.end');
    }
  });

  it('overview', () => {
    const isValid = schema('overview');
    for (const name of files) {
      const answer: unknown = JSON.parse(ringside('report', '--json', join(recordings, name)));
      expect({ name, valid: isValid(answer), errors: isValid.errors }).toMatchObject({ valid: true });
    }
  });

  it('answers: every analysis whole, and one table', () => {
    const isValid = schema('answer');
    const file = join(recordings, 'events.dat');
    for (const { id, tables } of analyses) {
      // The name alone of some is a report of its own, which is no answer of tables.
      if (!ownReports.some(own => own.id === id)) {
        const whole = JSON.parse(ringside('report', file, id, '--json', '--top', '50')) as object;
        expect({ id, valid: isValid(whole), errors: isValid.errors }).toMatchObject({ valid: true });
      }
      const table = tables[0]!.id;
      const one: unknown = JSON.parse(ringside('report', file, table, '--json', '--top', '50'));
      expect({ table, valid: isValid(one), errors: isValid.errors }).toMatchObject({ valid: true });
    }
  });

  it('SQL', () => {
    const isValid = schema('sql');
    const statement = 'SELECT *, 1 AS n, NULL AS n FROM events LIMIT 10';
    const answer: unknown = JSON.parse(ringside('sql', join(recordings, 'mono.dat'), statement, '--json'));
    expect({ valid: isValid(answer), errors: isValid.errors }).toMatchObject({ valid: true });
  });

  it('and the schemas refuse what is none', () => {
    expect(schema('events')({ time: 'noon' })).toBe(false);
    expect(schema('overview')({ ringside: 1 })).toBe(false);
  });
});
