import { countText, durationText } from '../../text/replay/index.ts';
import { say } from '../../words/index.ts';
import { Icon } from '../parts/icon.tsx';
import { useAnswer } from './client.ts';
import { hrefTo, place } from './place.ts';
import { recordings } from './recordings.ts';

/** One line of what is open: the command, the kernel, how long, and what was lost. */
export function RecordingLine() {
  const isOpen = recordings.value.length > 0;
  const { value: head } = useAnswer('overview.head', isOpen ? {} : undefined);
  if (!isOpen || head === undefined) return <div class="recording-line">Ringside</div>;
  const { title, kernel, span, isTicks, time, lost, problems } = head;
  const long = isTicks ? say('web.ticks', { count: countText(span) }) : durationText(span);
  return (
    <div class="recording-line">
      <strong title={title}>{title}</strong>
      {kernel === '' ? undefined : <span class="wide-only">{kernel}</span>}
      <span class="wide-only">
        {long}
        {time === 'real' ? '' : ` (${say(`web.time.${time}`)})`}
      </span>
      <a
        class={lost ? 'ledger harm' : 'ledger'}
        href={hrefTo({ view: 'losses' })}
        aria-current={place.value.view === 'losses' ? 'page' : undefined}
      >
        <Icon name={lost ? 'warning' : 'check'} />
        <span>
          {lost
            ? say('web.lost')
            : problems > 0
              ? say('web.notes', { count: problems })
              : say('web.nothing-lost')}
        </span>
      </a>
    </div>
  );
}
