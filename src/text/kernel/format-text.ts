import type { EventFormat } from '../../store/index.ts';
import { Literal } from '../output-bytes.ts';
import { PrintFormatError } from '../trace-cmd/argument-parser.ts';
import type { Evaluate } from '../trace-cmd/evaluate.ts';
import type { Argument } from '../trace-cmd/print-arguments.ts';
import { compileFields } from '../trace-cmd/print-fields.ts';
import { printerOf } from '../trace-cmd/print-numbers.ts';
import { compilePointer } from '../trace-cmd/print-pointers.ts';
import { cutFormat, type Segment } from '../trace-cmd/print-segments.ts';
import type { Print } from '../trace-cmd/print-strings.ts';
import { printSymbol } from './addresses.ts';
import { compileText } from './format-strings.ts';
import { compileValue } from './format-values.ts';
import type { KernelContext } from './kernel-context.ts';
import { FormatParser } from './parse-format.ts';

/** Makes the closure that prints what an event's `print fmt` says, as the kernel's own printf does. */
export function compileFormatText(format: EventFormat, context: KernelContext): Print {
  const segments = parseSegments(format, context);
  return segments === undefined
    ? compileFields(format, { segments: [], failed: true }, context)
    : compileSegments(segments, context);
}

/** The pieces of a print format with their arguments; undefined where it cannot be understood. */
export function parseSegments(format: EventFormat, context: KernelContext): readonly Segment[] | undefined {
  try {
    const { text, args } = new FormatParser(format, context.longBytes).parse();
    return cutFormat(text, args).segments;
  } catch (error) {
    if (!(error instanceof PrintFormatError)) throw error;
    return undefined;
  }
}

export function compileSegments(segments: readonly Segment[], context: KernelContext): Print {
  const prints = segments.map(segment => compileSegment(segment, context));
  return (state, out) => {
    for (const print of prints) print(state, out);
  };
}

function compileSegment({ kind, text, argument, star, long }: Segment, context: KernelContext): Print {
  if (kind === 'text' || argument === undefined) {
    const literal = new Literal(text);
    return (_state, out) => out.literal(literal);
  }
  if (kind === 'string') return compileText(argument, text, star, context);
  if (kind === 'pointer') return compileKernelPointer(argument, text, star, context);
  return printerOf(
    compileValue(argument, context),
    text,
    long === 1 && context.longBytes === 4 ? 0 : long,
    star && compileValue(star, context),
  );
}

function compileKernelPointer(
  argument: Argument,
  text: string,
  star: Argument | undefined,
  context: KernelContext,
): Print {
  const suffix = text.slice(text.indexOf('p') + 1);
  switch (suffix[0]) {
    case 'F':
    case 'f':
    case 'S':
    case 's':
      return symbolText(compileValue(argument, context), suffix[0] === 'S' || suffix[0] === 'F', context);
    case undefined:
      return pointerText(compileValue(argument, context), context);
    default:
      return compilePointer(argument, text, star, context);
  }
}

function symbolText(value: Evaluate, offset: boolean, context: KernelContext): Print {
  return (state, out) => {
    const low = value(state);
    printSymbol(out, context, state.high, low, { offset });
  };
}

/** All digits. The kernel prints a hash of the address, for which only it has the key. */
function pointerText(value: Evaluate, context: KernelContext): Print {
  return (state, out) => {
    const low = value(state);
    if (context.longBytes === 8) out.hex8(state.high);
    out.hex8(low);
  };
}
