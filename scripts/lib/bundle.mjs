import { rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { rolldown } from 'rolldown';

/**
 * Joins the compiled modules below `dist/` into a few files in `dist/bundle/`: loading hundreds of small ones takes longer
 * than most answers. `entries` are module paths by the name of the file they become; packages outside stay where they are.
 */
export async function bundle(dist, entries, external) {
  const folder = join(dist, 'bundle');
  const input = Object.fromEntries(
    Object.entries(entries).map(([name, module]) => [name, join(dist, module)]),
  );
  rmSync(folder, { recursive: true, force: true });
  // No module does anything by being loaded: what nobody uses of an index is left out.
  const treeshake = { moduleSideEffects: false };
  const build = await rolldown({
    input,
    platform: 'node',
    external,
    treeshake,
    plugins: [placesOf(dist, folder)],
  });
  await build.write({
    dir: folder,
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    // Comments and blanks go, names stay: they are what a stack trace says.
    minify: { mangle: false, compress: false, codegen: true },
  });
  await build.close();
}

/** What modules name relative to themselves is elsewhere from the bundle; only other entries lie beside it as before. */
function placesOf(dist, folder) {
  return {
    name: 'places',
    transform(code, id) {
      if (!id.startsWith(`${dist}/`)) return undefined;
      const moved = code.replace(/new URL\('(\.\.\/[^']*)', import\.meta\.url\)/g, (_, path) => {
        const place = relative(folder, resolve(dirname(id), path));
        return `new URL('${place}${path.endsWith('/') ? '/' : ''}', import.meta.url)`;
      });
      const rest = moved.replace(/new URL\('\.{1,2}\/[^']*', import\.meta\.url\)/g, '');
      if (rest.includes('import.meta')) throw new Error(`${id} uses import.meta in a way that moves with it`);
      return { code: moved, map: null };
    },
  };
}
