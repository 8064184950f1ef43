import { cellWidth, padCells, wrapCells } from '../../base/index.ts';
import { inOneLine } from '../../text/replay/printable.ts';
import { say } from '../../words/index.ts';
import type { Diagnosis } from '../doctor/examine.ts';
import type { DoctorRow, RowGroup, Verdict } from '../doctor/row.ts';
import type { Colours } from './colours.ts';

const groups: readonly RowGroup[] = ['machine', 'guest', 'tools'];
const marks: Readonly<Record<Verdict, string>> = { ok: '✓', fixable: '○', no: '✗' };
const lineCells = 80;

/** The doctor's answer as lines of at most 80 cells (a path or a command may be longer). */
export function doctorLines(diagnosis: Diagnosis, colours: Colours): readonly string[] {
  const labelCells = Math.max(...diagnosis.rows.map(row => cellWidth(row.label)));
  const lines = [colours.strong(say('doctor.title'))];
  for (const group of groups) {
    lines.push('', `  ${colours.strong(say(`doctor.group.${group}`))}`);
    const rows = diagnosis.rows.filter(row => row.group === group);
    lines.push(...rows.flatMap(row => rowLines(row, labelCells, colours)));
  }
  const legend = `  ${marks.ok} ${say('doctor.legend')}`;
  return [...lines, '', colours.quiet(legend), '', ...wrapCells(conclusion(diagnosis), lineCells)];
}

function rowLines(row: DoctorRow, labelCells: number, colours: Colours): readonly string[] {
  const paint = { ok: colours.good, fixable: colours.middling, no: colours.bad }[row.verdict];
  const indent = ' '.repeat(4 + labelCells + 2);
  const fits = lineCells - indent.length;
  const [first = '', ...rest] = wrapCells(inOneLine(row.fact), fits);
  const lines = [`  ${paint(marks[row.verdict])} ${padCells(row.label, labelCells)}  ${first}`];
  for (const line of rest) lines.push(`${indent}${line}`);
  if (row.remedy !== undefined) {
    const remedy = wrapCells(row.remedy, fits - 2);
    lines.push(...remedy.map((line, index) => colours.quiet(`${indent}${index === 0 ? '→' : ' '} ${line}`)));
  }
  return lines;
}

function conclusion(diagnosis: Diagnosis): string {
  if (diagnosis.inTheWay.length > 0) {
    return say('doctor.cannot-record', { what: diagnosis.inTheWay.map(row => row.label).join(', ') });
  }
  return say(diagnosis.needsSetUp ? 'doctor.will-record' : 'doctor.can-record');
}
