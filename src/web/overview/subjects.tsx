import type { SubjectRow } from '../../analyses/overview/index.ts';
import { say } from '../../words/index.ts';
import { hrefTo } from '../app/place.ts';

/** What can be asked of this recording; what cannot, and how to record it. */
export function Subjects({ subjects }: { readonly subjects: readonly SubjectRow[] }) {
  const answered = subjects.filter(({ recorded }) => recorded !== 'no');
  const missing = subjects.filter(({ recorded }) => recorded === 'no');
  return (
    <section class="subjects">
      {answered.length === 0 ? undefined : (
        <>
          <h2>{say('start.ask')}</h2>
          <ul class="subject-cards">
            {answered.map(({ subject, recorded }) => (
              <li key={subject}>
                <a href={hrefTo({ view: 'reports', analysis: subject })}>
                  <strong>{subject}</strong>
                  <span>{say(`overview.subject.${subject as 'calls'}`)}</span>
                  {recorded === 'partly' ? <em>{say('start.partly')}</em> : undefined}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {missing.length === 0 ? undefined : (
        <details>
          <summary>{say('start.not-recorded', { count: missing.length })}</summary>
          <dl class="not-recorded">
            {missing.map(({ subject, record }) => (
              <div key={subject}>
                <dt>{say(`overview.subject.${subject as 'calls'}`)}</dt>
                <dd>
                  <code>ringside record {record}</code>
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}
