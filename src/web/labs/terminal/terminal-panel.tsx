import { useLayoutEffect, useRef } from 'preact/hooks';
import type { LabPage, TerminalDone } from '../../../protocol/index.ts';
import { say } from '../../../words/index.ts';
import { language } from '../../app/language.ts';
import { hrefTo } from '../../app/place.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { MadeLink } from '../made-link.tsx';
import {
  cancelTerminal,
  closeTerminal,
  endTerminal,
  type GuestTerminal,
  guestTerminal,
  isTerminalOpen,
  placeScreen,
  startTerminal,
} from './guest-terminal.ts';
import './terminal.css';

/** The guest of a lab with a shell on a terminal. */
export function TerminalPanel({ lab }: { readonly lab: LabPage }) {
  const now = guestTerminal.value;
  const own = now?.lab.id === lab.id ? now : undefined;
  return (
    <section class={`terminal ${own === undefined ? '' : 'is-opened'}`} aria-labelledby="terminal-title">
      <div class="terminal-head">
        <h2 id="terminal-title">{say('terminal.title')}</h2>
        {own === undefined ? undefined : <Buttons now={own} lab={lab} />}
      </div>
      {own === undefined ? <Closed lab={lab} other={now?.lab} /> : <Opened now={own} />}
    </section>
  );
}

function Closed({ lab, other }: { readonly lab: LabPage; readonly other: LabPage | undefined }) {
  const isBusy = isTerminalOpen();
  const command = `ringside lab shell ${lab.id}`;
  return (
    <div class="terminal-closed">
      <p>{say('terminal.about')}</p>
      {other === undefined || !isBusy ? undefined : (
        <p>
          <a href={hrefTo({ view: 'labs', lab: other.id })}>
            {say('terminal.busy', { title: other.title[language.value] })}
          </a>
        </p>
      )}
      <button type="button" class="lab-button" disabled={isBusy} onClick={() => startTerminal(lab)}>
        <Icon name="query" /> {say('terminal.start')}
      </button>
      <p class="quiet">
        {say('labs.shell.about')} <code>{command}</code>
        <CopyButton text={() => command} label={say('labs.copy')} />
      </p>
    </div>
  );
}

function Buttons({ now: { state }, lab }: { readonly now: GuestTerminal; readonly lab: LabPage }) {
  switch (state) {
    case 'starting':
      return (
        <button type="button" onClick={cancelTerminal}>
          {say('labs.cancel')}
        </button>
      );
    case 'running':
      return (
        <button type="button" title={say('terminal.end.about')} onClick={endTerminal}>
          {say('terminal.end')}
        </button>
      );
    case 'ending':
      return (
        <button type="button" onClick={endTerminal}>
          {say('terminal.end.force')}
        </button>
      );
    default:
      return (
        <div class="terminal-buttons">
          <button type="button" onClick={() => startTerminal(lab)}>
            {say('terminal.again')}
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={say('terminal.close')}
            onClick={closeTerminal}
          >
            <Icon name="close" />
          </button>
        </div>
      );
  }
}

function Opened({ now }: { readonly now: GuestTerminal }) {
  const { state, phase, notes, failure, done, where, lab } = now;
  return (
    <>
      {state === 'starting' ? (
        <div class="going" role="status">
          <span>{phase.name}</span>
          <progress aria-label={phase.name} {...(phase.of > 0 ? { value: phase.done, max: phase.of } : {})} />
        </div>
      ) : undefined}
      {state === 'ending' ? <p role="status">{say('terminal.ending')}</p> : undefined}
      {failure === undefined ? undefined : (
        <div class="trouble" role="alert">
          <strong class="terminal-failure">{failure.message}</strong>
          {failure.remedy === '' ? undefined : <p>{failure.remedy}</p>}
        </div>
      )}
      {done === undefined ? undefined : <Done done={done} name={lab.title[language.value]} />}
      <ScreenPlace />
      {notes.map(note => (
        <p key={note} class="quiet">
          {note}
        </p>
      ))}
      {state === 'running' ? (
        <p class="quiet terminal-how" title={where}>
          {say('terminal.how')} {say('terminal.leave')}
        </p>
      ) : undefined}
    </>
  );
}

function ScreenPlace() {
  const holder = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => placeScreen(holder.current!), []);
  return <div class="terminal-holder" ref={holder} />;
}

function Done({ done: { exitCode, home }, name }: { readonly done: TerminalDone; readonly name: string }) {
  return (
    <div class="terminal-done" role="status">
      <p>{say('terminal.ended', { code: exitCode })}</p>
      {home === undefined ? undefined : (
        <>
          <p>{say('terminal.home', { names: home.names.join(', ') })}</p>
          {home.parts.length === 0 ? undefined : (
            <ul class="terminal-home">
              {home.parts.map(part => (
                <li key={part}>
                  <MadeLink recording={home.recording} part={part} name={name} to="#/overview">
                    {say('terminal.open', { name: part })}
                  </MadeLink>
                </li>
              ))}
            </ul>
          )}
          {home.leftBehind === 0 ? undefined : (
            <p class="quiet">{say('terminal.left-behind', { count: home.leftBehind })}</p>
          )}
        </>
      )}
    </div>
  );
}
