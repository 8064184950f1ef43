import type { UftraceInfo } from '../../formats/uftrace/index.ts';

const features = [
  'PLTHOOK',
  'TASK_SESSION',
  'KERNEL',
  'ARGUMENT',
  'RETVAL',
  'SYM_REL_ADDR',
  'MAX_STACK',
  'EVENT',
  'PERF_EVENT',
  'AUTO_ARGS',
  'DEBUG_INFO',
  'ESTIMATE_RETURN',
];
const infos = [
  'EXE_NAME',
  'EXE_BUILD_ID',
  'EXIT_STATUS',
  'CMDLINE',
  'CPUINFO',
  'MEMINFO',
  'OSINFO',
  'TASKINFO',
  'USAGEINFO',
  'LOADINFO',
  'ARG_SPEC',
  'RECORD_DATE',
  'PATTERN_TYPE',
  'VERSION',
];

/** What `uftrace dump` prints first: the header of `info`, with the names of its bits. */
export function headerText({ header, version }: UftraceInfo): string {
  const lines = [
    `magic         = ${[...header.magic].map(byte => byte.toString(16).padStart(2, '0')).join('')}`,
    `version       = ${version}`,
    `header size   = ${header.bytes}`,
    `endian        = ${header.endian} (${header.endian === 1 ? 'little' : 'big'})`,
    `class         = ${header.elfClass} (${header.elfClass === 2 ? '64' : '32'} bit)`,
    `features      = ${bitsText(header.features, features)}`,
    `info          = ${bitsText(header.infos, infos)}`,
  ];
  return `${lines.map(line => `uftrace file header: ${line}\n`).join('')}\n`;
}

function bitsText(mask: bigint, names: readonly string[]): string {
  const set = names.filter((_, bit) => (mask & (1n << BigInt(bit))) !== 0n);
  return `${mask === 0n ? '0' : `0x${mask.toString(16)}`} (${set.join(' | ')})`;
}
