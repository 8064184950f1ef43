import type { LabPage } from '../../protocol/index.ts';
import { say } from '../../words/index.ts';
import { language } from '../app/language.ts';
import { hrefTo } from '../app/place.ts';
import { Icon } from '../parts/icon.tsx';
import { PrintedOutput } from '../parts/printed-output.tsx';
import { cancelLab, type LabRun, labRun, startLab } from './run-lab.ts';

/** Runs and checks a lab, and says how that goes. */
export function LabActions({ lab, run }: { readonly lab: LabPage; readonly run: LabRun | undefined }) {
  const other = labRun.value?.state === 'going' && run === undefined ? labRun.value.lab : undefined;
  const isBusy = labRun.value?.state === 'going';
  return (
    <section class="lab-actions">
      <div class="going">
        <button
          type="button"
          class="primary lab-button"
          disabled={isBusy}
          title={say('labs.run.about')}
          onClick={() => startLab(lab, 'run')}
        >
          <Icon name="play" /> {say('labs.run')}
        </button>
        <button
          type="button"
          class="lab-button"
          disabled={isBusy}
          title={say('labs.check.about')}
          onClick={() => startLab(lab, 'check')}
        >
          <Icon name="check" /> {say('labs.check')}
        </button>
      </div>
      {other === undefined ? undefined : (
        <p>
          <a href={hrefTo({ view: 'labs', lab: other.id })}>
            {say('labs.busy', { title: other.title[language.value] })}
          </a>
        </p>
      )}
      {run === undefined ? <p class="quiet">{say('labs.actions')}</p> : <Going run={run} />}
    </section>
  );
}

function Going({ run }: { readonly run: LabRun }) {
  const { state, phase, recording, lab, notes, failure, output } = run;
  const about = lab.recordings.find(({ id }) => id === recording)?.about[language.value];
  return (
    <>
      {state === 'going' ? (
        <>
          {about === undefined ? undefined : <p>{about}</p>}
          <div class="going" role="status">
            <span>{phase.name}</span>
            <progress
              aria-label={phase.name}
              {...(phase.of > 0 ? { value: phase.done, max: phase.of } : {})}
            />
            <button type="button" onClick={cancelLab}>
              {say('labs.cancel')}
            </button>
          </div>
        </>
      ) : undefined}
      {notes.map(note => (
        <p key={note} class="quiet">
          {note}
        </p>
      ))}
      {failure === undefined ? undefined : (
        <div class="trouble" role="alert">
          <strong>{failure.message}</strong>
          {failure.remedy === '' ? undefined : <p>{failure.remedy}</p>}
        </div>
      )}
      {state === 'cancelled' ? <p role="status">{say('labs.cancelled')}</p> : undefined}
      <PrintedOutput output={output} />
    </>
  );
}
