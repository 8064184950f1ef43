import type { Section } from './lab.ts';
import { loadLab } from './load/load-labs.ts';

const marks = {
  begin: '<!-- The catalogue of labs: made by `npm run catalogue`. -->',
  end: '<!-- End of the catalogue. -->',
} as const;

/** The course as Markdown, in both languages, a picture a section. */
export function catalogueOf(sections: readonly Section[]): string {
  return sections.map(sectionOf).join('\n\n');
}

/** A text in which the catalogue stands between its marks, with the catalogue as it is now. Throws where it has no marks. */
export function withCatalogue(text: string, catalogue: string): string {
  const begin = text.indexOf(marks.begin);
  const end = text.indexOf(marks.end);
  if (begin < 0 || end < begin) throw new Error(`no ${marks.begin} before ${marks.end}`);
  return `${text.slice(0, begin + marks.begin.length)}\n\n${catalogue}\n\n${text.slice(end)}`;
}

function sectionOf({ id, title, day, labs }: Section): string {
  const rows = labs.map(entry => {
    if (typeof entry !== 'string')
      return `| ${entry.coming} | ${entry.title.en} · ${entry.title.ko} | *coming* |`;
    const lab = loadLab(entry);
    return `| [${entry}](labs/${id}/${entry}/lab.en.md) | ${lab.title.en} · [${lab.title.ko}](labs/${id}/${entry}/lab.ko.md) | ${lab.about.en} |`;
  });
  const head = `### ${title.en} · ${title.ko} (day ${day})`;
  const picture = `![${title.en}](docs/labs/${id}.png)`;
  return [head, picture, ['| lab | title | what is seen |', '|---|---|---|', ...rows].join('\n')].join(
    '\n\n',
  );
}
