import { describe, expect, test } from 'vitest';
import { commandsIn, labIds, loadLab, loadSections, readLabText, shapeOf } from './index.ts';

const sections = loadSections();
const ids = labIds(sections);
const known = sections.flatMap(({ labs }) => labs.map(lab => (typeof lab === 'string' ? lab : lab.coming)));

describe.each(ids)('the lab %s', id => {
  const lab = loadLab(id);

  test('both languages complete: they have the same structure and the same commands', () => {
    const [english, korean] = [readLabText(lab, 'en'), readLabText(lab, 'ko')];
    expect(shapeOf(korean)).toEqual(shapeOf(english));
    expect(english.filter(({ type }) => type === 'heading')).toHaveLength(7);
  });

  test('its text is in the language that it is said to be in', () => {
    const hangul = (language: 'en' | 'ko'): number =>
      readLabText(lab, language).filter(token => /[가-힣]/.test(token.raw)).length;
    expect(hangul('en')).toBe(0);
    expect(hangul('ko')).toBeGreaterThan(6);
  });

  test('its commands are of ringside, or of the guest', () => {
    const commands = commandsIn(readLabText(lab, 'en'));
    expect(commands.length).toBeGreaterThan(1);
    for (const { where, text } of commands) {
      if (where === 'sh') for (const line of text.split('\n')) expect(line).toMatch(/^ringside /);
    }
  });

  test('what comes before it is a lab of the course', () => {
    for (const before of lab.after) expect(known).toContain(before);
  });
});

test('every lab of the course is there or said to be coming: 56 in all', () => {
  expect(new Set(known).size).toBe(56);
});
