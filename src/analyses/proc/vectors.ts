/** Vectors of the kernel's own interrupts on x86, by their letters in /proc/interrupts (arch/x86/include/asm/irq_vectors.h). */
const vectors: ReadonlyMap<string, number> = new Map([
  ['NMI', 2],
  ['PMI', 2],
  ['MCE', 18],
  ['LOC', 0xec],
  ['NPI', 0xf0],
  ['PIW', 0xf1],
  ['PIN', 0xf2],
  ['HYP', 0xf3],
  ['DFR', 0xf4],
  ['IWI', 0xf6],
  ['PLT', 0xf7],
  ['THR', 0xf9],
  ['TRM', 0xfa],
  ['RES', 0xfd],
  ['SPU', 0xff],
]);

/** The vector of one of the kernel's own interrupts, where the machine is an x86 and there is one. */
export function vectorOf(irq: string, uname: string): number | undefined {
  return /\b(?:x86_64|i[3-6]86)\b/.test(uname) ? vectors.get(irq) : undefined;
}
