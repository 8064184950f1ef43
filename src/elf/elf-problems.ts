import { ProblemList, type Severity } from '../store/index.ts';

/** What may be wrong with an ELF file, each with a sentence. */
export const elfProblems = {
  'segments-cut': [
    'loss',
    'The table of program headers does not lie in the file: what lies in it was read.',
  ],
  'sections-cut': ['loss', 'The table of sections does not lie in the file: what lies in it was read.'],
  'entry-size': [
    'broken',
    'A table says that its entries are smaller than the format has them: it was left out.',
  ],
  'segment-outside': ['loss', 'Segments end behind the file: it was cut off.'],
  'section-outside': ['loss', 'Sections end behind the file: it was cut off.'],
  'sections-overlap': ['broken', 'Sections share bytes of the file.'],
  names: ['broken', 'Names do not lie in their table, or have no end.'],
  'symbols-cut': ['loss', 'A table of symbols is longer than what was read of it.'],
  'dynamic-cut': ['broken', 'The dynamic section has no end, or does not lie in the file.'],
  notes: ['broken', 'A note is longer than what holds it.'],
  'section-names': ['broken', 'The section that should hold the names of sections is none.'],
} as const satisfies Readonly<Record<string, readonly [Severity, string]>>;

export type ElfProblem = keyof typeof elfProblems;

/** Problems of one ELF file. */
export class ElfProblems {
  readonly #list = new ProblemList();

  add(name: ElfProblem, place = ''): void {
    const [severity, sentence] = elfProblems[name];
    this.#list.add({ name: `elf.${name}`, severity, place, sentence });
  }

  get rows() {
    return this.#list.rows;
  }
}
