import { FormatError } from '../../base/index.ts';

/** A sentence in both languages. */
export interface InBothLanguages {
  readonly en: string;
  readonly ko: string;
}

/** One change of the kernel's source that took a function (or a tracepoint, `system:event`) from where a text looks for it. */
export interface LineageRow {
  readonly was: string;
  /** What does its work since, newest first; empty where nothing does. */
  readonly now: readonly string[];
  /** The release of the change, `v5.8`, where it is known. */
  readonly since: string | undefined;
  readonly commit: { readonly hash: string; readonly subject: string } | undefined;
  readonly why: InBothLanguages;
  /** The path that the row is about, where the old name is still used elsewhere. */
  readonly place: InBothLanguages | undefined;
  /** When the new functions run instead: the old one is still there and runs otherwise. */
  readonly when: InBothLanguages | undefined;
  /** An inline function of a header, which no build gives a symbol. */
  readonly inline: boolean;
}

/** The names that functions had, by either end of each change. */
export interface Lineage {
  readonly rows: readonly LineageRow[];
  /** The changes that took a name away. */
  from(name: string): readonly LineageRow[];
  /** The changes that a name came from. */
  to(name: string): readonly LineageRow[];
}

/** Reads the text of `data/kernel/lineage.json`. Throws a FormatError that names the row which is wrong. */
export function loadLineage(text: string): Lineage {
  const rows = readRows(text).map(readRow);
  const from = new Map<string, LineageRow[]>();
  const to = new Map<string, LineageRow[]>();
  for (const row of rows) {
    put(from, row.was, row);
    for (const name of row.now) put(to, name, row);
  }
  return { rows, from: name => from.get(name) ?? [], to: name => to.get(name) ?? [] };
}

function put(map: Map<string, LineageRow[]>, name: string, row: LineageRow): void {
  const known = map.get(name);
  if (known === undefined) map.set(name, [row]);
  else known.push(row);
}

function readRows(text: string): readonly unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw broken('the file', 'JSON', 'something else');
  }
  const rows = isObject(value) ? value.rows : undefined;
  if (!Array.isArray(rows)) throw broken('the file', 'an object with "rows"', 'something else');
  return rows;
}

const name = /^[A-Za-z_][\w:.]*$/;
const release = /^v\d+\.\d+$/;
const hash = /^[0-9a-f]{12,40}$/;
const keys = new Set(['was', 'now', 'since', 'commit', 'why', 'place', 'when', 'inline']);

function readRow(row: unknown, index: number): LineageRow {
  const where = `row ${index + 1}`;
  if (!isObject(row)) throw broken(where, 'an object', typeof row);
  const { was, now, since, commit, why, place, when, inline } = row;
  const strange = Object.keys(row).find(key => !keys.has(key));
  if (strange !== undefined) throw broken(where, `one of ${[...keys].join(', ')}`, strange);
  if (!isText(was, name)) throw broken(where, '"was", a name', show(was));
  if (!Array.isArray(now) || !now.every(text => isText(text, name)) || now.includes(was))
    throw broken(`${where} (${was})`, '"now", other names', show(now));
  if (since !== undefined && !isText(since, release))
    throw broken(`${where} (${was})`, '"since", a release', show(since));
  return {
    was,
    now,
    since,
    commit: commit === undefined ? undefined : readCommit(commit, `${where} (${was})`),
    why: readWords(why, `${where} (${was}), "why"`),
    place: place === undefined ? undefined : readWords(place, `${where} (${was}), "place"`),
    when: when === undefined ? undefined : readWords(when, `${where} (${was}), "when"`),
    inline: inline === true,
  };
}

function readCommit(value: unknown, where: string): LineageRow['commit'] {
  if (!isObject(value) || !isText(value.hash, hash) || !isText(value.subject, /./))
    throw broken(where, '"commit" with hash and subject', show(value));
  return { hash: value.hash, subject: value.subject };
}

function readWords(value: unknown, where: string): InBothLanguages {
  if (!isObject(value) || !isText(value.en, /./) || !isText(value.ko, /./))
    throw broken(where, 'words in en and ko', show(value));
  return { en: value.en, ko: value.ko };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}

function broken(where: string, expected: string, found: string): FormatError {
  return new FormatError('lineage', undefined, `${expected} in ${where}`, found);
}
