import { selectionText } from '../../../views/index.ts';
import { say } from '../../../words/index.ts';
import { Busy } from '../../parts/busy.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { useAnswer } from '../client.ts';
import { hrefTo } from '../place.ts';

/** Events shown before and after each that is meant. */
const around = 12;

/** The events that it is made of, and those around them, as text. */
export function EventsTab({ select }: { readonly select: string }) {
  const { value: lines, progress, error, cancel } = useAnswer('explain.events', { select, around });
  if (error !== undefined) return <Trouble error={error} />;
  if (lines === undefined)
    return <Busy what={say('explain.tab.events')} progress={progress} cancel={cancel} />;
  if (lines.length === 0) return <p class="quiet">{say('explain.no-events')}</p>;
  return (
    <div class="event-lines">
      <CopyButton text={() => lines.map(({ text }) => text).join('\n')} label={say('explain.copy')} />
      <ol>
        {lines.map(({ row, text, isMeant }, index) => (
          <li
            key={row}
            class={index > 0 && row > lines[index - 1]!.row + 1 ? 'after-gap' : undefined}
            aria-current={isMeant ? 'true' : undefined}
          >
            <a href={hrefTo({ select: selectionText({ kind: 'row', row }) })}>{text}</a>
          </li>
        ))}
      </ol>
    </div>
  );
}
