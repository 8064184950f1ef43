import { say } from '../../words/index.ts';
import { Icon } from '../parts/icon.tsx';
import { views } from '../views.tsx';
import { hrefTo } from './place.ts';
import { server } from './server.ts';

/** The views by name; on small windows at the bottom. */
export function Rail({ current }: { readonly current: string }) {
  return (
    <nav class="rail" aria-label={say('web.views')}>
      <a class="rail-brand" href={hrefTo({ view: 'overview' })} aria-label="Ringside">
        <Icon name="brand" />
      </a>
      <ul>
        {views
          .filter(({ needs }) => needs !== 'server' || server.value !== undefined)
          .map(({ id, label, about, icon }) => (
            <li key={id}>
              <a
                class="rail-link"
                href={hrefTo({ view: id })}
                aria-current={id === current ? 'page' : undefined}
                title={say(about as 'web.about.overview')}
              >
                <Icon name={icon} />
                <span>{say(label as 'web.view.overview')}</span>
              </a>
            </li>
          ))}
      </ul>
    </nav>
  );
}
