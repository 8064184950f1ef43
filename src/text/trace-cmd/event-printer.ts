import type { EventFormat } from '../../store/index.ts';
import { encode, Literal } from '../output-bytes.ts';
import { ArgumentParser, PrintFormatError } from './argument-parser.ts';
import { compileBprint } from './bprint.ts';
import { Argument } from './print-arguments.ts';
import { compileFields } from './print-fields.ts';
import { compileNumberPrint } from './print-numbers.ts';
import { compilePointer } from './print-pointers.ts';
import { compileProgram, type ProgramStep } from './print-program.ts';
import { cutFormat, type Segment } from './print-segments.ts';
import { directStep } from './print-steps.ts';
import { compileString, type Print } from './print-strings.ts';
import type { PrintContext } from './record-state.ts';

/** A print format, parsed. `failed` formats are printed as their fields. */
export interface ParsedFormat {
  readonly segments: readonly Segment[];
  readonly failed: boolean;
}

export function parsePrintFormat(format: EventFormat, longBytes: number, plugins = true): ParsedFormat {
  try {
    const { text, args } = new ArgumentParser(format, longBytes, plugins).parse();
    // Its records bring their own.
    if (isBinaryPrint(format)) return { segments: [], failed: false };
    // The oldest formats of ftrace itself name no arguments: they are the fields in their order.
    const given = args.length === 0 && format.system === 'ftrace' ? fieldArguments(format) : args;
    return cutFormat(text, given);
  } catch (error) {
    if (!(error instanceof PrintFormatError)) throw error;
    return { segments: [], failed: true };
  }
}

function isBinaryPrint(format: EventFormat): boolean {
  return format.system === 'ftrace' && format.name === 'bprint';
}

function fieldArguments(format: EventFormat): Argument[] {
  return format.fields
    .filter(field => !field.common)
    .map(field => {
      const argument = new Argument();
      argument.kind = 'field';
      argument.text = field.name;
      argument.field = field;
      return argument;
    });
}

/** Makes the closure that prints a record the way its print format says (or, where that failed, its fields). */
export function compileEvent(format: EventFormat, context: PrintContext): Print {
  const parsed = parsePrintFormat(format, context.longBytes, context.plugins);
  if (!parsed.failed && !isBinaryPrint(format)) return compileSegments(parsed.segments, context);
  const fields = compileFields(format, parsed, context);
  const complaint = encode('[FAILED TO PARSE]');
  const failed: Print = (state, out) => {
    out.write(complaint);
    fields(state, out);
  };
  return !parsed.failed ? compileBprint(format, context, failed) : failed;
}

export function compileSegments(segments: readonly Segment[], context: PrintContext): Print {
  const steps: ProgramStep[] = [];
  let before = '';
  for (const segment of segments) {
    if (segment.kind === 'text' || segment.argument === undefined) {
      before += segment.text;
      continue;
    }
    steps.push({
      before,
      direct: directStep(segment, context),
      print: compileSegment(segment, context),
    });
    before = '';
  }
  return compileProgram(steps, before, context);
}

function printLiteral(literal: Literal): Print {
  return (_state, out) => out.literal(literal);
}

export function compileSegment(segment: Segment, context: PrintContext): Print {
  const { kind, text, argument, star, long } = segment;
  if (kind === 'text' || argument === undefined) {
    return printLiteral(new Literal(text));
  }
  if (kind === 'pointer') return compilePointer(argument, text, star, context);
  if (kind === 'string') return compileString(argument, text, star, context);
  return compileNumberPrint(argument, text, long, star, context);
}
