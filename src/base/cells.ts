/** How many cells of a terminal a text takes: wide characters (Hangul, Han, Kana) take two, marks none. */
export function cellWidth(text: string): number {
  let cells = 0;
  for (const character of text) cells += characterCells(character.codePointAt(0)!);
  return cells;
}

/** The text followed by spaces up to `cells`; a longer text stays whole. */
export function padCells(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - cellWidth(text)));
}

/** The longest beginning of the text that fits into `cells`. */
export function cutCells(text: string, cells: number): string {
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += characterCells(character.codePointAt(0)!);
    if (used > cells) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** Lines of at most `cells`, broken at spaces; a word longer than a line stands alone on its own. */
export function wrapCells(text: string, cells: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && cellWidth(longer) > cells) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  lines.push(line);
  return lines;
}

// Ranges of Unicode's EastAsianWidth W and F that texts of ours and names in traces can hold.
function characterCells(point: number): 0 | 1 | 2 {
  if (point < 0x300) return 1;
  if (point <= 0x36f || (point >= 0x200b && point <= 0x200f) || (point >= 0xfe00 && point <= 0xfe0f))
    return 0;
  const wide =
    (point >= 0x1100 && point <= 0x115f) ||
    point === 0x26a1 ||
    (point >= 0x2e80 && point <= 0xa4cf && point !== 0x303f) ||
    (point >= 0xa960 && point <= 0xa97f) ||
    (point >= 0xac00 && point <= 0xd7a3) ||
    (point >= 0xf900 && point <= 0xfaff) ||
    (point >= 0xfe30 && point <= 0xfe6f) ||
    (point >= 0xff00 && point <= 0xff60) ||
    (point >= 0xffe0 && point <= 0xffe6) ||
    (point >= 0x1f300 && point <= 0x1faff) ||
    (point >= 0x20000 && point <= 0x3fffd);
  return wide ? 2 : 1;
}
