import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** Tables of kernels are read by the page when a recording of one is opened; `index.json` lists the releases. */
function kernelTables() {
  return {
    name: 'kernel-tables',
    writeBundle({ dir }) {
      const tables = join(root, 'data/kernel');
      cpSync(tables, join(dir, 'kernel'), { recursive: true });
      const ending = '.functions.gz';
      const releases = readdirSync(tables)
        .filter(name => name.endsWith(ending))
        .map(name => name.slice(0, -ending.length));
      writeFileSync(join(dir, 'kernel/index.json'), JSON.stringify(releases));
    },
  };
}

/** The decoder of zstd stands in the script: a page that was loaded needs no network, and an exported one has none. */
function zstdInside() {
  return {
    name: 'zstd-inside',
    transform(code, id) {
      if (!id.endsWith('/zstd-wasm/dist/web/index.web.js')) return undefined;
      const place = 'new URL(`./zstd.wasm`, import.meta.url).href';
      if (!code.includes(place)) throw new Error(`${id} has another way to its decoder now`);
      const text = readFileSync(join(dirname(id), 'zstd.wasm')).toString('base64');
      return code.replace(place, `Uint8Array.from(atob('${text}'), letter => letter.charCodeAt(0))`);
    },
  };
}

/** An exported page has nothing to fetch, and its worker, which is one script, no place for the script of another. */
function oneScript() {
  return {
    name: 'one-script',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/worker/sources/fetch-shared.ts')) return undefined;
      const start = "new Worker(new URL('./read-worker.ts', import.meta.url)";
      if (!code.includes(start)) throw new Error(`${id} has another way to its thread now`);
      return code.replace(start, "new Worker('about:blank'");
    },
  };
}

/**
 * The terminal makes `<style>` elements and style attributes, which the policy of the server refuses: its elements become those of
 * src/web/labs/terminal/style-element.ts, and its attributes properties.
 */
function strictTerminal() {
  const replacements = [
    [/createElement\("style"\)/g, 'createElement("ringside-style")', 3],
    [
      /(\w)\.setAttribute\("style",`\$\{\1\.getAttribute\("style"\)\|\|""\}\$\{(\w)\};`\)/g,
      '$1.style.cssText+=$2+";"',
      1,
    ],
  ];
  return {
    name: 'strict-terminal',
    transform(code, id) {
      if (!id.endsWith('/@xterm/xterm/lib/xterm.mjs')) return undefined;
      return replacements.reduce((text, [pattern, by, count]) => {
        if (text.match(pattern)?.length !== count)
          throw new Error(`${id} sets its styles in another way now`);
        return text.replace(pattern, by);
      }, code);
    },
  };
}

/** An exported page has no server, and so no guest: it is spared the terminal. */
function withoutTerminal() {
  return {
    name: 'without-terminal',
    enforce: 'pre',
    load: id =>
      id.endsWith('/labs/terminal/make-screen.ts')
        ? "export function makeScreen() { throw new Error('no server'); }"
        : undefined,
  };
}

// No module outside of the page's own does anything by being loaded: what nobody uses of an index is left out.
const treeshake = {
  moduleSideEffects: [
    { test: /src\/web\/|\.css$/, sideEffects: true },
    { test: /src\//, sideEffects: false },
  ],
};

// The page: relative addresses, because a server puts its token before them and any folder of a static host will do.
export default defineConfig(({ mode }) => ({
  root: join(root, 'src/web'),
  base: './',
  publicDir: join(root, 'src/web/public'),
  cacheDir: join(root, 'node_modules/.vite'),
  // A page of a single file has nothing beside it.
  plugins: mode === 'single' ? [withoutTerminal()] : [kernelTables(), strictTerminal()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: {
    format: 'es',
    plugins: () => (mode === 'single' ? [zstdInside(), oneScript()] : [zstdInside()]),
    rolldownOptions: { treeshake },
  },
  optimizeDeps: { exclude: ['@bokuweb/zstd-wasm'] },
  build: {
    outDir: join(root, 'dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4096,
    rolldownOptions: { treeshake },
  },
}));
