import { useMemo, useRef, useState } from 'preact/hooks';
import type { RowWishes } from '../../views/index.ts';
import { selectionText } from '../../views/selection.ts';
import { say } from '../../words/index.ts';
import { ask, useAnswer } from '../app/client.ts';
import { go, param, selection, stretch } from '../app/place.ts';
import { DataTable } from '../parts/table/index.ts';
import { eventSource } from './event-source.ts';
import './events.css';

/** Every event as text; of millions only those that are seen are printed. */
export function Events() {
  const { value: head } = useAnswer('overview.head', {});
  const within = stretch.value;
  const key = JSON.stringify(within);
  const source = useMemo(
    () => (head === undefined ? undefined : eventSource(head.events, within)),
    [head, key],
  );
  if (source === undefined) return null;
  const chosen = selection.value;
  const contains = new URLSearchParams(param('contains') ?? '');
  return (
    <div class="events">
      <DataTable
        source={source}
        wishes={{ where: param('where'), contains: Object.fromEntries(contains) }}
        onWishes={goWishes}
        selected={chosen?.kind === 'row' ? chosen.row : undefined}
        onCell={({ row }) => go({ select: selectionText({ kind: 'row', row }) })}
        tools={<JumpToTime />}
      />
    </div>
  );
}

function goWishes({ where, contains = {} }: RowWishes): void {
  const texts = Object.entries(contains).filter(([, text]) => text !== '');
  go({ where, contains: texts.length === 0 ? undefined : new URLSearchParams(texts).toString() });
}

/** Selects the first event at a time in seconds, as the column of times has it. */
function JumpToTime() {
  const field = useRef<HTMLInputElement>(null);
  const [isWrong, setWrong] = useState(false);
  const jump = async (event: Event): Promise<void> => {
    event.preventDefault();
    const seconds = Number((field.current?.value ?? '').trim() || Number.NaN);
    setWrong(Number.isNaN(seconds));
    if (Number.isNaN(seconds)) return;
    const row = await ask('events.at', { time: seconds * 1e9 });
    if (row >= 0) go({ select: selectionText({ kind: 'row', row }) });
  };
  return (
    <form class="jump" onSubmit={event => void jump(event)}>
      <input
        ref={field}
        type="text"
        inputMode="decimal"
        placeholder={say('eventlist.jump')}
        aria-label={say('eventlist.jump')}
        aria-invalid={isWrong}
      />
    </form>
  );
}
