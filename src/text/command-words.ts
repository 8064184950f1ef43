/**
 * The words of a command as a person types it, with quotes and backslashes as in a shell. What needs a shell (pipes,
 * redirections, variables, patterns) is given to one. Undefined where a quote is not closed.
 */
export function commandWords(line: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  let needsShell = false;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at]!;
    if (quote === "'" || (quote === '"' && sign !== '\\')) {
      if (sign === quote) quote = '';
      else {
        needsShell ||= quote === '"' && (sign === '$' || sign === '`');
        word += sign;
      }
    } else if (sign === '\\') {
      const next = line[++at];
      if (next === undefined) return undefined;
      word = `${word ?? ''}${quote === '"' && !'"\\$`'.includes(next) ? sign : ''}${next}`;
    } else if (sign === "'" || sign === '"') {
      quote = sign;
      word ??= '';
    } else if (/\s/.test(sign)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      needsShell ||= '|&;<>()$`*?[]{}~#'.includes(sign);
      word = (word ?? '') + sign;
    }
  }
  if (quote !== '') return undefined;
  if (word !== undefined) words.push(word);
  if (words.length === 0) return [];
  const assigns = /^\w+=/.test(words[0]!);
  return needsShell || assigns ? ['/bin/sh', '-c', line.trim()] : words;
}
