import { useSignal } from '@preact/signals';
import type { TrackOffer } from '../../views/timeline/contract.ts';
import { say } from '../../words/index.ts';
import { go } from '../app/place.ts';
import type { Timeline } from './timeline.ts';
import { toggled, trackOrders } from './tracks/arrangement.ts';

/** Which tracks are shown: filter, order, what is added, what is hidden, undo. */
export function Toolbar({ timeline }: { readonly timeline: Timeline }) {
  const { filter, order, hidden } = timeline.arrangement.value;
  return (
    <div class="timeline-toolbar" role="toolbar" aria-label={say('timeline.toolbar')}>
      <input
        type="search"
        placeholder={say('timeline.filter')}
        aria-label={say('timeline.filter')}
        value={filter}
        onInput={event => timeline.arrange({ filter: event.currentTarget.value })}
      />
      <label>
        <span>{say('timeline.order')}</span>
        <select
          value={order}
          onChange={event => {
            const wanted = trackOrders.find(one => one === event.currentTarget.value);
            if (wanted !== undefined) timeline.arrange({ order: wanted });
          }}
        >
          {trackOrders.map(one => (
            <option key={one} value={one}>
              {say(`timeline.order.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {timeline.wallStart.value === undefined ? undefined : <ClockChoice timeline={timeline} />}
      <AddTrack timeline={timeline} />
      {hidden.length === 0 ? undefined : (
        <button type="button" onClick={() => timeline.arrange({ hidden: [] })}>
          {say('timeline.show-hidden', { count: hidden.length })}
        </button>
      )}
      {timeline.canUndo.value ? (
        <button type="button" onClick={() => timeline.undo()}>
          {say('timeline.undo')}
        </button>
      ) : undefined}
      <span class="timeline-waiting" role="status">
        {timeline.isWaiting.value ? say('timeline.loading') : ''}
      </span>
    </div>
  );
}

/** Whether times count from the start of the recording or are those of the wall clock. */
function ClockChoice({ timeline }: { readonly timeline: Timeline }) {
  return (
    <label>
      <span>{say('timeline.clock')}</span>
      <select
        value={timeline.isWallShown.value ? 'wall' : 'start'}
        onChange={event => go({ clock: event.currentTarget.value === 'wall' ? 'wall' : undefined })}
      >
        <option value="start">{say('timeline.clock.start')}</option>
        <option value="wall">{say('timeline.clock.wall')}</option>
      </select>
    </label>
  );
}

/** More offers than this nobody scrolls through: the field filters them. */
const mostOffers = 200;

/** Rates of events and fields as tracks: looked for when it is opened. */
function AddTrack({ timeline }: { readonly timeline: Timeline }) {
  const offers = useSignal<readonly TrackOffer[] | undefined>(undefined);
  const text = useSignal('');
  const { added } = timeline.arrangement.value;
  const load = async (): Promise<void> => {
    if (offers.value !== undefined) return;
    try {
      offers.value = await timeline.surroundings.ask('offers', {});
    } catch (error) {
      timeline.failure.value = error as Error;
    }
  };
  const needle = text.value.toLowerCase();
  const shown = (offers.value ?? []).filter(({ head }) => head.title.toLowerCase().includes(needle));
  return (
    <details class="timeline-add" onToggle={event => event.currentTarget.open && void load()}>
      <summary>{say('timeline.add')}</summary>
      <div class="timeline-add-list">
        <input
          type="search"
          placeholder={say('timeline.add.filter')}
          aria-label={say('timeline.add.filter')}
          value={text.value}
          onInput={event => (text.value = event.currentTarget.value)}
        />
        {offers.value?.length === 0 ? <p>{say('timeline.add.none')}</p> : undefined}
        {shown.slice(0, mostOffers).map(({ track, head, events }) => (
          <label key={track} title={head.sentence}>
            <input
              type="checkbox"
              checked={added.includes(track)}
              onChange={() => {
                timeline.addHeads([head]);
                timeline.arrange({ added: toggled(added, track) });
              }}
            />
            <span>{head.title}</span>
            <small>{events.toLocaleString('en')}</small>
          </label>
        ))}
      </div>
    </details>
  );
}
