import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { decompressorOf } from './decompress.ts';

export interface KernelModule {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * The named modules and all they need, in an order in which `insmod` takes them.
 * Names that are no module of this kernel are left out: they are built in, or the kernel does without.
 * `folder` is `…/lib/modules/RELEASE` with the `modules.dep` that depmod makes.
 */
export async function loadModules(
  folder: string,
  names: readonly string[],
): Promise<readonly KernelModule[]> {
  const table = parseModulesDep(await readFile(join(folder, 'modules.dep'), 'utf8'));
  const paths = new Set<string>();
  for (const name of names) {
    const entry = table.get(canonical(name));
    if (!entry) continue;
    // modules.dep lists dependencies nearest first; the farthest must be loaded first.
    for (const path of [entry.path, ...entry.needs].reverse()) paths.add(path);
  }
  return Promise.all(
    [...paths].map(async path => {
      const packed = await readFile(join(folder, path));
      const decompress = path.endsWith('.ko') ? undefined : decompressorOf(packed);
      return { name: moduleName(path), bytes: decompress ? await decompress(packed, 0) : packed };
    }),
  );
}

/** Those of `names` that this kernel has neither as a module nor built in (modules.builtin, where there is one). */
export async function lackingModules(folder: string, names: readonly string[]): Promise<readonly string[]> {
  const builtIn = await readFile(join(folder, 'modules.builtin'), 'utf8').catch(() => undefined);
  if (builtIn === undefined) return [];
  const modules = parseModulesDep(await readFile(join(folder, 'modules.dep'), 'utf8'));
  const there = new Set([...modules.keys(), ...builtIn.split('\n').map(moduleName)]);
  return names.filter(name => !there.has(canonical(name)));
}

interface ModuleEntry {
  readonly path: string;
  readonly needs: readonly string[];
}

/** `kernel/fs/9p/9p.ko: kernel/net/9p/9pnet.ko …`, a line a module. modules.dep(5). */
export function parseModulesDep(text: string): ReadonlyMap<string, ModuleEntry> {
  const table = new Map<string, ModuleEntry>();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const path = line.slice(0, colon);
    const needs = line
      .slice(colon + 1)
      .split(' ')
      .filter(Boolean);
    table.set(moduleName(path), { path, needs });
  }
  return table;
}

function moduleName(path: string): string {
  return canonical(basename(path).replace(/\.ko(\.\w+)?$/, ''));
}

function canonical(name: string): string {
  return name.replaceAll('-', '_');
}
