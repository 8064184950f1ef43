import type { LayerGroup } from '../../analyses/calls/index.ts';
import { theme } from '../app/theme.ts';
import { hueColour } from './palette.ts';

export interface SharePart {
  readonly id: string;
  readonly name: string;
  readonly hue: LayerGroup;
  readonly value: number;
  /** The value with its unit. */
  readonly text: string;
  readonly href?: string;
}

const mostNamed = 8;

/** One bar of a whole in parts, with a legend that says each part's name and share: colour is never alone. */
export function ShareBar({ label, parts }: { readonly label: string; readonly parts: readonly SharePart[] }) {
  const whole = parts.reduce((sum, { value }) => sum + value, 0);
  if (whole <= 0) return null;
  const shown = [...parts].sort((a, b) => b.value - a.value);
  const named = shown.slice(0, mostNamed);
  return (
    <figure class="share-bar">
      <figcaption>{label}</figcaption>
      <div class="share-bar-track" aria-hidden="true">
        {shown.map(({ id, hue, name, value, text }) => (
          <div
            key={id}
            title={`${name} · ${text} · ${percent(value / whole)}`}
            style={{ flexGrow: value / whole, background: hueColour(hue, theme.value) }}
          />
        ))}
      </div>
      <ul class="share-bar-legend">
        {named.map(({ id, hue, name, value, text, href }) => (
          <li key={id}>
            <span class="swatch" style={{ background: hueColour(hue, theme.value) }} />
            {href === undefined ? name : <a href={href}>{name}</a>}
            <span class="quiet">
              {percent(value / whole)} · {text}
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

function percent(share: number): string {
  return share < 0.01 ? '<1 %' : `${Math.round(share * 100)} %`;
}
