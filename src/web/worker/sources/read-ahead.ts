import type { ByteSource } from '../../../base/index.ts';

const defaultBlock = 1 << 18;
const keptBlocks = 16;

/**
 * A source of which each read costs a message or a request: small reads are answered from whole blocks, the last of which
 * are kept; large ones go through. Whoever goes on from block to block finds the next one on its way.
 */
export function readAhead(source: ByteSource, blockBytes = defaultBlock): ByteSource {
  const { name, size } = source;
  const blocks = new Map<number, Promise<Uint8Array>>();
  let last = -1;
  const inOrder = (index: number): Promise<Uint8Array> => {
    const goesOn = index === last + 1 && index > 0;
    last = index;
    const block = blockAt(index);
    if (goesOn && (index + 1) * blockBytes < size) void blockAt(index + 1).catch(() => {});
    return block;
  };
  const blockAt = (index: number): Promise<Uint8Array> => {
    const known = blocks.get(index);
    const block = known ?? source.read(index * blockBytes, blockBytes);
    blocks.delete(index);
    blocks.set(index, block);
    if (blocks.size > keptBlocks) blocks.delete(blocks.keys().next().value!);
    // What failed is tried again by the next who asks.
    if (known === undefined) block.catch(() => blocks.delete(index));
    return block;
  };
  return {
    name,
    size,
    read: async (offset, length, into) => {
      const wanted = Math.max(0, Math.min(length, size - offset));
      if (wanted >= blockBytes) return source.read(offset, wanted, into);
      const bytes = into ?? new Uint8Array(wanted);
      let done = 0;
      while (done < wanted) {
        const at = offset + done;
        const index = Math.floor(at / blockBytes);
        const start = at - index * blockBytes;
        const part = (await inOrder(index)).subarray(start, start + wanted - done);
        if (part.length === 0) break;
        bytes.set(part, done);
        done += part.length;
      }
      return bytes.subarray(0, done);
    },
    ...(source.readGradually === undefined ? {} : { readGradually: source.readGradually }),
  };
}
