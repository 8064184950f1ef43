import type { LayerGroup } from '../../analyses/calls/index.ts';
import { type Hue, hues } from '../../views/timeline/contract.ts';

/** The page is dark or light. */
export type Theme = 'light' | 'dark';

type Rgb = readonly [red: number, green: number, blue: number];

// One hue a group, after Okabe and Ito, so that they stay apart for colour-blind eyes; the terminal's are the same
// (text/replay/layer-colours.ts). Slices are painted with these and written on in `ink`, AA on each.
const light: Readonly<Record<Hue, Rgb>> = {
  user: [214, 219, 226],
  library: [190, 198, 208],
  'system-call': [240, 213, 92],
  process: [112, 205, 205],
  memory: [106, 200, 148],
  vfs: [112, 180, 238],
  filesystem: [150, 172, 240],
  block: [240, 170, 76],
  driver: [214, 176, 130],
  network: [132, 206, 232],
  interrupt: [226, 150, 190],
  deferred: [214, 178, 226],
  locking: [172, 172, 180],
  security: [170, 208, 128],
  other: [188, 190, 196],
  kernel: [188, 190, 196],
  wait: [150, 156, 168],
  event: [120, 160, 172],
  lost: [214, 69, 65],
  idle: [236, 238, 241],
  'task-0': [128, 182, 226],
  'task-1': [238, 186, 92],
  'task-2': [108, 198, 168],
  'task-3': [226, 160, 198],
  'task-4': [198, 206, 108],
  'task-5': [162, 166, 232],
  'task-6': [228, 152, 116],
  'task-7': [128, 208, 218],
};

const dark: Readonly<Record<Hue, Rgb>> = {
  user: [98, 106, 120],
  library: [78, 86, 99],
  'system-call': [150, 124, 28],
  process: [30, 122, 124],
  memory: [28, 120, 76],
  vfs: [38, 103, 163],
  filesystem: [70, 92, 168],
  block: [163, 98, 16],
  driver: [132, 98, 58],
  network: [38, 122, 152],
  interrupt: [153, 72, 117],
  deferred: [128, 90, 146],
  locking: [95, 96, 106],
  security: [88, 124, 48],
  other: [84, 88, 97],
  kernel: [84, 88, 97],
  wait: [122, 130, 145],
  event: [64, 106, 118],
  lost: [190, 62, 58],
  idle: [32, 36, 43],
  'task-0': [44, 98, 146],
  'task-1': [146, 100, 22],
  'task-2': [28, 116, 90],
  'task-3': [142, 78, 114],
  'task-4': [108, 116, 32],
  'task-5': [84, 88, 160],
  'task-6': [150, 78, 46],
  'task-7': [34, 118, 130],
};

const palettes = { light, dark } as const;

/** What is written on slices and around them. */
export const inks: Readonly<
  Record<Theme, { readonly ink: string; readonly quiet: string; readonly ground: string }>
> = {
  light: { ink: '#14181f', quiet: '#5a6472', ground: '#ffffff' },
  dark: { ink: '#f2f5f9', quiet: '#9aa5b4', ground: '#14171c' },
};

/** A hue as CSS has it. */
export function hueColour(hue: Hue | LayerGroup, theme: Theme): string {
  const [red, green, blue] = palettes[theme][hue];
  return `rgb(${red} ${green} ${blue})`;
}

/** All hues by their index, each as the four bytes of a pixel in the order of ImageData. */
export function huePixels(theme: Theme): Uint32Array {
  return Uint32Array.from(hues, hue => pixelOf(palettes[theme][hue]));
}

/** A colour as the four bytes of an opaque pixel of ImageData, read as a little-endian number. */
export function pixelOf([red, green, blue]: Rgb): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
