import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** A file of the page. */
export interface StaticFile {
  readonly place: string;
  readonly type: string;
  /** Its name changes with its content. */
  readonly isHashed: boolean;
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
  txt: 'text/plain; charset=utf-8',
};

/** Everything below a folder by its path in the page, `index.html` also as the empty one; empty where there is no folder. */
export async function listStaticFiles(folder: string): Promise<ReadonlyMap<string, StaticFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Map<string, StaticFile>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const place = join(entry.parentPath, entry.name);
    const path = relative(folder, place);
    const ending = /\.(\w+)$/.exec(entry.name)?.[1] ?? '';
    const type = types[ending] ?? 'application/octet-stream';
    // Vite puts what it names by its hash there.
    const isHashed = path.startsWith('assets/') && /-[\w-]{8,}\.\w+$/.test(path);
    files.set(path, { place, type, isHashed });
  }
  const index = files.get('index.html');
  if (index !== undefined) files.set('', index);
  return files;
}
