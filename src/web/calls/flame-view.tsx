import { useEffect, useRef, useState } from 'preact/hooks';
import { say } from '../../words/index.ts';
import { useAnswer } from '../app/client.ts';
import { go, param } from '../app/place.ts';
import { addShortcuts } from '../app/shortcuts.ts';
import { Busy } from '../parts/busy.tsx';
import { Empty } from '../parts/empty.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { FlameGraph } from './flame-graph.tsx';
import { narrowestFrame } from './flame-model.ts';
import { FunctionsTable } from './functions-table.tsx';
import { callScope, countIn, lookedFor, measuredBy, placeOfFunction } from './scope.ts';

/** The flame graph of a scope, with its functions as a table beside it. */
export function FlameView({ isCountedOnly }: { readonly isCountedOnly: boolean }) {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(1000);
  useEffect(() => {
    const observer = new ResizeObserver(() => setWidth(Math.max(200, place.current?.clientWidth ?? 1000)));
    observer.observe(place.current!);
    return () => observer.disconnect();
  }, []);
  const root = countIn('at');
  const isUp = param('up') === '1';
  const { value, error, progress, isPending, cancel } = useAnswer('calls.flame', {
    ...callScope.value,
    ...lookedFor.value,
    by: measuredBy.value,
    // Steps, so that a window that is dragged does not ask for every pixel.
    least: narrowestFrame / (Math.ceil(width / 200) * 200),
    ...(root === undefined ? {} : { root }),
  });
  const zoom = (path: number | undefined): void => go({ at: path === undefined ? undefined : String(path) });
  useEffect(() => addShortcuts([{ keys: ['0'], what: 'key.calls.whole', act: () => zoom(undefined) }]), []);
  return (
    <div class="flame-view">
      <div class="flame-side" ref={place}>
        <nav class="flame-path" aria-label={say('web.calls.above')}>
          {value === undefined ? undefined : (
            <>
              <button type="button" disabled={root === undefined} onClick={() => zoom(undefined)} title="0">
                {say('web.calls.whole')}
              </button>
              {value.above.map(({ path, text }) => (
                <button key={path} type="button" class="mono" title={text} onClick={() => zoom(path)}>
                  {text}
                </button>
              ))}
            </>
          )}
          <button
            type="button"
            class="flame-turn"
            aria-pressed={isUp}
            onClick={() => go({ up: isUp ? undefined : '1' }, { replace: true })}
          >
            {say('web.calls.up')}
          </button>
        </nav>
        {error !== undefined ? (
          <Trouble error={error} />
        ) : value === undefined ? (
          isPending && <Busy what={say('web.calls.merging')} progress={progress} cancel={cancel} />
        ) : value.all === 0 ? (
          <Empty why={say('web.calls.nothing-here')} />
        ) : (
          <FlameGraph
            flame={value}
            label={say('web.calls.shape.flame')}
            isUp={isUp}
            isCountedOnly={isCountedOnly}
            isByCalls={measuredBy.value === 'calls'}
            onZoom={zoom}
            onFunction={name => go(placeOfFunction(name))}
          />
        )}
      </div>
      <FunctionsTable isCountedOnly={isCountedOnly} />
    </div>
  );
}
