import { join } from 'node:path';
import { build } from 'vite';
import { root } from './freshness.mjs';

const config = { configFile: join(root, 'vite.config.mjs'), configLoader: 'native', logLevel: 'warn' };

/** Builds the browser UI into `dist/web/`, and into `dist/page/` as the few parts that an exported page is made of. */
export async function buildPage() {
  await build(config);
  await build({
    ...config,
    mode: 'single',
    build: {
      outDir: join(root, 'dist/page'),
      cssCodeSplit: false,
      rolldownOptions: {
        output: {
          codeSplitting: false,
          entryFileNames: 'page.js',
          assetFileNames: 'page[extname]',
        },
      },
    },
    worker: { format: 'iife', rolldownOptions: { output: { entryFileNames: 'worker.js' } } },
  });
}
