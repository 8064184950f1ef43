import { commandWords } from '../../text/command-words.ts';

/**
 * The address in the page that shows what a command of a lab prints: the very table with its condition where the command
 * names one, else what the lab says, else the view of that kind. Undefined where the page has nothing like it.
 */
export function viewOfLook(look: { readonly command?: string; readonly view?: string }): string | undefined {
  const [verb = '', ...words] = commandWords(look.command ?? '') ?? [];
  return exactView(verb, words) ?? look.view ?? kinds[verb];
}

const kinds: Readonly<Record<string, string>> = {
  report: '#/reports',
  events: '#/events',
  replay: '#/calls',
  journey: '#/journey',
  sql: '#/query',
  diff: '#/compare',
};

function exactView(verb: string, words: readonly string[]): string | undefined {
  const named = words.filter(
    (word, at) => !word.startsWith('-') && !/^--?[\w-]+$/.test(words[at - 1] ?? ''),
  )[1];
  if (named === undefined) return undefined;
  if (verb === 'sql') return address('query', { sql: named });
  const [, analysis] = /^([\w-]+)\.[\w-]+$/.exec(named) ?? [];
  if (verb !== 'report' || analysis === undefined) return undefined;
  return address('reports', {
    analysis,
    table: named,
    sort: optionOf(words, '--sort'),
    where: optionOf(words, '--where'),
  });
}

function optionOf(words: readonly string[], name: string): string | undefined {
  const at = words.indexOf(name);
  return at < 0 ? undefined : words[at + 1];
}

function address(view: string, params: Readonly<Record<string, string | undefined>>): string {
  const said = Object.entries(params).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `#/${view}?${new URLSearchParams(said)}`;
}
