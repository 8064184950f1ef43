// What a person chose is kept in the browser; where it keeps nothing (private windows, pages from files) all works without.
const prefix = 'ringside.';

/** What was kept under a name; undefined where nothing is. */
export function kept(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keep(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
  } catch {
    // A full or forbidden store forgets; nothing depends on it.
  }
}
