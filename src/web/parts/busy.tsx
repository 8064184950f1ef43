import { useEffect, useState } from 'preact/hooks';
import { say } from '../../words/index.ts';
import type { Progress } from '../app/client.ts';

interface BusyWishes {
  readonly what: string;
  readonly progress?: Progress | undefined;
  readonly cancel?: (() => void) | undefined;
}

/** What takes less is done before anybody reads that it is being done. */
const patience = 300;

/** Says what is being done, how far it is, and lets it be cancelled. */
export function Busy({ what, progress, cancel }: BusyWishes) {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), patience);
    return () => clearTimeout(timer);
  }, []);
  if (!isShown) return null;
  const { done = 0, of = 0 } = progress ?? {};
  return (
    <div class="busy" role="status">
      <span>{progress?.what || what}</span>
      <progress aria-label={what} {...(of > 0 ? { value: done, max: of } : {})} />
      {cancel === undefined ? undefined : (
        <button type="button" onClick={cancel}>
          {say('web.cancel')}
        </button>
      )}
    </div>
  );
}
