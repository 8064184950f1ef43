import { stretchKinds } from '../../analyses/journey/index.ts';
import { stretchHues } from '../../text/journey/index.ts';
import { durationText } from '../../text/replay/index.ts';
import { type JourneyStep, selectionText } from '../../views/index.ts';
import { say } from '../../words/index.ts';
import { hrefTo } from '../app/place.ts';
import { theme } from '../app/theme.ts';
import { Icon } from '../parts/icon.tsx';
import { hueColour } from '../parts/palette.ts';

/** Every step in order: when, how long, what, whose time; with its event and its stretch on the time line. */
export function Steps({ steps }: { readonly steps: readonly JourneyStep[] }) {
  return (
    <div class="journey-scroll">
      <table class="journey-steps">
        <thead>
          <tr>
            <th>{say('journey.when')}</th>
            <th>{say('journey.took')}</th>
            <th>{say('journey.step')}</th>
            <th>{say('journey.who')}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step, index) => (
            <Step key={`${index} ${step.at}`} step={step} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Deeper ones are not moved further to the right. */
const deepestShown = 10;

function Step({ step }: { readonly step: JourneyStep }) {
  const { depth, kind, what, who, at, duration, start, end, beginRow, endRow } = step;
  const row = beginRow >= 0 ? beginRow : endRow;
  const colour = kind === undefined ? undefined : hueColour(stretchHues[kind], theme.value);
  return (
    <tr class={kind === undefined ? 'quiet' : undefined}>
      <td class="journey-time" title={`${start} ns`}>
        +{durationText(at)}
      </td>
      <td class="journey-time" title={`${duration} ns`}>
        {durationText(duration)}
      </td>
      <td>
        <span class="journey-step" style={{ paddingLeft: `${Math.min(depth, deepestShown)}rem` }}>
          <span class="swatch" style={colour === undefined ? {} : { background: colour }} />
          {row < 0 ? what : <a href={hrefTo({ select: selectionText({ kind: 'row', row }) })}>{what}</a>}
        </span>
      </td>
      <td class="quiet">
        {who}{' '}
        <a
          class="step-timeline"
          href={hrefTo({ view: 'timeline', from: String(start), to: String(Math.max(end, start + 1)) })}
          title={say('explain.to.timeline')}
          aria-label={say('explain.to.timeline')}
        >
          <Icon name="timeline" />
        </a>
      </td>
    </tr>
  );
}

/** By index of a kind in `stretchKinds`: its hue. */
export const hueOfKind = stretchKinds.map(kind => stretchHues[kind]);
