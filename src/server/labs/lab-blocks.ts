import type { Token, Tokens } from 'marked';
import type { LabText } from '../../lab-runner/index.ts';
import type { LabBlock, LabInline, LabSpan } from '../../protocol/index.ts';

/** The text of a lab as a page draws it: what Markdown can say besides is left out, HTML is text. */
export function blocksOf(text: LabText): readonly LabBlock[] {
  return text.flatMap(blockOf);
}

function blockOf(token: Token): readonly LabBlock[] {
  switch (token.type) {
    case 'heading': {
      const { depth, tokens } = token as Tokens.Heading;
      return [{ kind: 'heading', depth, words: spansOf(tokens) }];
    }
    case 'paragraph':
    case 'text':
      return [{ kind: 'paragraph', words: spansOf((token as Tokens.Paragraph).tokens ?? [token]) }];
    case 'code': {
      const { lang, text } = token as Tokens.Code;
      return [{ kind: 'code', where: lang === 'sh' || lang === 'guest' ? lang : 'drawing', text }];
    }
    case 'blockquote':
      return [{ kind: 'answer', blocks: blocksOf((token as Tokens.Blockquote).tokens) }];
    case 'list': {
      const { items, ordered, start } = token as Tokens.List;
      const blocks = items.map(item => blocksOf(item.tokens));
      return [{ kind: 'list', items: blocks, ...(ordered ? { start: Number(start) || 1 } : {}) }];
    }
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      const cells = (row: readonly Tokens.TableCell[]): readonly LabInline[] =>
        row.map(({ tokens }) => spansOf(tokens));
      return [{ kind: 'table', header: cells(header), rows: rows.map(cells) }];
    }
    case 'html':
      return [{ kind: 'paragraph', words: [{ kind: 'text', text: (token as Tokens.HTML).text }] }];
    default:
      return [];
  }
}

function spansOf(tokens: readonly Token[]): LabInline {
  return tokens.map(spanOf);
}

function spanOf(token: Token): LabSpan {
  const { text = '', tokens } = token as { readonly text?: string; readonly tokens?: readonly Token[] };
  switch (token.type) {
    case 'codespan':
      return { kind: 'code', text };
    case 'strong':
    case 'em':
      return { kind: token.type, words: spansOf(tokens ?? []) };
    case 'link':
      return { kind: 'link', to: (token as Tokens.Link).href, words: spansOf(tokens ?? []) };
    case 'br':
      return { kind: 'text', text: ' ' };
    default:
      return { kind: 'text', text };
  }
}
