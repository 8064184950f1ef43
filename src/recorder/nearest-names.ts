/** Up to `most` of `names` that a reader who typed `wanted` may have meant, nearest first. */
export function nearestNames(wanted: string, names: Iterable<string>, most = 5): readonly string[] {
  const lower = wanted.toLowerCase();
  const limit = Math.max(3, Math.floor(wanted.length / 3));
  const scored: { name: string; score: number }[] = [];
  for (const name of names) {
    const short = name.slice(name.indexOf(':') + 1);
    const score = Math.min(
      scoreOf(lower, name.toLowerCase(), limit),
      scoreOf(lower, short.toLowerCase(), limit),
    );
    if (score <= limit) scored.push({ name, score });
  }
  return scored
    .sort((a, b) => a.score - b.score || a.name.localeCompare(b.name))
    .slice(0, most)
    .map(each => each.name);
}

/** Names that hold what was typed are nearer than any misspelling of the same length. */
function scoreOf(wanted: string, name: string, limit: number): number {
  if (wanted.length >= 3 && name.includes(wanted))
    return Math.min(1 + (name.length - wanted.length) / 20, limit);
  return editDistance(wanted, name, limit);
}

/** Levenshtein's distance, given up above `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    if (Math.min(...next) > limit) return limit + 1;
    row = next;
  }
  return row[b.length]!;
}
