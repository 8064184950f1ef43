import type { OpenTools } from '../../opening/index.ts';
import { binariesBelow } from './binaries.ts';
import { loadDecompressors } from './decompressors.ts';
import { unpackStream } from './unpack-stream.ts';

/** What opening a recording needs from Node. */
export async function loadOpenTools(): Promise<OpenTools> {
  return { ...(await loadDecompressors()), unpackStream, binaries: binariesBelow('/') };
}
