import {
  errorName,
  hasNames,
  largestError,
  type SyscallArchitecture,
  type SyscallArgument,
  signalName,
  valueNames,
} from '../../kernel/index.ts';
import type { Calls } from './follow-calls.ts';

const atCurrentFolder = -100;

/** The arguments of a call with their names: `fd=3</etc/passwd>, buf=0x7ffe…, count=4096`. */
export function argumentText(calls: Calls, index: number): string {
  const { names, rows, architecture, files } = calls;
  const call = names.list[rows.call.at(index)]!;
  const values = calls.arguments.all(rows.begin.at(index));
  if (call.arguments === undefined) return values.map(value => numberText(value, 'x')).join(', ');
  const worksOn = call.effect?.kind === 'open' || call.effect?.kind === 'made' ? 0 : rows.file.at(index);
  return call.arguments
    .slice(0, values.length)
    .map((argument, place) => {
      const text = valueText(argument, values[place]!, architecture);
      const name = place === call.fdArgument ? files.names[worksOn]! : '';
      const file = name === '' ? '' : `<${name}>`;
      return `${argument.name}=${text}${file}`;
    })
    .join(', ');
}

function valueText(
  { kind }: SyscallArgument,
  value: string | number,
  architecture: SyscallArchitecture,
): string {
  const low = lowHalf(value);
  switch (kind) {
    case 'fd':
      return low === atCurrentFolder ? 'AT_FDCWD' : String(low);
    case 'signal':
      return signalName(low);
    case 'mode':
      return `0${(low >>> 0).toString(8)}`;
    case 'i':
      return String(low);
    default:
      return hasNames(kind, architecture) ? valueNames(kind, low, architecture) : numberText(value, kind);
  }
}

function numberText(value: string | number, kind: string): string {
  if (typeof value === 'string') return value;
  return kind === 'x' && value !== 0 ? `0x${value.toString(16).replace('-', '')}` : String(value);
}

/** Bits 0 to 31, signed. */
function lowHalf(value: string | number): number {
  return typeof value === 'number' ? value | 0 : Number.parseInt(value.slice(-8), 16) | 0;
}

/** The error that a result stands for: `ENOENT`; undefined where it is none. */
export function errorOf(result: number): string | undefined {
  return isError(result) ? errorName(-result) : undefined;
}

export function isError(result: number): boolean {
  return result < 0 && result >= -largestError;
}
