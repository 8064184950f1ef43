import { hasCalls, stackCounts } from '../../analyses/calls/index.ts';
import { UsageError } from '../../base/index.ts';
import type { ExportFormat } from '../../export/index.ts';
import type { Trace } from '../../store/index.ts';
import { say } from '../../words/index.ts';

/**
 * What a format writes of stacks that were recorded with events: where they are asked for (true, or the name of one
 * event) or the trace has nothing else. Undefined where calls are to be written. Throws where what is asked for is not there.
 */
export function stackTexts(
  format: ExportFormat,
  trace: Trace,
  asked: string | boolean | undefined,
): Iterable<string> | undefined {
  if (asked === undefined && (format.ofStacks === undefined || hasCalls(trace))) return undefined;
  const counts = stackCounts(trace);
  if (asked === undefined && counts.length === 0) return undefined;
  const wanted = counts.filter(
    ({ event }) => typeof asked !== 'string' || event === asked || event.split(':')[1] === asked,
  );
  if (format.ofStacks === undefined || wanted.length === 0) {
    const events = [...new Set(counts.map(({ event }) => event))].join(', ');
    throw new UsageError(say('export.no-stacks'), say('export.no-stacks.remedy', { events }));
  }
  return format.ofStacks(wanted);
}
