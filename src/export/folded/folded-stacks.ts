import type { StackCount } from '../../analyses/calls/index.ts';

/**
 * Stacks of events as folded lines, how many events had each: below the name of the task, and where several events are
 * meant below the event's.
 */
export function* foldedStacks(counts: readonly StackCount[]): Iterable<string> {
  const isOneEvent = counts.every(({ event }) => event === counts[0]!.event);
  const lines = new Map<string, number>();
  for (const { event, comm, frames, count } of counts) {
    const names = isOneEvent ? [comm, ...frames] : [event, comm, ...frames];
    const line = names.map(inOnePiece).join(';');
    lines.set(line, (lines.get(line) ?? 0) + count);
  }
  for (const [line, count] of lines) yield `${line} ${count}\n`;
}

/** What ends a name or a line of this format stands in no name. */
function inOnePiece(name: string): string {
  return name.replaceAll(/[;\r\n]/g, ':');
}
