import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { groupNames, type PartGroup } from '../../kernel/index.ts';
import type { KernelMap } from '../../views/index.ts';
import { partOfLayer } from '../../views/map/contract.ts';
import { currentLanguage, say } from '../../words/index.ts';
import { useAnswer } from '../app/client.ts';
import { go, param, selection } from '../app/place.ts';
import { callScope } from '../calls/scope.ts';
import { weightText } from '../calls/weights.ts';
import { Busy } from '../parts/busy.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { layerGroups, sideGroups } from './layout.ts';
import { PartPanel } from './part-panel.tsx';
import { PartTile } from './part-tile.tsx';
import { type ShownPart, shownParts } from './shown-parts.ts';
import './map.css';

/** The parts of the kernel where they always are, lit by the time spent in them. */
export function MapView() {
  const { value: map, error, isPending, progress, cancel } = useAnswer('map.parts', callScope.value);
  if (error !== undefined) return <Trouble error={error} />;
  if (map === undefined)
    return isPending ? <Busy what={say('web.map.reading')} progress={progress} cancel={cancel} /> : null;
  return <KernelMapView map={map} />;
}

function KernelMapView({ map }: { readonly map: KernelMap }) {
  const [pointed, point] = useState<string>();
  const isByCalls = map.from === 'events' || (map.from === 'calls' && param('by') === 'calls');
  const selected = selection.value?.kind === 'part' ? partOfLayer(selection.value.part) : undefined;
  const all = shownParts(map);
  const lightOf = ({ weight, count }: ShownPart): number => (isByCalls ? count : weight);
  const most = Math.max(1, ...all.filter(({ id }) => id !== 'wait').map(lightOf));
  const whole = isByCalls ? map.count : map.weight;
  const shown = all.find(({ id }) => id === (pointed ?? selected));
  const tiles = (group: ShownPart['group'], ids?: readonly string[]) =>
    all
      .filter(part => part.group === group && (ids === undefined || ids.includes(part.id)))
      .map(part => (
        <PartTile
          key={part.id}
          {...part}
          group={part.hue}
          value={lightOf(part)}
          whole={whole}
          most={part.id === 'wait' ? Math.max(most, lightOf(part)) : most}
          text={map.from === 'calls' || map.unit === 'sampled-ns' ? weightText(part.weight, map.unit) : ''}
          isSelected={part.id === selected}
          onChoose={() => go({ select: part.id === selected ? undefined : `part:${part.id}` })}
          onPoint={point}
        />
      ));
  const groupOf = (group: PartGroup) => (
    <MapGroup key={group} area={group} name={groupNames[group][currentLanguage()]}>
      {tiles(group)}
      {group === 'other' ? tiles('outside', ['kernel']) : undefined}
    </MapGroup>
  );
  const basis = map.from === 'calls' && isByCalls ? 'web.map.from.calls.calls' : `web.map.from.${map.from}`;
  return (
    <section class="map" aria-label={say('web.map.label')}>
      <div class="map-head">
        <p>{map.count === 0 ? say('web.map.nothing') : say(basis as 'web.map.from.calls')}</p>
        {map.from === 'calls' ? <ByChoice isByCalls={isByCalls} /> : undefined}
      </div>
      <div class="map-body">
        <div class="map-grid">
          <MapGroup area="user-space" name={say('web.map.user-space')}>
            {tiles('outside', ['user', 'library', 'wait'])}
          </MapGroup>
          <div class="map-layers">{layerGroups.map(groupOf)}</div>
          <div class="map-side">{sideGroups.map(groupOf)}</div>
        </div>
        <PartPanel map={map} part={shown} isSelected={shown !== undefined && shown.id === selected} />
      </div>
    </section>
  );
}

function MapGroup({
  area,
  name,
  children,
}: {
  readonly area: string;
  readonly name: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="map-group" data-area={area} aria-label={name}>
      <h3>{name}</h3>
      <div class="map-parts">{children}</div>
    </section>
  );
}

function ByChoice({ isByCalls }: { readonly isByCalls: boolean }) {
  return (
    <fieldset class="choice" aria-label={say('web.map.by')}>
      <button type="button" aria-pressed={!isByCalls} onClick={() => go({ by: undefined })}>
        {say('web.map.by.time')}
      </button>
      <button type="button" aria-pressed={isByCalls} onClick={() => go({ by: 'calls' })}>
        {say('web.map.by.calls')}
      </button>
    </fieldset>
  );
}
