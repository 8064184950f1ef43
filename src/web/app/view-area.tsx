import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { say } from '../../words/index.ts';
import { Trouble } from '../parts/trouble.tsx';
import type { View } from '../views.tsx';

/** The view, loaded when it is first shown. */
export function ViewArea({ view }: { readonly view: View }) {
  const [loaded, setLoaded] = useState<{ readonly id: string; readonly Body: ComponentType }>();
  const [error, setError] = useState<Error>();
  useEffect(() => {
    let isCurrent = true;
    setError(undefined);
    view.load().then(
      Body => isCurrent && setLoaded({ id: view.id, Body }),
      (failure: Error) => isCurrent && setError(failure),
    );
    return () => {
      isCurrent = false;
    };
  }, [view]);
  const Body = loaded?.id === view.id ? loaded.Body : undefined;
  return (
    <main class="view" id="view" tabIndex={-1} aria-label={say(view.label)}>
      {error === undefined ? Body && <Body /> : <Trouble error={error} />}
    </main>
  );
}
