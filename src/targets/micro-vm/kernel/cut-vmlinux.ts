import { TargetError } from '../../../base/index.ts';
import { decompressorOf, mostUnpacked } from './decompress.ts';

const ELF = 0x464c457f;
const setupHeader = {
  bootFlag: 0x1fe,
  magic: 0x202,
  version: 0x206,
  setupSectors: 0x1f1,
  payloadOffset: 0x248,
  payloadLength: 0x24c,
};

/**
 * The ELF `vmlinux` inside a `bzImage`, which QEMU starts at once through its PVH note,
 * without the kernel's own decompressor. An ELF file is answered as it is.
 *
 * Layout: Documentation/arch/x86/boot.rst; payload_offset and payload_length exist since protocol 2.08.
 */
export async function cutVmlinux(image: Uint8Array, name: string): Promise<Uint8Array> {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  if (image.length > 64 && view.getUint32(0, true) === ELF) return image;
  if (image.length < 0x260 || view.getUint32(setupHeader.magic, true) !== 0x53726448) {
    throw notAKernel(name, 'neither an ELF file nor a bzImage (no HdrS at byte 514)');
  }
  const protocol = view.getUint16(setupHeader.version, true);
  if (protocol < 0x208)
    throw notAKernel(
      name,
      `boot protocol ${(protocol >> 8).toString()}.${protocol & 255} is older than 2.08`,
    );
  const start =
    ((view.getUint8(setupHeader.setupSectors) || 4) + 1) * 512 +
    view.getUint32(setupHeader.payloadOffset, true);
  const length = view.getUint32(setupHeader.payloadLength, true);
  if (length < 16 || start + length > image.length) {
    throw notAKernel(name, `its payload ends at byte ${start + length}, the file at ${image.length}`);
  }
  const payload = image.subarray(start, start + length);
  const decompress = decompressorOf(payload);
  if (!decompress)
    throw notAKernel(name, 'its payload is compressed in a way other than gzip, xz, zstd and lz4');
  // Except for gzip, which has it inside, the build appends the unpacked size to the payload (scripts/Makefile.lib, size_append).
  const size = new DataView(image.buffer, image.byteOffset + start + length - 4, 4).getUint32(0, true);
  if (size > mostUnpacked) throw notAKernel(name, `its payload claims to be ${size} bytes unpacked`);
  const vmlinux = await decompress(payload, size).catch((error: Error) => {
    throw error instanceof TargetError
      ? error
      : notAKernel(name, `its payload cannot be unpacked: ${error.message}`);
  });
  if (vmlinux.length !== size) {
    throw notAKernel(name, `its payload is ${vmlinux.length} bytes unpacked, and should be ${size}`);
  }
  if (vmlinux.length < 64 || new DataView(vmlinux.buffer, vmlinux.byteOffset).getUint32(0, true) !== ELF) {
    throw notAKernel(name, 'its payload is not an ELF file');
  }
  return vmlinux;
}

function notAKernel(name: string, why: string): TargetError {
  return new TargetError(
    'read the kernel image',
    `${name}: ${why}`,
    'Give --kernel an uncompressed vmlinux or a bzImage.',
  );
}
