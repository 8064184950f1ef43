const units = ['kB', 'MB', 'GB', 'TB'] as const;

/** A number of bytes for a person, in powers of ten as disks and APT count: `37 kB`, `4.2 MB`, `105 MB`. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  let value = bytes;
  let unit: string = 'B';
  for (const next of units) {
    if (value < 999.5) break;
    value /= 1000;
    unit = next;
  }
  return `${value < 9.95 ? value.toFixed(1) : value.toFixed(0)} ${unit}`;
}
