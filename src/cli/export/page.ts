import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { UsageError } from '../../base/index.ts';
import type { listFiles } from '../../server/index.ts';
import { say } from '../../words/index.ts';

const parts = new URL('../../../dist/page/', import.meta.url);
type RecordedFiles = Awaited<ReturnType<typeof listFiles>>;

const pack = promisify(gzip);

/**
 * A page with a recording inside, that needs nothing else: the browser UI as one script allowed by its hash, its worker and
 * the recording's files in elements that are no scripts. `place` is where it opens, as it stands behind `#`.
 */
export async function* pageTexts(
  recording: string,
  files: RecordedFiles,
  place: string,
): AsyncGenerator<string> {
  const head = { name: basename(resolve(recording)), paths: [...files.keys()] };
  const start = place === '' ? '' : `if (location.hash === '') location.replace(${JSON.stringify(place)});\n`;
  const script = harmless(start + partOf('page.js'));
  const style = partOf('page.css');
  const icon = `data:image/svg+xml;base64,${base64(partOf('icon.svg'))}`;
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${policyOf(script, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Ringside</title>
<link rel="icon" href="${icon}">
<style>${style}</style>
</head>
<body>
<div id="page"></div>
<noscript>Ringside reads the recording in this page: it needs JavaScript.</noscript>
<script type="application/json" id="ringside-recording">${base64(JSON.stringify(head))}</script>
`;
  for (const { place: path } of files.values()) {
    const packed = await pack(await readFile(path));
    yield `<script type="application/gzip">${packed.toString('base64')}</script>\n`;
  }
  yield `<script type="text/plain" id="ringside-worker">${base64(partOf('worker.js'))}</script>
<script type="module">${script}</script>
</body>
</html>
`;
}

function policyOf(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(script)}' 'wasm-unsafe-eval'`,
    `style-src '${hashOf(style)}'`,
    'img-src data: blob:',
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** A script in which nothing ends its element, and nothing begins a comment of HTML. */
function harmless(script: string): string {
  return script.replace(/<(\/script|script|!--)/gi, '\\x3c$1');
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function partOf(name: string): string {
  const file = new URL(name, parts);
  if (!existsSync(file)) throw new UsageError(say('export.no-page'), say('export.no-page.remedy'));
  return readFileSync(file, 'utf8');
}
