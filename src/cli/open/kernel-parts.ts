import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  type KernelInlines,
  type KernelParts,
  loadInlines,
  loadParts,
  nearestKernel,
} from '../../kernel/index.ts';

const folder = new URL('../../../data/kernel/', import.meta.url);
const partsOfKernel = new Map<string, KernelParts>();
const inlinesOfKernel = new Map<string, KernelInlines>();

/** Releases that this package has tables for. */
export function listKnownKernels(): readonly string[] {
  if (!existsSync(folder)) return [];
  const ending = '.functions.gz';
  return readdirSync(folder)
    .filter(name => name.endsWith(ending))
    .map(name => name.slice(0, -ending.length))
    .sort();
}

/**
 * What is known of the functions of a kernel, from the table nearest to its release: `origin.kernel` of the answer says
 * which that is. `architecture` as `uname -m` says it. Without any table, answers come from rules alone.
 */
export function openKernelParts(release: string, architecture?: string): KernelParts {
  const kernel = nearestKernel(release, listKnownKernels());
  const key = `${kernel} ${architecture}`;
  const known = partsOfKernel.get(key);
  if (known !== undefined) return known;
  const tables = ['functions', 'modules']
    .map(kind => readTable(kernel, kind))
    .filter(bytes => bytes !== undefined);
  const parts = loadParts(tables, architecture);
  partsOfKernel.set(key, parts);
  return parts;
}

/**
 * What the compiler inlined in a kernel. Inlining belongs to one build: undefined where there is no table of this very
 * release, unless `nearest` accepts that of another (`origin.kernel` says which).
 */
export function openKernelInlines(
  release: string,
  options: { readonly nearest?: boolean } = {},
): KernelInlines | undefined {
  const kernels = listKnownKernels();
  const kernel = options.nearest || kernels.includes(release) ? nearestKernel(release, kernels) : undefined;
  const known = kernel === undefined ? undefined : inlinesOfKernel.get(kernel);
  if (known !== undefined) return known;
  const bytes = readTable(kernel, 'inlines');
  if (kernel === undefined || bytes === undefined) return undefined;
  const inlines = loadInlines(bytes);
  inlinesOfKernel.set(kernel, inlines);
  return inlines;
}

function readTable(kernel: string | undefined, kind: string): Uint8Array | undefined {
  if (kernel === undefined) return undefined;
  const file = new URL(`${encodeURIComponent(kernel)}.${kind}.gz`, folder);
  return existsSync(file) ? gunzipSync(readFileSync(file)) : undefined;
}
