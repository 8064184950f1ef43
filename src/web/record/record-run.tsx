import { useEffect, useRef } from 'preact/hooks';
import { say } from '../../words/index.ts';
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
        <div class="record-going" role="status">
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
      <Output run={run} />
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

/** What the command printed, with its end in sight unless somebody scrolled up. */
function Output({ run: { output } }: { readonly run: Run }) {
  const screen = useRef<HTMLPreElement>(null);
  const follows = useRef(true);
  useEffect(() => {
    const { current } = screen;
    if (current !== null && follows.current) current.scrollTop = current.scrollHeight;
  }, [output]);
  if (output.length === 0) return null;
  const look = (): void => {
    const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = screen.current ?? {};
    follows.current = scrollTop + clientHeight > scrollHeight - 8;
  };
  return (
    <pre
      class="record-output"
      ref={screen}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      role="log"
      aria-label={say('recording.output')}
      onScroll={look}
    >
      {output.map(({ stream, text }, index) => (
        <span key={index} class={stream === 'err' ? 'record-err' : ''}>
          {readable(text)}
        </span>
      ))}
    </pre>
  );
}

/** Without what moves a terminal's cursor or colours it. */
function readable(text: string): string {
  return text.replaceAll(
    /\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.)|[\x00-\x08\x0b-\x1f\x7f]/g,
    '',
  );
}
