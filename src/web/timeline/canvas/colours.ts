import { hues } from '../../../views/timeline/contract.ts';
import { huePixels, inks, type Theme } from '../../parts/palette.ts';
import { mix } from '../paint/pixels.ts';

/** All that is painted with, as pixels and as CSS has it. */
export interface Colours {
  readonly hues: Uint32Array;
  readonly ground: number;
  /** Lines of the ruler behind the lanes, borders between tracks, the band of a group. */
  readonly line: number;
  readonly border: number;
  readonly band: number;
  readonly lost: number;
  /** Of what was found, and of text. */
  readonly mark: number;
  readonly text: number;
  readonly ink: string;
  readonly quiet: string;
}

const made = new Map<Theme, Colours>();

export function coloursOf(theme: Theme): Colours {
  const known = made.get(theme);
  if (known !== undefined) return known;
  const pixels = huePixels(theme);
  const { ink, quiet, ground } = inks[theme];
  const [behind, front] = [cssPixel(ground), cssPixel(ink)];
  const colours: Colours = {
    hues: pixels,
    ground: behind,
    line: mix(behind, front, 0.05),
    border: mix(behind, front, 0.07),
    band: mix(behind, front, 0.04),
    lost: mix(behind, pixels[hues.indexOf('lost')]!, 0.5),
    mark: pixels[hues.indexOf('block')]!,
    text: front,
    ink,
    quiet,
  };
  made.set(theme, colours);
  return colours;
}

/** The pixel of `#rrggbb`. */
function cssPixel(colour: string): number {
  const value = Number.parseInt(colour.slice(1), 16);
  return ((255 << 24) | ((value & 0xff) << 16) | (value & 0xff00) | (value >>> 16)) >>> 0;
}

/** A pixel as CSS has it, with so much of it to be seen. */
export function cssOf(pixel: number, part = 1): string {
  return `rgb(${pixel & 0xff} ${(pixel >>> 8) & 0xff} ${(pixel >>> 16) & 0xff} / ${part})`;
}
