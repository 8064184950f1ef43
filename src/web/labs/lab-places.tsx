import { Fragment } from 'preact';
import type { LabLook, LabPage } from '../../protocol/index.ts';
import { say } from '../../words/index.ts';
import { language } from '../app/language.ts';
import { openFailure } from '../app/recordings.ts';
import { Trouble } from '../parts/trouble.tsx';
import { MadeLink } from './made-link.tsx';

/** The recordings of a lab and where to look in them. */
export function LabPlaces({ lab }: { readonly lab: LabPage }) {
  const isMade = lab.recordings.some(({ made }) => made !== undefined);
  return (
    <>
      <section>
        <h2>{say('labs.recordings')}</h2>
        {openFailure.value === undefined ? undefined : <Trouble error={openFailure.value} />}
        <ul class="lab-places">
          {lab.recordings.map(({ id, about, made }) => (
            <li key={id}>
              <code>{id}</code>{' '}
              {made === undefined ? (
                <span class="quiet">{say('labs.not-made')}</span>
              ) : (
                <MadeLink
                  recording={made}
                  name={lab.title[language.value]}
                  to="#/overview"
                  label={say('labs.open.what', { id })}
                >
                  {say('labs.open')}
                </MadeLink>
              )}
              <p>{about[language.value]}</p>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{say('lab.look')}</h2>
        {isMade ? undefined : <p class="quiet">{say('labs.look.first')}</p>}
        <ol class="lab-places">
          {lab.look.map((look, index) => (
            <li key={index}>
              <Look look={look} lab={lab} />
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

function Look({ look, lab }: { readonly look: LabLook; readonly lab: LabPage }) {
  const { in: asked, view, about, command } = look;
  const made = lab.recordings.find(({ id }) => id === asked)?.made;
  const words = about[language.value];
  const typed =
    command === undefined ? undefined : typedCommand(command, asked === lab.recordings.at(-1)?.id);
  return (
    <>
      {view === undefined || made === undefined ? (
        <span>{words}</span>
      ) : (
        <MadeLink recording={made} name={lab.title[language.value]} to={view}>
          {words}
        </MadeLink>
      )}
      {typed === undefined ? undefined : <Typed words={typed.split(' ')} />}
    </>
  );
}

/** A command that is broken between its words: an option's dashes are no place for it. */
function Typed({ words }: { readonly words: readonly string[] }) {
  return (
    <code class="quiet">
      {words.map((word, index) => (
        <Fragment key={index}>
          <span class="lab-word">{word}</span>{' '}
        </Fragment>
      ))}
    </code>
  );
}

/** As it is typed after the lab was run: without a file it speaks of the newest recording. */
function typedCommand(command: string, isOfNewest: boolean): string | undefined {
  const typed = command.replace(/ FILE(?= |$)/, '');
  return isOfNewest && !typed.includes(' FILE') ? `ringside ${typed}` : undefined;
}
