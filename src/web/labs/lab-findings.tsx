import type { LabDone, LabFinding, LabPage, LabStep } from '../../protocol/index.ts';
import { fateWords, isUnseen, valuesLine } from '../../text/lab-finding.ts';
import { say } from '../../words/index.ts';
import { language } from '../app/language.ts';
import { Icon } from '../parts/icon.tsx';
import { MadeLink } from './made-link.tsx';

interface FindingsWishes {
  readonly lab: LabPage;
  readonly done: LabDone;
}

/** What the checks found, each with the way to its event. */
export function LabFindings({ lab, done: { findings = [], kernel } }: FindingsWishes) {
  const found = findings.filter(({ isFound }) => isFound).length;
  return (
    <section class="lab-findings" aria-label={say('labs.findings')}>
      <h2>{say('labs.findings')}</h2>
      <p role="status">{say('labs.checked', { found, of: findings.length, kernel })}</p>
      <ul>
        {findings.map(finding => (
          <li key={finding.id}>
            <Finding finding={finding} name={lab.title[language.value]} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Finding({ finding, name }: { readonly finding: LabFinding; readonly name: string }) {
  const { isFound, find, steps = [], values, missing, place, count, least = 1 } = finding;
  const numbers = values === undefined ? '' : valuesLine(values);
  return (
    <>
      <p>
        <span class={isFound ? 'lab-found' : 'harm'}>
          <Icon name={isFound ? 'check' : 'close'} /> {say(isFound ? 'lab.found' : 'lab.missing')}
        </span>{' '}
        <strong>{find[language.value]}</strong>
      </p>
      {steps.length === 0 ? undefined : (
        <ul class="lab-steps">
          {steps
            .filter(step => !step.isOptional || step.count > 0)
            .map((step, index) => (
              <li key={index}>
                <Step step={step} place={place} name={name} />
              </li>
            ))}
        </ul>
      )}
      {numbers === '' ? undefined : <p class="quiet">{numbers}</p>}
      {isFound || (missing ?? '') === '' ? undefined : (
        <p class="harm">{say('lab.missing.what', { what: missing ?? '' })}</p>
      )}
      {count === undefined ? undefined : <p class="quiet">{say('lab.times', { count, least })}</p>}
      {place === undefined ? undefined : <Where place={place} name={name} />}
    </>
  );
}

type FoundPlace = NonNullable<LabFinding['place']>;

function Step({
  step: { asked, fate, count, row },
  place,
  name,
}: {
  readonly step: LabStep;
  readonly place: FoundPlace | undefined;
  readonly name: string;
}) {
  const mark = isUnseen(fate) ? '·' : count > 0 ? '✔' : '✘';
  return (
    <span class={mark === '✘' ? 'harm' : ''}>
      {mark}{' '}
      {row === undefined || place === undefined ? (
        <code>{asked}</code>
      ) : (
        <MadeLink recording={place.recording} part={place.part} name={name} to={`#/events?select=row:${row}`}>
          <code>{asked}</code>
        </MadeLink>
      )}
      {fateWords(fate, asked)}
    </span>
  );
}

/** Nanoseconds before and after an event that the time line shows of it. */
const around = 1_000_000;

/** The event in the list of all, and on the time line. */
function Where({
  place: { recording, part, row, time },
  name,
}: {
  readonly place: FoundPlace;
  readonly name: string;
}) {
  const link = { recording, part, name };
  const stretch = (at: number): string => `from=${Math.max(0, at - around)}&to=${at + around}`;
  const chosen = row === undefined ? '' : `&select=row:${row}`;
  return (
    <p class="lab-where">
      {row === undefined ? (
        <MadeLink {...link} to="#/overview">
          {part}
        </MadeLink>
      ) : (
        <MadeLink {...link} to={`#/events?select=row:${row}`}>
          {say('lab.row', { row })}
        </MadeLink>
      )}
      {time === undefined ? undefined : (
        <MadeLink {...link} to={`#/timeline?${stretch(time)}${chosen}`}>
          +{(time / 1e9).toFixed(6)} s
        </MadeLink>
      )}
    </p>
  );
}
