import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const folder = new URL('../../../../data/kernel/', import.meta.url);

/** The shipped table of Debian 12's kernel 6.1 (or another version), decompressed. */
export function readTable(kind: 'functions' | 'modules' | 'inlines', version = '6.1.'): Uint8Array {
  const name = readdirSync(folder).find(file => file.startsWith(version) && file.endsWith(`.${kind}.gz`));
  if (name === undefined) throw new Error(`data/kernel has no ${kind} of ${version}`);
  return gunzipSync(readFileSync(new URL(name.replace('+', '%2B'), folder)));
}
