import { durationText } from '../../text/replay/index.ts';
import { type JourneyEffect, type JourneyPicture, selectionText } from '../../views/index.ts';
import { say } from '../../words/index.ts';
import { hrefTo } from '../app/place.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Lanes } from './lanes.tsx';
import { Steps } from './steps.tsx';
import { Sums } from './sums.tsx';

/** A journey: its lanes, what its time went into, its steps, and what it set going. */
export function Followed({ picture }: { readonly picture: JourneyPicture }) {
  const { of, kind, name, who, sentence, start, end, sums, steps, effects, moreEffects, text } = picture;
  return (
    <>
      <header class="journey-head">
        <h1>
          <span class="mono">{name}</span> <span class="journey-who">{who}</span>{' '}
          <span title={`${end - start} ns`}>{durationText(end - start)}</span>
        </h1>
        <p class="quiet">
          {say(`journey.kind.${kind}`)} · {sentence}
        </p>
        <div class="journey-links">
          <a href={hrefTo({ view: 'timeline', from: String(start), to: String(end) })}>
            {say('explain.to.timeline')}
          </a>
          <a href={hrefTo({ select: selectionText({ kind: 'operation', of }) })}>{say('web.what-is-this')}</a>
          <CopyButton text={() => text} label={say('journey.copy')} />
        </div>
      </header>
      <div class="journey-body">
        <section aria-label={say('journey.picture')}>
          <Lanes picture={picture} />
        </section>
        <section class="journey-sums" aria-label={say('journey.sums')}>
          <h2>{say('journey.sums')}</h2>
          <Sums sums={sums} />
        </section>
      </div>
      <section>
        <h2>{say('journey.steps')}</h2>
        <Steps steps={steps} />
      </section>
      {effects.length === 0 ? undefined : (
        <section>
          <h2>{say('journey.effects', { name })}</h2>
          <Effects effects={effects} more={moreEffects} />
        </section>
      )}
    </>
  );
}

function Effects({ effects, more }: { readonly effects: readonly JourneyEffect[]; readonly more: number }) {
  return (
    <ol class="journey-effects">
      {effects.map(({ what, who, after, duration, beginRow }) => (
        <li key={`${beginRow} ${what}`}>
          <span class="journey-time" title={`${after} ns`}>
            +{durationText(after)}
          </span>
          <a href={hrefTo({ select: selectionText({ kind: 'row', row: beginRow }) })}>{what}</a>
          <span class="quiet">{who}</span>
          <span class="quiet">{Number.isNaN(duration) ? '' : durationText(duration)}</span>
        </li>
      ))}
      {more > 0 ? <li class="quiet">{say('explain.more', { count: more })}</li> : undefined}
    </ol>
  );
}
