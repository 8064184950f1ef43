/** What was understood of a file of the kernel's, and how many of its lines were not. */
export interface Parsed<Row> {
  readonly rows: readonly Row[];
  readonly skipped: number;
}

/** Rows of a text line by line: `parse` answers those of a line, none for one that is known to hold none, undefined for others. */
export function parseLines<Row>(
  text: string,
  parse: (line: string) => readonly Row[] | undefined,
): Parsed<Row> {
  const rows: Row[] = [];
  let skipped = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const found = parse(line);
    if (found === undefined) skipped++;
    else rows.push(...found);
  }
  return { rows, skipped };
}

/** Decimal digits as a number; undefined for all else. */
export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,20}$/.test(text) ? Number(text) : undefined;
}

/** All words as numbers; undefined where one is none. */
export function wholeNumbers(words: readonly string[]): readonly number[] | undefined {
  const numbers = words.map(wholeNumber);
  return numbers.every(number => number !== undefined) ? numbers : undefined;
}

/** `N kB` in bytes; undefined for all else. */
export function kilobytes(text: string): number | undefined {
  const number = wholeNumber(/^\s*(\d+) kB$/.exec(text)?.[1]);
  return number === undefined ? undefined : number * 1024;
}
