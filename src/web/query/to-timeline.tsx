import type { SqlReply } from '../../protocol/index.ts';
import { say } from '../../words/index.ts';
import { ask } from '../app/client.ts';
import { go, param } from '../app/place.ts';
import { cellWords, isNumeric, numberIn, numericColumn } from './columns.ts';

/** Puts an answer with times on the time line, as a track of its own; nothing where it has none. */
export function ToTimeline({ reply }: { readonly reply: SqlReply }) {
  const time = numericColumn(reply, 'time', 'start');
  if (time < 0 || reply.rows.length === 0) return null;
  const show = async (): Promise<void> => {
    const track = await ask('query.keep', keptRows(reply, time));
    go({ view: 'timeline', from: undefined, to: undefined, select: `slice:0:${track}` });
  };
  return (
    <button type="button" onClick={() => void show()}>
      {say('query.on-timeline')}
    </button>
  );
}

function keptRows(reply: SqlReply, time: number) {
  const duration = numericColumn(reply, 'duration');
  const event = numericColumn(reply, 'row', 'begin_row');
  const named = reply.columns.findIndex(column => !isNumeric(column));
  const others = reply.columns.findIndex(
    (column, place) => isNumeric(column) && place !== time && place !== duration && place !== event,
  );
  const shown = named >= 0 ? named : others;
  const column = (place: number): Float64Array =>
    Float64Array.from(place < 0 ? [] : reply.rows, row => numberIn(row[place]));
  return {
    of: Number(param('of') ?? 0),
    time: column(time),
    duration: column(duration),
    row: column(event),
    names: reply.rows.map(row => (shown < 0 ? '' : cellWords(row[shown]))),
    ...(named < 0 && duration < 0 && others >= 0
      ? { value: column(others), unit: reply.columns[others]!.name }
      : {}),
  };
}
