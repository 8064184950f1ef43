import { useRef } from 'preact/hooks';
import { durationText } from '../../text/replay/index.ts';
import type { JourneyPicture } from '../../views/index.ts';
import { say } from '../../words/index.ts';
import { type Answered, useAnswer } from '../app/client.ts';
import { go, param } from '../app/place.ts';
import { recordings } from '../app/recordings.ts';
import { Lanes } from '../journey/lanes.tsx';
import { Sums } from '../journey/sums.tsx';
import { Busy } from '../parts/busy.tsx';
import { Trouble } from '../parts/trouble.tsx';
import '../journey/journey.css';

/** The same operation of both recordings, one below the other. */
export function TwoJourneys() {
  const operation = param('of');
  const field = useRef<HTMLInputElement>(null);
  const { value } = useAnswer('journey.choices', { of: 0 });
  const follow = (event: Event): void => {
    event.preventDefault();
    const text = field.current?.value.trim() ?? '';
    go({ of: text === '' ? undefined : text });
  };
  return (
    <section class="compare-journeys">
      <p class="quiet">{say('compare.follow.what')}</p>
      <form class="journey-search" onSubmit={follow}>
        <label>
          <span>{say('journey.search')}</span>
          <input
            ref={field}
            key={operation}
            type="text"
            list="compare-operations"
            defaultValue={operation ?? ''}
            spellcheck={false}
          />
        </label>
        <datalist id="compare-operations">
          {value?.choices.map(({ of, kind, name }) => (
            <option key={of} value={kind === 'syscall' ? name : `${kind}:${name}`} />
          ))}
        </datalist>
        <button type="submit">{say('compare.follow')}</button>
      </form>
      {operation === undefined ? undefined : <BothJourneys operation={operation} />}
    </section>
  );
}

/** Both on one scale of time, so that the shorter one looks shorter. */
function BothJourneys({ operation }: { readonly operation: string }) {
  const before = useAnswer('journey.follow', { of: 0, operation });
  const after = useAnswer('journey.follow', { of: 1, operation });
  const lengths = [before.value, after.value].map(one => (one === undefined ? 0 : one.end - one.start));
  const span = Math.max(...lengths);
  return (
    <>
      <OneJourney
        followed={before}
        name={recordings.value[0]?.name}
        span={span}
        label={say('compare.before')}
      />
      <OneJourney
        followed={after}
        name={recordings.value[1]?.name}
        span={span}
        label={say('compare.after')}
      />
    </>
  );
}

interface OneWishes {
  readonly followed: Answered<JourneyPicture>;
  readonly name: string | undefined;
  readonly span: number;
  readonly label: string;
}

function OneJourney({ followed, name, span, label }: OneWishes) {
  const { value, progress, error, isPending, cancel } = followed;
  return (
    <section>
      <h2>
        {label} <span class="quiet">{name}</span>{' '}
        {value === undefined ? '' : durationText(value.end - value.start)}
      </h2>
      {error === undefined ? undefined : <Trouble error={error} />}
      {isPending ? <Busy what={say('compare.comparing')} progress={progress} cancel={cancel} /> : undefined}
      {value === undefined || isPending ? undefined : (
        <div class="journey-body">
          <Lanes picture={value} span={span} />
          <Sums sums={value.sums} />
        </div>
      )}
    </section>
  );
}
