import { say } from '../../words/index.ts';
import { PrintedOutput } from '../parts/printed-output.tsx';
import { cancelRecording, forgetRun, type Run, stopRecording, wishes } from './record-state.ts';

/** A recording while it is made, and how it ended. */
export function RecordRun({ run }: { readonly run: Run }) {
  const { state, phase, notes, where, failure, ended } = run;
  const isGoing = state === 'preparing' || state === 'running' || state === 'finishing';
  const what = state === 'running' ? say('recording.running', { where }) : phase.name;
  return (
    <section class="record-run">
      <code class="record-line">{wishes.value.command}</code>
      {isGoing ? (
        <div class="going" role="status">
          <span>{what}</span>
          <progress
            aria-label={what}
            {...(state === 'preparing' && phase.of > 0 ? { value: phase.done, max: phase.of } : {})}
          />
          {state === 'running' ? (
            <button type="button" onClick={stopRecording}>
              {say('recording.stop')}
            </button>
          ) : undefined}
          <button type="button" onClick={cancelRecording}>
            {say('recording.cancel')}
          </button>
        </div>
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
      {state === 'cancelled' ? <p role="status">{say('recording.cancelled')}</p> : undefined}
      {ended === undefined ? undefined : (
        <p role="status">{say('recording.exit', { code: ended.exitCode })}</p>
      )}
      {ended === undefined || ended.killedForMemory.length === 0 ? undefined : (
        <p class="harm">{say('recording.killed', { names: ended.killedForMemory.join(', ') })}</p>
      )}
      <PrintedOutput output={run.output} />
      {isGoing ? undefined : (
        <div>
          <button type="button" onClick={forgetRun}>
            {say('recording.again')}
          </button>
        </div>
      )}
    </section>
  );
}
