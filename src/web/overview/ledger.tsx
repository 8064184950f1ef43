import type { Problem } from '../../store/index.ts';
import { countText } from '../../text/replay/index.ts';
import { inWords, say } from '../../words/index.ts';
import { hrefTo } from '../app/place.ts';
import { Icon } from '../parts/icon.tsx';

const mostShown = 3;

/** What is missing, before anything is believed. */
export function Ledger({ problems }: { readonly problems: readonly Problem[] }) {
  const worst = [...problems].sort((a, b) => rank(a) - rank(b)).slice(0, mostShown);
  if (worst.length === 0) return null;
  const isHarm = worst.some(({ severity }) => severity === 'loss');
  return (
    <section class={isHarm ? 'ledger-box is-harm' : 'ledger-box'}>
      <h2>
        <Icon name="warning" /> {say('overview.missing')}
      </h2>
      <ul>
        {worst.map(({ name, sentence, count, place }) => (
          <li key={name}>
            {inWords(sentence)}
            <span class="quiet">
              {' '}
              {[count > 1 ? countText(count) : '', place].filter(part => part !== '').join(', ')}
            </span>
          </li>
        ))}
      </ul>
      <a href={hrefTo({ view: 'losses' })}>{say('start.all-problems', { count: problems.length })}</a>
    </section>
  );
}

function rank({ severity }: Problem): number {
  return { loss: 0, broken: 1, note: 2 }[severity];
}
