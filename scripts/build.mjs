// `npm run build`: compiles to dist/, joins what runs into dist/bundle/, and builds the page into dist/web/.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildPage } from './lib/build-page.mjs';
import { bundle } from './lib/bundle.mjs';
import { root } from './lib/freshness.mjs';

const compiler = [join(root, 'node_modules/typescript/bin/tsc'), '-b', 'tsconfig.json'];
const { status } = spawnSync(process.execPath, compiler, { cwd: root, stdio: ['ignore', 2, 2] });
if (status === 0) {
  const entries = {
    main: 'cli/main.js',
    'unpack-worker': 'cli/open/unpack-worker.js',
    'print-worker': 'cli/events/print-worker.js',
    'sql-worker': 'cli/sql/sql-worker.js',
  };
  await bundle(join(root, 'dist'), entries, [
    '@bokuweb/zstd-wasm',
    '@duckdb/node-api',
    '@duckdb/node-bindings',
    'ws',
    'xz-decompress',
  ]);
  await buildPage();
}
process.exitCode = status ?? 1;
