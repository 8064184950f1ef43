import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { marked, type Token, type Tokens } from 'marked';
import type { Fate } from '../../kernel/index.ts';
import { type Language, sayIn } from '../../words/index.ts';
import type { Lab } from '../lab.ts';

/** The text of a lab as tokens of Markdown, for a terminal or a page. */
export type LabText = readonly Token[];

/**
 * The text of a lab in a language. `{name}` in code spans of it stands for a function: with `fateOf` it says what the kernel
 * that runs calls it, and what the course calls it.
 */
export function readLabText(lab: Lab, language: Language, fateOf?: (name: string) => Fate): LabText {
  const markdown = readFileSync(join(lab.folder, `lab.${language}.md`), 'utf8');
  const named = markdown.replaceAll(/`\{([A-Za-z_][\w.]*)\}`/g, (_whole, name: string) =>
    nameFunction(name, fateOf?.(name), language),
  );
  return marked.lexer(named).map(token => (isDrawing(token) ? withNames(token, fateOf) : token));
}

/** A block of text that is no command: `{name}` in it is what the kernel calls the function, and no more. */
function isDrawing(token: Token): token is Tokens.Code {
  return token.type === 'code' && (token as Tokens.Code).lang === 'text';
}

function withNames(token: Tokens.Code, fateOf: ((name: string) => Fate) | undefined): Tokens.Code {
  const text = token.text.replaceAll(/\{([A-Za-z_][\w.]*)\}( *)/g, (whole, name: string, spaces: string) => {
    const fate = fateOf?.(name);
    const now = fate !== undefined && 'name' in fate ? fate.name : name;
    // What stands in a column behind it stays there.
    return spaces.length < 2 ? now + spaces : `${now}  `.padEnd(whole.length);
  });
  return { ...token, text };
}

function nameFunction(name: string, fate: Fate | undefined, language: Language): string {
  switch (fate?.kind) {
    case 'renamed':
      return `\`${fate.name}\` ${sayIn(language, 'lab.text.was', { name })}`;
    case 'inlined':
      return `\`${fate.name}\` ${sayIn(language, 'lab.text.inlined', { into: fate.into.join(', ') })}`;
    case 'gone':
      return `\`${name}\` ${sayIn(language, 'lab.text.gone')}`;
    default:
      return `\`${name}\``;
  }
}

/** A command that a text tells the reader to type. */
export interface LabCommand {
  /** `sh` on this machine, `guest` in the guest's shell. */
  readonly where: 'sh' | 'guest';
  readonly text: string;
}

/** The commands of a text in their order: its code blocks marked `sh` or `guest`. */
export function commandsIn(text: LabText): readonly LabCommand[] {
  return text.flatMap(token => {
    if (token.type === 'list') return (token as Tokens.List).items.flatMap(item => commandsIn(item.tokens));
    if (token.type !== 'code') return [];
    const { lang, text: code } = token as Tokens.Code;
    return lang === 'sh' || lang === 'guest' ? [{ where: lang, text: code }] : [];
  });
}

/** What two languages of a text must have in common: kinds of blocks, levels of headings, and the code. */
export function shapeOf(text: LabText): readonly string[] {
  return text.flatMap(token => {
    switch (token.type) {
      case 'heading':
        return [`heading ${(token as Tokens.Heading).depth}`];
      case 'code': {
        const { lang = '', text: code } = token as Tokens.Code;
        return [`code ${lang}${lang === 'sh' || lang === 'guest' ? ` ${code}` : ''}`];
      }
      case 'list':
        return (token as Tokens.List).items.flatMap(item => ['item', ...shapeOf(item.tokens)]);
      case 'space':
      case 'text':
        return [];
      default:
        return [token.type];
    }
  });
}
