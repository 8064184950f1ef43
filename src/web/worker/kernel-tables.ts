import { sourceFromBytes } from '../../base/index.ts';
import { findKernelPartsBy, type KernelParts, loadParts, nearestKernel } from '../../kernel/index.ts';
import { gunzip } from './gunzip.ts';

/** Made when somebody first asks: a time line needs nothing of it, and should not wait. */
export type LaterParts = () => KernelParts;

const known = new Map<string, Promise<LaterParts>>();
const loaded = new Map<string, LaterParts>();
findKernelPartsBy((release, architecture) => loaded.get(`${release} ${architecture}`)?.());

/**
 * What is known of the functions of a kernel, from the table beside the page that is nearest to its release; from the rules
 * of naming alone where there is none or no way to it. `base` is the page's folder.
 */
export async function loadKernelParts(
  release: string,
  architecture: string,
  base: string,
): Promise<LaterParts> {
  const folder = new URL('kernel/', base);
  const nothing = madeOnce([], architecture);
  // A page from a file has nothing beside it that it may read.
  if (!folder.protocol.startsWith('http')) return nothing;
  try {
    const list: unknown = await (await get(new URL('index.json', folder))).json();
    const kernels = Array.isArray(list) ? list.filter(one => typeof one === 'string') : [];
    const kernel = nearestKernel(release, kernels);
    if (kernel === undefined) return nothing;
    const key = `${kernel} ${architecture}`;
    const parts = known.get(key) ?? readTables(kernel, architecture, folder);
    known.set(key, parts);
    loaded.set(`${release} ${architecture}`, await parts);
    return await parts;
  } catch {
    known.clear();
    return nothing;
  }
}

async function readTables(kernel: string, architecture: string, folder: URL): Promise<LaterParts> {
  const kinds = ['functions', 'modules'];
  const tables = kinds.map(async kind => {
    const answer = await get(new URL(`${encodeURIComponent(kernel)}.${kind}.gz`, folder));
    return unpacked(new Uint8Array(await answer.arrayBuffer()));
  });
  return madeOnce(await Promise.all(tables), architecture);
}

function madeOnce(tables: readonly Uint8Array[], architecture: string): LaterParts {
  let made: KernelParts | undefined;
  return () => {
    made ??= partsOf(tables, architecture);
    return made;
  };
}

/** A table that is broken is as if it were not there. */
function partsOf(tables: readonly Uint8Array[], architecture: string): KernelParts {
  try {
    return loadParts(tables, architecture);
  } catch {
    return loadParts([], architecture);
  }
}

async function unpacked(bytes: Uint8Array): Promise<Uint8Array> {
  // A host may have unpacked it on the way, by a content-encoding of its own.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const pieces: Uint8Array[] = [];
  await gunzip(sourceFromBytes(bytes), piece => pieces.push(piece));
  return new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());
}

async function get(address: URL): Promise<Response> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}: ${address.pathname}`);
  return answer;
}
