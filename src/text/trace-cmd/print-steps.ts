import { castBytes, constantNumber } from './constant-text.ts';
import { parseConversion } from './conversion.ts';
import { fixedElementSize } from './evaluate.ts';
import type { Argument } from './print-arguments.ts';
import type { Segment } from './print-segments.ts';
import type { PrintContext } from './record-state.ts';

/** How a step prints what stands at its place. */
export const stepKinds = {
  /** By a closure of its own. */
  call: 0,
  unsigned8: 1,
  unsigned16: 2,
  unsigned32: 3,
  signed32: 4,
  unsigned64: 5,
  signed64: 6,
  hex8: 7,
  hex16: 8,
  hex32: 9,
  hex64: 10,
  pointer: 11,
  symbol: 12,
  symbolWithOffset: 13,
  /** The text that a `__data_loc` points to. */
  text: 14,
  /** Some bits of a u32. */
  bits32: 15,
} as const;

export type StepKind = (typeof stepKinds)[keyof typeof stepKinds];

/** Where a simple argument stands in every record of an event, and how it is printed. */
export interface DirectStep {
  readonly kind: StepKind;
  readonly at: number;
  readonly bytes: number;
  readonly shift: number;
  readonly mask: number;
}

/** The step of a segment that is nothing but a field, as most are; undefined where it is more. */
export function directStep(segment: Segment, context: PrintContext): DirectStep | undefined {
  const { argument, star, text, long } = segment;
  if (argument === undefined || star !== undefined) return undefined;
  if (segment.kind === 'pointer') return pointerStep(argument, text, context);
  const { width, precision, alternate, plus, starWidth, starPrecision, type } = parseConversion(text);
  if (width > 0 || precision >= 0 || alternate || plus || starWidth || starPrecision) return undefined;
  if (segment.kind === 'string') return textStep(argument, text);
  if (segment.kind !== 'number' || long < 0) return undefined;
  const letter = type === 'i' ? 'd' : type;
  if (letter !== 'd' && letter !== 'u' && letter !== 'x') return undefined;
  const place = placeOf(argument, context);
  if (place === undefined) return letter === 'x' ? undefined : bitsStep(argument, long, letter, context);
  return numberStep(place, letter, long > 0, context.littleEndian);
}

interface Place {
  readonly at: number;
  readonly bytes: number;
}

function step(kind: StepKind, { at, bytes }: Place, shift = 0, mask = 0): DirectStep {
  return { kind, at, bytes, shift, mask };
}

/** The place of an argument that is a field, an element of one at a fixed index, or such a thing in a cast. */
function placeOf(argument: Argument, context: PrintContext): Place | undefined {
  if (argument.kind === 'field' && argument.field !== undefined) {
    return { at: argument.field.offset, bytes: argument.field.size };
  }
  if (argument.kind === 'type') {
    const item = placeOf(argument.parts[0]!, context);
    const bytes = castBytes(argument.text);
    return item !== undefined && (bytes === undefined || item.bytes <= bytes) ? item : undefined;
  }
  const { left, right } = argument;
  if (argument.kind !== 'op' || argument.op !== '[' || left?.kind !== 'field' || left.field === undefined) {
    return undefined;
  }
  if (right?.kind !== 'atom' || !/^\d{1,4}$/.test(right.text)) return undefined;
  const bytes = fixedElementSize(left.field, context.longBytes);
  return { at: left.field.offset + Number(right.text) * bytes, bytes };
}

function numberStep(
  place: Place,
  letter: 'd' | 'u' | 'x',
  whole: boolean,
  little: boolean,
): DirectStep | undefined {
  const { at, bytes } = place;
  if (bytes === 8) {
    if (whole) {
      const kinds = { d: stepKinds.signed64, u: stepKinds.unsigned64, x: stepKinds.hex64 };
      return step(kinds[letter], place);
    }
    // An int takes the lower half; where the record ends in the upper one, neither is there.
    if (!little) return undefined;
    const kinds = { d: stepKinds.signed32, u: stepKinds.unsigned32, x: stepKinds.hex32 };
    return step(kinds[letter], { at, bytes });
  }
  const isHex = letter === 'x';
  if (bytes === 4) {
    if (letter === 'd' && !whole) return step(stepKinds.signed32, place);
    return step(isHex ? stepKinds.hex32 : stepKinds.unsigned32, place);
  }
  if (bytes === 2) return step(isHex ? stepKinds.hex16 : stepKinds.unsigned16, place);
  return bytes === 1 ? step(isHex ? stepKinds.hex8 : stepKinds.unsigned8, place) : undefined;
}

function pointerStep(argument: Argument, text: string, context: PrintContext): DirectStep | undefined {
  const place = placeOf(argument, context);
  if (place?.bytes !== 8) return undefined;
  const suffix = text.slice(text.indexOf('p') + 1);
  if (suffix === '') return step(stepKinds.pointer, place);
  if (suffix === 'S' || suffix === 'F') return step(stepKinds.symbolWithOffset, place);
  return suffix === 's' || suffix === 'f' ? step(stepKinds.symbol, place) : undefined;
}

function textStep({ kind, field }: Argument, text: string): DirectStep | undefined {
  if (kind !== 'string' || text !== '%s' || field?.place !== 'data_loc' || field.size !== 4) return undefined;
  return step(stepKinds.text, { at: field.offset, bytes: 4 });
}

/** `(u32 >> 20)` and `(u32 & 0xfffff)`, as major and minor numbers are printed. */
function bitsStep(
  argument: Argument,
  long: number,
  letter: 'd' | 'u',
  context: PrintContext,
): DirectStep | undefined {
  let at = argument;
  while (at.kind === 'type' && (castBytes(at.text) ?? 8) >= 4) at = at.parts[0]!;
  if (
    at.kind !== 'op' ||
    (at.op !== '>>' && at.op !== '&') ||
    at.left === undefined ||
    at.right === undefined
  ) {
    return undefined;
  }
  const place = placeOf(at.left, context);
  const constant = isNumeric(at.right) ? constantNumber(at.right) : undefined;
  if (place?.bytes !== 4 || constant === undefined || constant < 0n) return undefined;
  if (at.op === '>>') {
    return constant > 0n && constant < 32n ? step(stepKinds.bits32, place, Number(constant), -1) : undefined;
  }
  // What has its highest bit may be negative as an int.
  const largest = letter === 'd' && long === 0 ? 0x7fff_ffffn : 0xffff_ffffn;
  return constant <= largest ? step(stepKinds.bits32, place, 0, Number(constant) | 0) : undefined;
}

/** Whether an expression holds nothing but numbers: names would be symbols of the kernel. */
function isNumeric(argument: Argument): boolean {
  if (argument.kind === 'atom') return /^\d/.test(argument.text);
  if (argument.kind === 'type') return isNumeric(argument.parts[0]!);
  if (argument.kind !== 'op' || argument.left === undefined || argument.right === undefined) return false;
  return argument.left.kind !== 'null' && isNumeric(argument.left) && isNumeric(argument.right);
}
