// `npm start`: everything that a fresh machine needs to run Ringside, then `ringside start`.
import { join } from 'node:path';
import { root } from './lib/freshness.mjs';
import { complainOfNode, prepare } from './lib/prepare.mjs';

const complaint = complainOfNode();
if (complaint !== undefined) {
  process.stderr.write(`${complaint}\n`);
  process.exitCode = 1;
} else if (prepare()) {
  process.argv.splice(1, 1, join(root, 'bin/ringside.mjs'), 'start');
  await import('../bin/ringside.mjs');
} else {
  process.exitCode = 1;
}
