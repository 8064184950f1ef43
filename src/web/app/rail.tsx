import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { say } from '../../words/index.ts';
import { Icon } from '../parts/icon.tsx';
import { views } from '../views.tsx';
import { hrefTo } from './place.ts';
import { server } from './server.ts';

/** The views by name; on small windows at the bottom, where its ends fade as far as there is more of it. */
export function Rail({ current }: { readonly current: string }) {
  const rail = useRef<HTMLElement>(null);
  const [hidden, setHidden] = useState({ before: false, after: false });
  const look = (): void => {
    // What observes its size is told once more when it is gone.
    if (rail.current === null) return;
    const { scrollLeft, clientWidth, scrollWidth } = rail.current;
    setHidden({ before: scrollLeft > 2, after: scrollLeft + clientWidth < scrollWidth - 2 });
  };
  useLayoutEffect(() => {
    const element = rail.current!;
    const link = element.querySelector<HTMLElement>('[aria-current]');
    if (link !== null) {
      const middle = link.offsetLeft + link.offsetWidth / 2;
      element.scrollLeft = middle - element.clientWidth / 2;
    }
    look();
  }, [current, server.value]);
  useEffect(() => {
    const observer = new ResizeObserver(look);
    observer.observe(rail.current!);
    return () => observer.disconnect();
  }, []);
  return (
    <nav
      class="rail"
      aria-label={say('web.views')}
      ref={rail}
      onScroll={look}
      data-before={hidden.before}
      data-after={hidden.after}
    >
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
