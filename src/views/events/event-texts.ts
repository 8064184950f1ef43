import { decodeUtf8, encodeLatin1 } from '../../base/index.ts';
import { type Trace, unknownEvent } from '../../store/index.ts';
import { printable } from '../../text/replay/index.ts';
import { eventLines } from '../explain/index.ts';
import type { Opened } from '../workbench.ts';

/** `system:name` of an event; `?` where the recording does not know it. */
export function eventName({ event, formats }: Trace, row: number): string {
  const index = event[row]!;
  const format = index === unknownEvent ? undefined : formats[index];
  return format === undefined ? '?' : `${format.system}:${format.name}`;
}

export function taskNameOf({ pid, tasks }: Trace, row: number): string {
  const name = tasks.of(pid[row]!);
  return name === undefined ? '<...>' : printable(decodeUtf8(encodeLatin1(name)));
}

/** What events say without who, where and when: by their format’s own tool, else their fields. `rows` ascend. */
export function eventTexts(opened: Opened, rows: readonly number[]): readonly string[] {
  const lines = new Map(eventLines(opened, rows).map(({ row, text }) => [row, text]));
  return rows.map(row => textBehindName(opened.trace, row, lines.get(row)) ?? fieldsText(opened.trace, row));
}

/** What follows the name of the event in its line. */
function textBehindName(trace: Trace, row: number, line: string | undefined): string | undefined {
  const name = trace.formats[trace.event[row]!]?.name;
  if (line === undefined || name === undefined) return undefined;
  const at = line.indexOf(` ${name}:`);
  return at < 0 ? undefined : line.slice(at + name.length + 2).trim();
}

const longestField = 200;

/** `name=value` of each field. */
function fieldsText(trace: Trace, row: number): string {
  const event = trace.event[row]!;
  const texts = (trace.formats[event]?.fields ?? []).flatMap(({ name, common }) => {
    const value = common ? undefined : trace.fields.value(event, name)?.(row);
    if (value === undefined) return [];
    const text =
      typeof value === 'string' ? value : typeof value === 'number' ? String(value) : [...value].join(',');
    return [`${name}=${printable(text).slice(0, longestField)}`];
  });
  return texts.join(' ');
}
