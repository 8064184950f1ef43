const x86 = [
  ...['AX', 'BX', 'CX', 'DX', 'SI', 'DI', 'BP', 'SP', 'IP', 'FLAGS', 'CS', 'SS', 'DS', 'ES', 'FS', 'GS'],
  ...['R8', 'R9', 'R10', 'R11', 'R12', 'R13', 'R14', 'R15'],
];
const arm64 = [...Array.from({ length: 30 }, (_, number) => `x${number}`), 'lr', 'sp', 'pc'];

/** What perf script calls the registers of a mask, in the order in which a sample holds them. */
export function registerNames(arch: string, high: number, low: number): readonly string[] {
  const names = arch === 'aarch64' ? arm64 : x86;
  const found: string[] = [];
  for (let number = 0; number < 64; number++) {
    const word = number < 32 ? low : high;
    if (((word >>> (number & 31)) & 1) === 1) found.push((names[number] ?? 'unknown').padStart(5));
  }
  return found;
}

const units = ['B', 'K', 'M', 'G'];

/** `4K` of 4096 bytes; what is not known is `N/A`. */
export function pageSizeName(bytes: number): string {
  if (bytes === 0) return 'N/A';
  let size = bytes;
  let unit = 0;
  for (; unit < units.length - 1 && Math.floor(size / 1024) > 1; unit++) size = Math.floor(size / 1024);
  return `${size}${units[unit]}`;
}
