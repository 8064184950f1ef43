import type { LabSection, LabSummary } from '../../protocol/index.ts';
import { say } from '../../words/index.ts';
import { language } from '../app/language.ts';
import { hrefTo } from '../app/place.ts';
import { Trouble } from '../parts/trouble.tsx';
import { StateMark } from './state-mark.tsx';
import { useServed } from './use-served.ts';

/** Every lab of the course by section, with what was done of it. */
export function Catalogue() {
  const { value: sections, error } = useServed<readonly LabSection[]>('api/labs');
  if (error !== undefined) return <Trouble error={error} />;
  if (sections === undefined) return null;
  const all = sections.flatMap(({ labs }) => labs);
  const count = (state: LabSummary['state']): number => all.filter(lab => lab.state === state).length;
  const coming = count('coming');
  const next = all.find(({ state }) => state === 'new' || state === 'run');
  return (
    <div class="labs">
      <header class="labs-head">
        <h1>{say('labs.title')}</h1>
        <p class="quiet">{say('labs.what')}</p>
        <p>{say('labs.done-of', { done: count('done'), labs: all.length - coming, coming })}</p>
        {next === undefined ? undefined : (
          <p>
            {say(count('done') === 0 ? 'labs.begin' : 'labs.next')}{' '}
            <a href={hrefTo({ view: 'labs', lab: next.id })}>{next.title[language.value]}</a>
          </p>
        )}
      </header>
      {sections.map(section => (
        <section key={section.id} aria-labelledby={`labs-${section.id}`}>
          <h2 id={`labs-${section.id}`}>
            {section.title[language.value]} <span class="quiet">{say('labs.day', { day: section.day })}</span>
          </h2>
          <ul class="lab-list">
            {section.labs.map(lab => (
              <li key={lab.id}>
                <Entry lab={lab} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Entry({ lab }: { readonly lab: LabSummary }) {
  const { id, title, about, minutes, state } = lab;
  const said = (
    <>
      <span class="lab-entry-head">
        <strong>{title[language.value]}</strong>
        {minutes === undefined ? undefined : <span class="quiet">{say('labs.minutes', { minutes })}</span>}
      </span>
      {about === undefined ? undefined : <span>{about[language.value]}</span>}
      <span class="lab-entry-end">
        <StateMark state={state} />
        <code class="quiet">{id}</code>
      </span>
    </>
  );
  return state === 'coming' ? (
    <div class="lab-entry is-coming">{said}</div>
  ) : (
    <a class="lab-entry" href={hrefTo({ view: 'labs', lab: id })}>
      {said}
    </a>
  );
}
