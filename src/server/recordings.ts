import { createHash } from 'node:crypto';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { RecordingSummary } from '../protocol/index.ts';

/** A recording that may be read: where it is, and its id. */
export interface KnownRecording {
  readonly id: string;
  readonly path: string;
}

const mostListed = 200;
const mostFacts = 1 << 22;

/** What the server may show: the recordings that it was told of, and those in the folder of recordings. */
export class Recordings {
  readonly #folder: string;
  readonly #named: KnownRecording[] = [];
  #inFolder: readonly KnownRecording[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Ids of those that it was told of, in order. */
  get named(): readonly string[] {
    return this.#named.map(({ id }) => id);
  }

  /** Tells it of a recording wherever that lies; answers its id. */
  async add(place: string): Promise<string> {
    const path = await realpath(place).catch(() => place);
    const known = { id: idOf(path), path };
    if (!this.#named.some(({ id }) => id === known.id)) this.#named.push(known);
    return known.id;
  }

  /** The recording of an id; undefined where there is none. */
  async find(id: string): Promise<KnownRecording | undefined> {
    const among = (all: readonly KnownRecording[]): KnownRecording | undefined =>
      all.find(one => one.id === id);
    const known = among(this.#named) ?? among(this.#inFolder);
    if (known !== undefined) return known;
    await this.#look();
    return among(this.#inFolder);
  }

  async list(): Promise<readonly RecordingSummary[]> {
    await this.#look();
    const named = this.named;
    const all = [...this.#named, ...this.#inFolder.filter(({ id }) => !named.includes(id))];
    const summaries = await Promise.all(all.map(one => summarise(one, named.includes(one.id))));
    return summaries.filter(one => one !== undefined);
  }

  async #look(): Promise<void> {
    const folder = await realpath(this.#folder).catch(() => this.#folder);
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    this.#inFolder = entries
      .filter(entry => entry.isDirectory() && /^\d{4}/.test(entry.name) && !entry.name.endsWith('.partial'))
      .map(entry => join(folder, entry.name))
      .sort()
      .reverse()
      .slice(0, mostListed)
      .map(path => ({ id: idOf(path), path }));
  }
}

function idOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 20);
}

async function summarise(
  { id, path }: KnownRecording,
  isNamed: boolean,
): Promise<RecordingSummary | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined && !isNamed) return undefined;
  const facts = await readFacts(found?.isDirectory() === true ? path : dirname(path));
  const at = facts.startedAt ?? found?.mtime.toISOString() ?? '';
  return { id, name: basename(path), command: facts.command, at, isNamed };
}

interface Facts {
  readonly command: readonly string[];
  readonly startedAt: string | undefined;
}

async function readFacts(folder: string): Promise<Facts> {
  const nothing = { command: [], startedAt: undefined };
  const file = join(folder, 'recording.json');
  try {
    if ((await stat(file)).size > mostFacts) return nothing;
    const { command, startedAt } = JSON.parse(await readFile(file, 'utf8')) as Readonly<
      Record<string, unknown>
    >;
    return {
      command: Array.isArray(command) ? command.filter(part => typeof part === 'string') : [],
      startedAt: typeof startedAt === 'string' ? startedAt : undefined,
    };
  } catch {
    return nothing;
  }
}
