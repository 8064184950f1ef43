import { afterEach, describe, expect, test } from 'vitest';
import { cellWidth } from '../../base/index.ts';
import { setLanguage } from '../../words/index.ts';
import { examine, judge } from '../doctor/examine.ts';
import { nodeRow } from '../doctor/machine-rows.ts';
import type { DoctorRow } from '../doctor/row.ts';
import { coloursFor } from './colours.ts';
import { doctorLines } from './doctor.ts';

const plain = coloursFor({ isTTY: false });
const row = (more: Partial<DoctorRow>): DoctorRow => ({
  id: 'x',
  group: 'guest',
  label: 'X',
  verdict: 'ok',
  fact: 'there',
  ...more,
});

afterEach(() => setLanguage('en'));

describe('the verdict', () => {
  test('only what is needed and cannot be put right stands in the way', () => {
    const diagnosis = judge([
      row({ id: 'qemu', label: 'QEMU', verdict: 'no', isNeeded: true }),
      row({ id: 'kvm', verdict: 'no' }),
      row({ id: 'busybox', verdict: 'fixable', isNeeded: true }),
    ]);
    expect(diagnosis.inTheWay.map(each => each.id)).toEqual(['qemu']);
    expect(doctorLines(diagnosis, plain).at(-1)).toBe('Recording does not work here yet. In the way: QEMU.');
  });

  test('what is needed and can be got is said so', () => {
    const lines = doctorLines(judge([row({ verdict: 'fixable', isNeeded: true })]), plain);
    expect(lines.at(-1)).toContain('npm start');
  });

  test('an old Node stands in the way', () => {
    expect(nodeRow('18.20.0')).toMatchObject({ verdict: 'no', isNeeded: true });
    expect(nodeRow('20.19.0').verdict).toBe('ok');
  });
});

describe('the page', () => {
  for (const language of ['en', 'ko'] as const) {
    test(`of this machine fits into 80 cells, and its facts stand in one column (${language})`, async () => {
      setLanguage(language);
      const diagnosis = await examine();
      const lines = doctorLines(diagnosis, plain);
      for (const line of lines) if (!line.includes('/')) expect(cellWidth(line)).toBeLessThanOrEqual(80);
      const columns = diagnosis.rows.map(each => {
        const line = lines.find(text => text.slice(4).startsWith(`${each.label} `));
        const [first = ''] = each.fact.split(' ');
        return line === undefined ? -1 : cellWidth(line.slice(0, line.indexOf(first, 4 + each.label.length)));
      });
      expect(new Set(columns).size).toBe(1);
      expect(columns[0]).toBeGreaterThan(4);
    });
  }

  test('a program’s words cannot steer the terminal', () => {
    const text = doctorLines(judge([row({ fact: 'a\x1b[2Jb\u009b1m' })]), plain).join('\n');
    expect(text).toContain('a [2Jb 1m');
  });

  test('colours are for terminals that want them', () => {
    const painted = (isTTY: boolean, environment: Record<string, string>) =>
      coloursFor({ isTTY }, environment).good('x');
    expect(painted(true, { TERM: 'xterm' })).toBe('\x1b[32mx\x1b[0m');
    expect(painted(false, { TERM: 'xterm' })).toBe('x');
    expect(painted(true, { TERM: 'xterm', NO_COLOR: '1' })).toBe('x');
    expect(painted(true, { TERM: 'dumb' })).toBe('x');
  });
});
