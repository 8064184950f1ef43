import { useEffect, useState } from 'preact/hooks';
import type { TreeHit } from '../../views/index.ts';
import { say } from '../../words/index.ts';
import { ask } from '../app/client.ts';
import { param } from '../app/place.ts';
import { addShortcuts } from '../app/shortcuts.ts';
import { Icon } from '../parts/icon.tsx';
import { callScope, lookedFor } from './scope.ts';

interface TreeSearchWishes {
  /** The row to go on from. */
  readonly at: number | undefined;
  readonly onFound: (row: number) => void;
}

/** Goes from one call that is looked for to the next; nothing where nothing is looked for. */
export function TreeSearch({ at, onFound }: TreeSearchWishes) {
  const [hit, setHit] = useState<TreeHit | 'none'>();
  const looked = lookedFor.value;
  const key = JSON.stringify([callScope.value, looked]);
  const isAsked = looked.find !== undefined || looked.part !== undefined;
  const go = async (back: boolean): Promise<void> => {
    const from = at === undefined || at < 0 ? {} : { row: at };
    const found = await ask('calls.treeHit', { ...callScope.value, ...looked, ...from, back });
    setHit(found ?? 'none');
    if (found !== undefined) onFound(found.row);
  };
  useEffect(() => {
    setHit(undefined);
    if (looked.find !== undefined) void go(false);
  }, [key]);
  useEffect(() => {
    if (!isAsked) return;
    return addShortcuts([
      { keys: [']', 'n'], what: 'key.calls.next', act: () => void go(false) },
      { keys: ['[', 'Shift+N'], what: 'key.calls.previous', act: () => void go(true) },
    ]);
  }, [key, at]);
  if (!isAsked) return null;
  return (
    <div class="call-search" role="status">
      <span>
        {hit === 'none'
          ? say('web.calls.found-none', { text: param('find') ?? '' })
          : hit === undefined
            ? say('web.calls.looked-for')
            : say('web.calls.hit', {
                number: hit.number.toLocaleString('en'),
                count: hit.count.toLocaleString('en'),
              })}
      </span>
      <button type="button" onClick={() => void go(true)} aria-label={say('key.calls.previous')} title="[">
        <Icon name="up" />
      </button>
      <button type="button" onClick={() => void go(false)} aria-label={say('key.calls.next')} title="]">
        <Icon name="down" />
      </button>
    </div>
  );
}
