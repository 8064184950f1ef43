import { countText } from '../../text/replay/index.ts';
import type { KernelMap } from '../../views/index.ts';
import { say } from '../../words/index.ts';
import { useAnswer } from '../app/client.ts';
import { go, hrefTo } from '../app/place.ts';
import { theme } from '../app/theme.ts';
import { callScope, layerOfPart, placeOfFunction } from '../calls/scope.ts';
import { callsText, exactText, percentText, weightText } from '../calls/weights.ts';
import { hueColour } from '../parts/palette.ts';
import { views } from '../views.tsx';
import { tableOf } from './layout.ts';
import type { ShownPart } from './shown-parts.ts';

const mostFunctions = 12;

/** What a part does, its numbers, and where to go on. */
export function PartPanel({
  map,
  part,
  isSelected,
}: {
  readonly map: KernelMap;
  readonly part: ShownPart | undefined;
  readonly isSelected: boolean;
}) {
  if (part === undefined) return <aside class="part-panel quiet">{say('web.map.choose')}</aside>;
  const { id, name, what, group, weight, count } = part;
  const table = group === 'outside' ? undefined : tableOf(id, group);
  const hasReports = views.some(view => view.id === 'reports');
  return (
    <aside class="part-panel">
      <h2>
        <span class="swatch" style={{ background: hueColour(part.hue, theme.value) }} aria-hidden="true" />{' '}
        {name}
      </h2>
      <p>{what}</p>
      <p>
        {map.from === 'calls' || map.unit === 'sampled-ns' ? (
          <>
            <strong title={exactText(weight, map.unit)}>{weightText(weight, map.unit)}</strong>{' '}
            {say('web.map.share', { share: percentText(weight, map.weight) })} · {callsText(count, map.unit)}
          </>
        ) : (
          <>
            <strong>
              {say(map.from === 'stacks' ? 'web.map.stacks' : 'web.map.events', {
                count: countText(map.from === 'stacks' ? weight : count),
              })}
            </strong>{' '}
            {say('web.map.share', {
              share: map.from === 'stacks' ? percentText(weight, map.weight) : percentText(count, map.count),
            })}
          </>
        )}
      </p>
      {isSelected ? (
        <>
          {map.from === 'events' ? undefined : <Functions part={id} />}
          <p class="part-links">
            {map.from === 'events' || group === 'outside' ? undefined : (
              <a href={hrefTo({ view: 'calls', show: 'flame', find: undefined })}>{say('web.map.flame')}</a>
            )}
            {table === undefined || !hasReports ? undefined : (
              <a href={hrefTo({ view: 'reports', table })}>{say('web.map.report')}</a>
            )}
            <button type="button" onClick={() => go({ select: undefined })}>
              {say('web.map.deselect')}
            </button>
          </p>
        </>
      ) : undefined}
    </aside>
  );
}

function Functions({ part }: { readonly part: string }) {
  const { value } = useAnswer('calls.functions', {
    ...callScope.value,
    part: layerOfPart(part),
    by: 'self',
    most: mostFunctions,
  });
  if (value === undefined) return null;
  if (value.names.length === 0) return <p class="quiet">{say('web.map.no-functions')}</p>;
  return (
    <>
      <h3>{say('web.map.functions')}</h3>
      <ol class="part-functions">
        {value.names.map(({ text }, row) => (
          <li key={text}>
            <a class="mono" href={hrefTo(placeOfFunction(text))} title={text}>
              {text}
            </a>
            <span title={exactText(value.self[row]!, value.unit)}>
              {weightText(value.self[row]!, value.unit)}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
