import { durationText, layerLabel } from '../../text/replay/index.ts';
import type { TimeShare, TimeShares } from '../../views/index.ts';
import { say } from '../../words/index.ts';
import { hrefTo } from '../app/place.ts';
import { ShareBar } from '../parts/share-bar.tsx';

/** Where the time went: one bar by group of layers, one by part of the kernel, one of what the task did. */
export function TimeBars({ time: { layers, task, states } }: { readonly time: TimeShares }) {
  if (layers.length === 0 && states.length === 0) return null;
  return (
    <section class="time-bars">
      <h2>{say('start.time')}</h2>
      {layers.length === 0 ? undefined : (
        <ShareBar
          label={say('start.by-part')}
          parts={layers.map(share => ({
            ...part(share, layerLabel({ id: share.id, label: share.id })),
            href: hrefTo({ view: 'map', select: `part:${share.id}` }),
          }))}
        />
      )}
      {states.length === 0 ? undefined : (
        <ShareBar
          label={say('start.by-state', { task })}
          parts={states.map(share => part(share, say(`start.label.${share.id as 'running'}`)))}
        />
      )}
    </section>
  );
}

function part({ id, group, time }: TimeShare, name: string) {
  return { id, hue: group, name, value: time, text: durationText(time) };
}
