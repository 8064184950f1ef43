import { say } from '../../words/index.ts';
import { Busy } from '../parts/busy.tsx';
import { Icon } from '../parts/icon.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { chooseFiles } from './drop-target.tsx';
import { openFailure, opening } from './recordings.ts';

/** What stands where nothing is open: what this is and how to begin. */
export function Welcome() {
  const now = opening.value;
  if (now !== undefined) {
    return (
      <main class="welcome">
        <Busy what={say('web.opening', { name: now.name })} progress={now.progress} cancel={now.cancel} />
      </main>
    );
  }
  return (
    <main class="welcome">
      <Icon name="brand" />
      <h1>{say('web.welcome')}</h1>
      <p>{say('web.welcome.what')}</p>
      {openFailure.value === undefined ? undefined : <Trouble error={openFailure.value} />}
      <button type="button" class="drop-area" onClick={chooseFiles}>
        <strong>{say('web.drop-here')}</strong>
        <span>{say('web.drop-formats')}</span>
        <span class="quiet">{say('web.nothing-uploaded')}</span>
      </button>
      <p class="quiet">
        {say('web.record-one')} <code>ringside record -- ls -l</code> <code>ringside open</code>
      </p>
    </main>
  );
}
