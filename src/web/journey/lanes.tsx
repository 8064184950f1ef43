import { useId } from 'preact/hooks';
import { stretchKinds } from '../../analyses/journey/index.ts';
import { countText, durationText } from '../../text/replay/index.ts';
import { type JourneyPicture, selectionText } from '../../views/index.ts';
import { say } from '../../words/index.ts';
import { hrefTo, param } from '../app/place.ts';
import { theme } from '../app/theme.ts';
import { hueColour } from '../parts/palette.ts';
import { hueOfKind } from './steps.tsx';

/** In pixels; the arrows between lanes are drawn on the same grid. */
const laneHeight = 30;
/** Pieces of at least this part of the whole have their name on them, if there is room. */
const leastNamed = 0.03;
const ticks = [0, 0.25, 0.5, 0.75, 1] as const;

interface LanesWishes {
  readonly picture: JourneyPicture;
  /** How much time is as wide as the lanes, where that is not the operation's own. */
  readonly span?: number;
}

/** Contexts and layers as lanes over time. The steps below say the same to who cannot see it. */
export function Lanes({ picture, span }: LanesWishes) {
  const { lanes, start, end } = picture;
  const whole = Math.max(span ?? end - start, 1);
  return (
    <div class="journey-lanes" aria-hidden="true">
      <div class="lane-titles">
        {lanes.map(({ title, sentence }) => (
          <div key={title} title={`${title}. ${sentence}`} style={{ height: `${laneHeight}px` }}>
            {title}
          </div>
        ))}
      </div>
      <div class="lane-area">
        <div class="lane-tracks" style={{ height: `${lanes.length * laneHeight}px` }}>
          {lanes.map(({ title }, index) => (
            <div
              key={title}
              class="lane-ground"
              style={{ top: `${index * laneHeight}px`, height: `${laneHeight}px` }}
            />
          ))}
          <Pieces picture={picture} whole={whole} />
          <HandOvers picture={picture} whole={whole} />
        </div>
        <div class="lane-ruler">
          {ticks.map(part => (
            <span key={part} style={{ left: `${100 * part}%` }}>
              {durationText(whole * part)}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}

interface Drawn {
  readonly picture: JourneyPicture;
  readonly whole: number;
}

function Pieces({ picture, whole }: Drawn) {
  const { pieces, start } = picture;
  const selected = param('select');
  return (
    <>
      {Array.from({ length: pieces.count }, (_, piece) => {
        const [from, to, row] = [pieces.start[piece]!, pieces.end[piece]!, pieces.row[piece]!];
        const name = pieces.names[pieces.name[piece]!]!;
        const kind = stretchKinds[pieces.kind[piece]!]!;
        const count = pieces.stretches[piece]!;
        const what = name === '' ? say(`journey.${kind}`) : `${say(`journey.${kind}`)}: ${name}`;
        const told = count > 1 ? `${what} (${say('journey.together', { count: countText(count) })})` : what;
        const share = (to - from) / whole;
        const select = row < 0 ? undefined : selectionText({ kind: 'row', row });
        return (
          <a
            key={piece}
            class={`lane-piece look-${kind}${select !== undefined && select === selected ? ' chosen' : ''}`}
            href={hrefTo(
              select === undefined
                ? { view: 'timeline', from: String(from), to: String(Math.max(to, from + 1)) }
                : { select },
            )}
            tabIndex={-1}
            title={`${told} · ${durationText(to - from)} · +${durationText(from - start)}`}
            style={{
              top: `${pieces.lane[piece]! * laneHeight + 3}px`,
              left: `${(100 * (from - start)) / whole}%`,
              width: `${100 * share}%`,
              height: `${laneHeight - 6}px`,
              opacity: 0.45 + 0.55 * pieces.cover[piece]!,
              '--hue': hueColour(hueOfKind[pieces.kind[piece]!]!, theme.value),
            }}
          >
            {share < leastNamed ? undefined : name || say(`journey.${kind}`)}
          </a>
        );
      })}
    </>
  );
}

function HandOvers({ picture, whole }: Drawn) {
  const { handOvers, lanes, start } = picture;
  const arrow = useId();
  return (
    <svg class="lane-arrows" aria-hidden="true" width="100%" height={lanes.length * laneHeight}>
      <defs>
        <marker id={arrow} viewBox="0 0 6 6" refX="5" refY="3" markerWidth="6" markerHeight="6" orient="auto">
          <path d="M0 0L6 3L0 6z" />
        </marker>
      </defs>
      {handOvers.map(({ time, from, to }, index) => {
        const x = `${(100 * (time - start)) / whole}%`;
        const isDown = to > from;
        return (
          <line
            key={`${index} ${time}`}
            x1={x}
            x2={x}
            y1={from * laneHeight + (isDown ? laneHeight - 3 : 3)}
            y2={to * laneHeight + (isDown ? 3 : laneHeight - 3)}
            marker-end={`url(#${arrow})`}
          />
        );
      })}
    </svg>
  );
}
