import { useRef } from 'preact/hooks';
import { countText, durationText } from '../../text/replay/index.ts';
import type { JourneyChoice } from '../../views/index.ts';
import { say } from '../../words/index.ts';
import { useAnswer } from '../app/client.ts';
import { go, hrefTo } from '../app/place.ts';
import { Busy } from '../parts/busy.tsx';
import { Empty } from '../parts/empty.tsx';
import { Trouble } from '../parts/trouble.tsx';

/** What can be followed: the longest of each kind and name, or whatever is written down. */
export function Chooser() {
  const { value, progress, error, cancel } = useAnswer('journey.choices', {});
  if (error !== undefined) return <Trouble error={error} />;
  if (value === undefined)
    return <Busy what={say('web.about.journey')} progress={progress} cancel={cancel} />;
  const { choices, more, hasSwitches } = value;
  if (choices.length === 0) return <Empty why={say('journey.nothing')} record="--plan everything" />;
  const most = choices[0]!.duration;
  return (
    <div class="journey">
      <p>{say('journey.what-to-follow')}</p>
      {hasSwitches ? undefined : <p class="quiet">{say('journey.no-switches')}</p>}
      <SearchForm current="" />
      <h2>{say('journey.longest')}</h2>
      <ol class="journey-choices">
        {choices.map(choice => (
          <Choice key={choice.of} choice={choice} most={most} />
        ))}
      </ol>
      {more > 0 ? <p class="quiet">{say('journey.more-names', { count: countText(more) })}</p> : undefined}
    </div>
  );
}

function Choice({ choice, most }: { readonly choice: JourneyChoice; readonly most: number }) {
  const { of, kind, name, who, duration, count } = choice;
  return (
    <li>
      <a href={hrefTo({ of })}>
        <span class="journey-choice-bar" style={{ width: `${most > 0 ? (100 * duration) / most : 0}%` }} />
        <span class="journey-choice-time" title={`${duration} ns`}>
          {durationText(duration)}
        </span>
        <strong class="mono">{name}</strong>
        <span class="quiet">{say(`journey.kind.${kind}`)}</span>
        <span class="journey-choice-who">{who}</span>
        <span class="quiet">
          {count === 1 ? say('journey.only-one') : say('journey.one-of', { count: countText(count) })}
        </span>
      </a>
    </li>
  );
}

/** An operation as the command line takes it. */
export function SearchForm({ current }: { readonly current: string }) {
  const field = useRef<HTMLInputElement>(null);
  const follow = (event: Event): void => {
    event.preventDefault();
    const text = field.current?.value.trim() ?? '';
    if (text !== '') go({ of: text });
  };
  return (
    <form class="journey-search" onSubmit={follow}>
      <label>
        <span>{say('journey.search')}</span>
        <input
          ref={field}
          type="text"
          defaultValue={current}
          placeholder={say('journey.search.hint')}
          title={say('journey.of')}
          autocomplete="off"
          spellcheck={false}
        />
      </label>
      <button type="submit">{say('journey.follow')}</button>
      {current === '' ? undefined : (
        <a href={hrefTo({ of: undefined, select: undefined })}>{say('journey.other')}</a>
      )}
    </form>
  );
}
