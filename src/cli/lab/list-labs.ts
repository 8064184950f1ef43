import { cellWidth, padCells } from '../../base/index.ts';
import { courseOf, type LabProgress, type Section } from '../../lab-runner/index.ts';
import { currentLanguage, say } from '../../words/index.ts';
import type { Colours } from '../print/colours.ts';

/** One line of the catalogue. */
export interface LabRow {
  readonly section: string;
  readonly day: string;
  readonly id: string;
  readonly title: string;
  readonly about: string;
  /** `done`, `run`, `new` or `coming`. */
  readonly state: 'done' | 'run' | 'new' | 'coming';
  readonly minutes: number | null;
  readonly after: readonly string[];
  readonly doneAt: string | null;
}

/** The catalogue with what was done of it. */
export function labRows(sections: readonly Section[], progress: LabProgress): readonly LabRow[] {
  const language = currentLanguage();
  return courseOf(progress, sections).flatMap(({ title: section, day, labs }) =>
    labs.map(
      ({ id, title, about, state, minutes, after, doneAt }): LabRow => ({
        section: section[language],
        day,
        id,
        title: title[language],
        about: about?.[language] ?? '',
        state,
        minutes: minutes ?? null,
        after,
        doneAt: doneAt ?? null,
      }),
    ),
  );
}

/** The catalogue for a person. */
export function labListLines(rows: readonly LabRow[], colours: Colours, width: number): readonly string[] {
  const idCells = Math.max(...rows.map(({ id }) => id.length));
  const lines: string[] = [];
  let section = '';
  for (const row of rows) {
    if (row.section !== section) {
      section = row.section;
      lines.push('', `${colours.strong(section)} ${colours.quiet(say('lab.list.day', { day: row.day }))}`);
    }
    lines.push(rowLine(row, colours, idCells, width));
  }
  const count = (state: LabRow['state']): number => rows.filter(row => row.state === state).length;
  const summary = { labs: rows.length - count('coming'), done: count('done'), coming: count('coming') };
  return [...lines.slice(1), '', say('lab.list.summary', summary)];
}

function rowLine(row: LabRow, colours: Colours, idCells: number, width: number): string {
  const marks = { done: colours.good('✔'), run: colours.middling('◐'), new: '○', coming: colours.quiet('…') };
  const end =
    row.state === 'coming' ? say('lab.list.coming') : say('lab.list.minutes', { minutes: row.minutes ?? 0 });
  const title = padCells(row.title, Math.max(cellWidth(row.title), width - idCells - 16));
  const line = `${padCells(row.id, idCells)}  ${title}  ${colours.quiet(end)}`;
  return `${marks[row.state]} ${row.state === 'coming' ? colours.quiet(line) : line}`;
}
