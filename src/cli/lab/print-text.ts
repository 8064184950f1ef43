import type { Token, Tokens } from 'marked';
import { cellWidth, wrapCells } from '../../base/index.ts';
import type { LabText } from '../../lab-runner/index.ts';
import { say } from '../../words/index.ts';
import type { Colours } from '../print/colours.ts';

export interface TextStyle {
  readonly colours: Colours;
  /** Cells of a line. */
  readonly width: number;
  /** Answers to questions are printed too. */
  readonly answers: boolean;
}

/** The text of a lab as lines of a terminal. */
export function textLines(text: LabText, style: TextStyle): readonly string[] {
  return text.flatMap(token => blockLines(token, style));
}

function blockLines(token: Token, style: TextStyle): readonly string[] {
  const { colours, width } = style;
  switch (token.type) {
    case 'heading': {
      const { depth, tokens } = token as Tokens.Heading;
      const title = plain(tokens);
      return depth === 1 ? [colours.strong(title), ''] : [colours.strong(title)];
    }
    case 'paragraph':
    case 'text':
      return [...wrapCells(plain((token as Tokens.Paragraph).tokens ?? [token]), width), ''];
    case 'code': {
      const { text, lang } = token as Tokens.Code;
      const prompt = lang === 'sh' ? '$ ' : lang === 'guest' ? '# ' : '';
      return [...text.split('\n').map(line => `    ${colours.quiet(prompt)}${colours.good(line)}`), ''];
    }
    case 'blockquote':
      return style.answers
        ? indent((token as Tokens.Blockquote).tokens, style, '  ')
        : [`  ${colours.quiet(say('lab.answer.folded'))}`, ''];
    case 'list':
      return listLines(token as Tokens.List, style);
    case 'table':
      return tableLines(token as Tokens.Table, style);
    default:
      return [];
  }
}

function listLines({ items, ordered, start }: Tokens.List, style: TextStyle): readonly string[] {
  return items.flatMap((item, index) => {
    const mark = ordered ? `${(Number(start) || 1) + index}. ` : '• ';
    const lines = item.tokens.flatMap(token =>
      blockLines(token, { ...style, width: style.width - mark.length }),
    );
    const shown = item.loose || index === items.length - 1 ? lines : lines.filter(line => line !== '');
    return shown.map((line, at) => (at === 0 ? mark : ' '.repeat(mark.length)) + line);
  });
}

function indent(tokens: readonly Token[], style: TextStyle, by: string): readonly string[] {
  const lines = tokens.flatMap(token => blockLines(token, { ...style, width: style.width - by.length }));
  return lines.map(line => (line === '' ? '' : by + line));
}

function tableLines({ header, rows }: Tokens.Table, { colours }: TextStyle): readonly string[] {
  const cells = [header, ...rows].map(row => row.map(cell => plain(cell.tokens)));
  const widths = header.map((_cell, column) => Math.max(...cells.map(row => cellWidth(row[column]!))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell + ' '.repeat(widths[column]! - cellWidth(cell)))
      .join('  ')
      .trimEnd();
  return [colours.strong(line(cells[0]!)), ...cells.slice(1).map(line), ''];
}

/** Text without its marks; code keeps its quotes, so that a name is seen as one. */
function plain(tokens: readonly Token[] | undefined): string {
  return (tokens ?? [])
    .map(token => {
      const inner = (token as { tokens?: readonly Token[] }).tokens;
      if (token.type === 'codespan') return (token as Tokens.Codespan).text;
      if (token.type === 'br') return ' ';
      return inner ? plain(inner) : ((token as Tokens.Text).text ?? '');
    })
    .join('')
    .replaceAll('\n', ' ');
}
