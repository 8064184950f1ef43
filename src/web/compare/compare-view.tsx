import { say } from '../../words/index.ts';
import { chooseFiles } from '../app/drop-target.tsx';
import { go, param } from '../app/place.ts';
import { openFailure, opening, recordings } from '../app/recordings.ts';
import { Busy } from '../parts/busy.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { AlignedTimes } from './aligned-times.tsx';
import { DifferentFlames } from './different-flames.tsx';
import { DifferentTables } from './different-tables.tsx';
import { TwoJourneys } from './two-journeys.tsx';
import './compare.css';

/** Two recordings side by side: over time, their tables, their calls, and operations of both. */
export function CompareView() {
  return recordings.value.length < 2 ? <ChooseSecond /> : <Compared />;
}

function ChooseSecond() {
  const now = opening.value;
  return (
    <div class="compare">
      {openFailure.value === undefined ? undefined : <Trouble error={openFailure.value} />}
      {now === undefined ? (
        <button type="button" class="drop-area compare-drop" onClick={chooseFiles}>
          <strong>{say('compare.second')}</strong>
          <span>{say('compare.second.what')}</span>
          <span class="quiet">{say('web.drop-formats')}</span>
        </button>
      ) : (
        <Busy what={say('web.opening', { name: now.name })} progress={now.progress} cancel={now.cancel} />
      )}
    </div>
  );
}

/** What of both is shown, one line each. */
const shows = ['strips', 'tables', 'flames', 'journeys'] as const;
type Show = (typeof shows)[number];

const bodies = {
  strips: AlignedTimes,
  tables: DifferentTables,
  flames: DifferentFlames,
  journeys: TwoJourneys,
} as const;

function Compared() {
  const [before, after] = recordings.value;
  const shown: Show = shows.find(show => show === param('show')) ?? 'strips';
  const Body = bodies[shown];
  return (
    <div class="compare">
      <div class="compare-pair">
        <span>
          <span class="quiet">{say('compare.before')}</span>{' '}
          <strong title={before?.name}>{before?.name}</strong>
        </span>
        <span>
          <span class="quiet">{say('compare.after')}</span> <strong title={after?.name}>{after?.name}</strong>
        </span>
      </div>
      <fieldset class="compare-shows" aria-label={say('web.view.compare')}>
        {shows.map(show => (
          <button
            key={show}
            type="button"
            aria-pressed={show === shown}
            onClick={() => go({ show: show === 'strips' ? undefined : show })}
          >
            {say(`compare.show.${show}`)}
          </button>
        ))}
      </fieldset>
      <Body />
    </div>
  );
}
