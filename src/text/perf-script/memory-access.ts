/** Names of bits from the lowest (`union perf_mem_data_src` of the kernel's include/uapi/linux/perf_event.h). */
const levels = [
  'N/A',
  'HIT',
  'MISS',
  'L1',
  'LFB/MAB',
  'L2',
  'L3',
  'Local RAM',
  'Remote RAM (1 hop)',
  'Remote RAM (2 hops)',
  'Remote Cache (1 hop)',
  'Remote Cache (2 hops)',
  'I/O',
  'Uncached',
];
const snoops = ['N/A', 'None', 'Hit', 'Miss', 'HitM'];
const furtherSnoops = ['Fwd', 'Peer'];
const translations = ['N/A', 'HIT', 'MISS', 'L1', 'L2', 'Walker', 'Fault'];
const numberedLevels: Readonly<Record<number, string>> = {
  9: 'CXL',
  10: 'I/O',
  11: 'Any cache',
  12: 'LFB/MAB',
  13: 'RAM',
  14: 'PMEM',
  15: 'N/A',
};
const hops = ['N/A', 'core, same node', 'node, same socket', 'socket, same board', 'board'];

const [hit, miss] = [2, 4];

/** perf prints so much of it. */
const longest = 82;

/** What a memory access was, and what answered it, as perf script 6.1 says it of the halves of `data_src`. */
export function describeAccess(high: number, low: number): string {
  const lock = (low >>> 24) & 3;
  const furtherSnoop = (high >>> 6) & 3;
  return [
    `|OP ${operation(low & 31)}`,
    `|LVL ${level((low >>> 5) & 0x3fff, high)}`,
    `|SNP ${[...named((low >>> 19) & 31, snoops), ...named(furtherSnoop, furtherSnoops)].join(' or ') || 'N/A'}`,
    `|TLB ${translation((low >>> 26) | ((high & 1) << 6))}`,
    `|LCK ${lock & 1 ? 'N/A' : lock & 2 ? 'Yes' : 'No'}`,
    `|BLK ${blocked((high >>> 8) & 7)}`,
  ]
    .join('')
    .slice(0, longest);
}

function operation(bits: number): string {
  const found = ['N/A', 'LOAD', 'STORE', 'PFETCH', 'EXEC'].find((_, bit) => (bits >>> bit) & 1);
  return found ?? 'No';
}

function level(bits: number, high: number): string {
  const hop = (high >>> 11) & 7;
  const number = (high >>> 1) & 15;
  const far = (high >>> 5) & 1 ? 'Remote ' : '';
  const way = hop === 0 ? '' : `${hops[hop] ?? ''} `;
  const names = hop === 0 ? [...named(bits & ~(hit | miss), levels)] : [];
  if (number !== 0) names.push(numberedLevels[number] ?? `L${number}`);
  const text = `${far}${way}${names.join(' or ')}` || 'N/A';
  return `${text}${bits & hit ? ' hit' : ''}${bits & miss ? ' miss' : ''}`;
}

function translation(bits: number): string {
  const names = named(bits & ~(hit | miss), translations).join(' or ') || 'N/A';
  return `${names}${bits & hit ? ' hit' : ''}${bits & miss ? ' miss' : ''}`;
}

function blocked(bits: number): string {
  if (bits === 0 || bits & 1) return ' N/A';
  return `${bits & 2 ? ' Data' : ''}${bits & 4 ? ' Addr' : ''}`;
}

function named(bits: number, names: readonly string[]): readonly string[] {
  return names.filter((_, bit) => (bits >>> bit) & 1);
}
