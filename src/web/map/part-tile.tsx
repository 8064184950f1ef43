import type { LayerGroup } from '../../analyses/calls/index.ts';
import { theme } from '../app/theme.ts';
import { percentText } from '../calls/weights.ts';
import { hueColour } from '../parts/palette.ts';

interface PartTileWishes {
  readonly id: string;
  readonly name: string;
  readonly what: string;
  readonly group: LayerGroup;
  readonly value: number;
  readonly whole: number;
  /** The largest of all: the brightest. */
  readonly most: number;
  readonly text: string;
  readonly isSelected: boolean;
  readonly onChoose: (() => void) | undefined;
  readonly onPoint: (id: string | undefined) => void;
}

/** Little is seen too: half the light at a quarter of the most. */
const dimmest = 14;

/** A part of the map: its light is its share, which is written on it. */
export function PartTile(wishes: PartTileWishes) {
  const { id, name, what, group, value, whole, most, text, isSelected, onChoose, onPoint } = wishes;
  const light = value <= 0 ? 0 : dimmest + (100 - dimmest) * Math.sqrt(value / most);
  const hue = hueColour(group, theme.value);
  return (
    <button
      type="button"
      class={value > 0 ? 'part is-lit' : 'part'}
      data-part={id}
      aria-pressed={isSelected}
      disabled={onChoose === undefined}
      title={`${name}: ${what}${value > 0 ? ` ${text}` : ''}`}
      style={
        value > 0 ? { background: `color-mix(in srgb, ${hue} ${light.toFixed(1)}%, var(--ground))` } : {}
      }
      onClick={onChoose}
      onPointerEnter={() => onPoint(id)}
      onPointerLeave={() => onPoint(undefined)}
      onFocus={() => onPoint(id)}
      onBlur={() => onPoint(undefined)}
    >
      <span class="part-name">{name}</span>
      {value > 0 ? <span class="part-share">{percentText(value, whole)}</span> : undefined}
    </button>
  );
}
