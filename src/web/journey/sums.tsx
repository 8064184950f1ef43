import { durationText } from '../../text/replay/index.ts';
import type { JourneySum } from '../../views/index.ts';
import { theme } from '../app/theme.ts';
import { hueColour } from '../parts/palette.ts';

/** What an operation's time went into, as bars. */
export function Sums({ sums }: { readonly sums: readonly JourneySum[] }) {
  const most = Math.max(...sums.map(({ share }) => share), Number.MIN_VALUE);
  return (
    <ol class="sum-list">
      {sums.map(({ kind, what, hue, time, share }) => (
        <li key={kind}>
          <span>{what}</span>
          <span class="sum-numbers" title={`${time} ns`}>
            {durationText(time)} · {(100 * share).toFixed(1)} %
          </span>
          <span
            class={`sum-bar look-${kind}`}
            style={{ width: `${(100 * share) / most}%`, backgroundColor: hueColour(hue, theme.value) }}
          />
        </li>
      ))}
    </ol>
  );
}
