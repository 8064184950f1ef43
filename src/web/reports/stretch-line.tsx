import { countText, durationText } from '../../text/replay/durations.ts';
import type { Stretch } from '../../views/index.ts';
import { say } from '../../words/index.ts';
import { useAnswer } from '../app/client.ts';
import { go } from '../app/place.ts';

/** Says which events the numbers are made of, and leads back to all of them. */
export function StretchLine({ within }: { readonly within: Stretch | undefined }) {
  const { value } = useAnswer('reports.stretch', { within });
  if (value === undefined) return <p class="stretch-line quiet" />;
  const { from, to, span, events, isWhole, isTicks } = value;
  const text = (time: number): string => (isTicks ? countText(Math.round(time)) : durationText(time));
  const count = countText(events);
  if (isWhole)
    return <p class="stretch-line quiet">{say('reports.whole', { span: text(span), events: count })}</p>;
  return (
    <p class="stretch-line">
      <strong>
        {say('reports.part', { from: text(from), to: text(to), span: text(span), events: count })}
      </strong>
      <button type="button" onClick={() => go({ from: undefined, to: undefined })}>
        {say('reports.all-of-it')}
      </button>
    </p>
  );
}
