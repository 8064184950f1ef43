import { stacksOf } from '../../analyses/stacks/index.ts';
import { isPartId, type KernelParts, partOf, partOfName } from '../../kernel/index.ts';
import type { Trace } from '../../store/index.ts';
import { currentLanguage } from '../../words/index.ts';
import type { Opened } from '../workbench.ts';
import type { Frame } from './explanation.ts';

/** Where a function of the kernel is from. */
export interface FunctionOrigin {
  /** Id of its part; empty where it is not known. */
  readonly part: string;
  /** Path and line; empty where they are not known. */
  readonly source: string;
}

export function originOf(parts: KernelParts | undefined, name: string): FunctionOrigin {
  const place = parts?.find(name);
  const part = place === undefined && parts === undefined ? partOfName(name) : place?.part;
  const line = place?.line === undefined ? '' : `:${place.line}`;
  return { part: part ?? '', source: place?.file === undefined ? '' : `${place.file}${line}` };
}

/** A part by its name and by what it does, in the current language; its id where it is none of ours. */
export function partInWords(id: string): { readonly name: string; readonly what: string } {
  if (!isPartId(id)) return { name: id, what: '' };
  const part = partOf(id);
  const language = currentLanguage();
  return { name: part[language], what: part.what[language] };
}

/** The functions that led to an event, the innermost first: the kernel's, then the program's. */
export function stackAt({ trace, parts }: Opened, row: number): readonly Frame[] {
  const stacks = stacksOf(trace);
  const frames = (stack: number): readonly string[] => (stack < 0 ? [] : stacks.frames(stack));
  return [
    ...frames(stacks.ofRow(row)).map((name): Frame => {
      const { part, source } = originOf(parts, name);
      return { name, isKernel: true, part: part === '' ? '' : partInWords(part).name, source };
    }),
    ...frames(stacks.userOfRow(row)).map((name): Frame => ({ name, isKernel: false, part: '', source: '' })),
  ];
}

/** Time from the first event to the last. */
export function spanOf({ time, count }: Trace): number {
  return count === 0 ? 0 : Math.max(0, time[count - 1]! - time[0]!);
}
