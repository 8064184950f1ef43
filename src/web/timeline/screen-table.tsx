import { effect, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { durationText } from '../../text/replay/index.ts';
import { say } from '../../words/index.ts';
import type { DrawnModel } from './canvas/drawn-model.ts';
import { timeText } from './hover-line.tsx';
import type { Timeline } from './timeline.ts';

/** A reader would not want to hear more of a track at once. */
const mostSlices = 200;
/** Milliseconds after which a window that rests is told. */
const restTime = 400;

/** What the canvas shows, as tables for who cannot see it: the tracks that are seen, and the slices of the selected one. */
export function ScreenTable({ timeline }: { readonly timeline: Timeline }) {
  const model = useSignal<DrawnModel | undefined>(undefined);
  const { window, shownHeads, selected, isWaiting } = timeline;
  // Nothing of it is made anew while the window moves.
  useEffect(
    () =>
      effect(() => {
        void [window.value, shownHeads.value, selected.value, isWaiting.value];
        const timer = setTimeout(() => (model.value = timeline.drawnModel), restTime);
        return () => clearTimeout(timer);
      }),
    [],
  );
  const track = selected.value?.track ?? model.value?.tracks[0]?.id;
  const slices = (model.value?.slices ?? []).filter(slice => slice.track === track);
  return (
    <div class="visually-hidden">
      <p aria-live="polite">{announcement(timeline)}</p>
      <table>
        <caption>{say('timeline.tracks')}</caption>
        <tbody>
          {(model.value?.tracks ?? []).map(({ id, title }) => (
            <tr key={id}>
              <th scope="row">{title}</th>
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <caption>{say('timeline.slices')}</caption>
        <tbody>
          {slices.slice(0, mostSlices).map(slice => (
            <tr key={`${slice.depth} ${slice.item}`}>
              <td>
                <button type="button" onClick={() => timeline.surroundings.select(slice)}>
                  {slice.name}
                </button>
              </td>
              <td>{timeText(slice.start)}</td>
              <td>{durationText(Math.max(slice.end - slice.start, 0))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function announcement(timeline: Timeline): string {
  const item = timeline.selected.value;
  if (item === undefined) return '';
  const duration = durationText(Math.max(item.end - item.start, 0));
  return say('timeline.selected', { name: item.name, duration, time: timeText(item.start) });
}
