/** A file, folder, symbolic link or device node of an initramfs. */
export interface CpioEntry {
  readonly path: string;
  readonly mode: number;
  readonly bytes?: Uint8Array;
}

export const folderMode = 0o040755;
export const programMode = 0o100755;
export const fileMode = 0o100644;

const encoder = new TextEncoder();

/** A cpio archive in the `newc` format, the one the kernel unpacks. Documentation/driver-api/early-userspace/buffer-format.rst. */
export function writeCpio(entries: readonly CpioEntry[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const pad = (length: number): void => {
    if (length % 4 !== 0) parts.push(new Uint8Array(4 - (length % 4)));
  };
  [...entries, { path: 'TRAILER!!!', mode: 0 }].forEach(({ path, mode, bytes }, index) => {
    const name = encoder.encode(`${path}\0`);
    const content = bytes ?? new Uint8Array(0);
    const fields = [index + 1, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length, 0];
    const header = encoder.encode(`070701${fields.map(hex8).join('')}`);
    parts.push(header, name);
    pad(header.length + name.length);
    parts.push(content);
    pad(content.length);
  });
  return Buffer.concat(parts);
}

function hex8(value: number): string {
  return value.toString(16).padStart(8, '0');
}
