import type { LabPage } from '../../protocol/index.ts';
import { say } from '../../words/index.ts';
import { language } from '../app/language.ts';
import { hrefTo } from '../app/place.ts';
import { Trouble } from '../parts/trouble.tsx';
import { LabActions } from './lab-actions.tsx';
import { LabFindings } from './lab-findings.tsx';
import { LabPlaces } from './lab-places.tsx';
import { LabText } from './lab-text.tsx';
import { labRun } from './run-lab.ts';
import { StateMark } from './state-mark.tsx';
import { TerminalPanel } from './terminal/terminal-panel.tsx';
import { useServed } from './use-served.ts';

/** One lab: its text, and beside it what can be done with it and what came of that. */
export function OneLab({ id }: { readonly id: string }) {
  const run = labRun.value?.lab.id === id ? labRun.value : undefined;
  const path = `api/labs/${encodeURIComponent(id)}`;
  const { value: lab, error } = useServed<LabPage>(path, run?.done);
  if (error !== undefined) {
    return (
      <div class="labs">
        <AllLabs />
        <Trouble error={error} />
      </div>
    );
  }
  if (lab === undefined) return null;
  const [title, ...text] = lab.text[language.value];
  return (
    <div class="lab">
      <div class="lab-reading">
        <Head lab={lab} />
        <article class="lab-text">
          <LabText
            blocks={title?.kind === 'heading' && title.depth === 1 ? text : lab.text[language.value]}
            lab={lab}
          />
          {lab.kernel === undefined ? undefined : (
            <p class="quiet">{say('labs.kernel', { kernel: lab.kernel })}</p>
          )}
        </article>
      </div>
      <div class="lab-doing">
        <div class="lab-done">
          <LabActions lab={lab} run={run} />
          {run?.done?.findings === undefined ? undefined : <LabFindings lab={lab} done={run.done} />}
        </div>
        <aside class="lab-beside">
          <TerminalPanel lab={lab} />
          <LabPlaces lab={lab} />
        </aside>
      </div>
    </div>
  );
}

function Head({ lab }: { readonly lab: LabPage }) {
  return (
    <header class="lab-head">
      <AllLabs />
      <h1>{lab.title[language.value]}</h1>
      <p>{lab.about[language.value]}</p>
      <p class="lab-facts quiet">
        <StateMark state={lab.state} />
        <span>{say('labs.minutes', { minutes: lab.minutes })}</span>
        {lab.after.length === 0 ? undefined : (
          <span>
            {say('labs.after')} {lab.after.join(', ')}
          </span>
        )}
        {lab.coming.map(what => (
          <span key={what.en}>{say('labs.coming', { what: what[language.value] })}</span>
        ))}
      </p>
    </header>
  );
}

function AllLabs() {
  return (
    <p>
      <a href={hrefTo({ view: 'labs', lab: undefined })}>← {say('labs.all')}</a>
    </p>
  );
}
