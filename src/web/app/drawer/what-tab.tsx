import type { Explanation, Fact, PlaceLink } from '../../../views/index.ts';
import { say } from '../../../words/index.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { hrefTo } from '../place.ts';

/** One sentence, then numbers, then where else to look. */
export function WhatTab({ explanation }: { readonly explanation: Explanation }) {
  const { sentence, facts, links, source } = explanation;
  return (
    <div class="explained">
      <p class="explained-sentence">{sentence}</p>
      <div class="explained-parts">
        <FactList facts={facts} />
        <Links links={links} source={source} />
      </div>
    </div>
  );
}

/** Numbers with what they mean: the exact ones, and the meaning, in their titles. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map(({ label, text, exact, about, select }, index) => (
        <div key={`${index} ${label}`}>
          <dt title={about}>{label}</dt>
          <dd title={exact}>{select === undefined ? text : <a href={hrefTo({ select })}>{text}</a>}</dd>
        </div>
      ))}
    </dl>
  );
}

function Links({ links, source }: { readonly links: readonly PlaceLink[]; readonly source: string }) {
  return (
    <nav class="explained-links" aria-label={say('web.places')}>
      <h3>{say('web.places')}</h3>
      <ul>
        {source === '' ? undefined : (
          <li class="explained-source">
            <code title={say('explain.source')}>{source}</code>
            <CopyButton text={() => source} label={say('explain.copy')} />
          </li>
        )}
        {links.map(({ label, to }) => (
          <li key={label}>
            <a href={hrefTo(to)} title={label}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
