import type { OutputBytes } from '../output-bytes.ts';

/** One conversion of a print format, e.g. `%-8.3lx`. */
export interface Conversion {
  readonly left: boolean;
  readonly zeros: boolean;
  readonly alternate: boolean;
  readonly plus: boolean;
  readonly width: number;
  /** -1 where there is none. */
  readonly precision: number;
  /** Width or precision is the value of an argument. */
  readonly starWidth: boolean;
  readonly starPrecision: boolean;
  readonly type: string;
}

/** Reads a conversion; what printf would not understand is taken as if it were not there. */
export function parseConversion(text: string): Conversion {
  const match = /^%([-#0 +]*)(\d*)(\*?)(?:(\.)(\d*)(\*?))?[-\d.]*[hlLzZ]*(.)$/s.exec(
    text.replaceAll(/[#](?!.*%)/g, m => m),
  );
  const flags = match?.[1] ?? '';
  return {
    left: flags.includes('-'),
    zeros: flags.includes('0'),
    alternate: text.includes('#'),
    plus: flags.includes('+'),
    width: Math.min(4096, Number(match?.[2] ?? 0)),
    precision: match?.[4] === undefined ? -1 : Math.min(4096, Number(match[5] ?? 0)),
    starWidth: match?.[3] === '*',
    starPrecision: match?.[6] === '*',
    type: text.at(-1) ?? 'd',
  };
}

/** With the value of its star, where it has one. */
export function withStar(conversion: Conversion, star: number): Conversion {
  const value = Math.max(-4096, Math.min(4096, star));
  if (conversion.starPrecision) return { ...conversion, precision: value };
  if (!conversion.starWidth) return conversion;
  return { ...conversion, width: Math.abs(value), left: conversion.left || value < 0 };
}

/** Prints an integer whose halves are given; `high` already holds the sign of signed types. */
export function printInteger(out: OutputBytes, conversion: Conversion, high: number, low: number): void {
  const start = out.length;
  const { type, precision } = conversion;
  const signed = type === 'd' || type === 'i';
  const negative = signed && high >= 0x8000_0000;
  let h = high;
  let l = low;
  if (negative) {
    l = (~low + 1) >>> 0;
    h = (~high + (l === 0 ? 1 : 0)) >>> 0;
  }
  if (negative) out.byte(45);
  else if (signed && conversion.plus) out.byte(43);
  const isZero = (h | l) === 0;
  if (conversion.alternate && !isZero && (type === 'x' || type === 'X')) out.text(type === 'x' ? '0x' : '0X');
  const digits = out.length;
  if (isZero && precision === 0) {
    if (conversion.alternate && type === 'o') out.byte(48);
  } else if (type === 'x' || type === 'X') {
    if (type === 'x') out.hex64(h, l);
    else {
      if (h !== 0) out.upperHex(h);
      out.upperHex(l, h === 0 ? 1 : 8);
    }
  } else if (type === 'o')
    out.text((conversion.alternate && !isZero ? '0' : '') + ((BigInt(h) << 32n) | BigInt(l)).toString(8));
  else out.decimal64(h, l);
  if (precision >= 0) out.pad(digits, precision, false, 48);
  else if (conversion.zeros && !conversion.left) {
    out.pad(digits, conversion.width - (digits - start), false, 48);
    return;
  }
  out.pad(start, conversion.width, conversion.left);
}

/** Prints bytes as `%s` would: up to the precision, then filled up to the width. */
export function printBytes(
  out: OutputBytes,
  conversion: Conversion,
  bytes: Uint8Array,
  from: number,
  to: number,
): void {
  const start = out.length;
  const { precision } = conversion;
  out.copy(bytes, from, precision >= 0 ? Math.min(to, from + precision) : to);
  if (conversion.width > 0) out.pad(start, conversion.width, conversion.left);
}
