import type { LayerGroup } from '../../analyses/calls/index.ts';

/** How many colours a terminal has. */
export type ColourDepth = 0 | 16 | 256;

// One hue a group, after Okabe and Ito, so that they stay apart for colour-blind eyes. Red is only for harm.
const colours: Readonly<Record<LayerGroup, readonly [of16: number, of256: number]>> = {
  user: [97, 231],
  library: [37, 250],
  'system-call': [93, 220],
  process: [36, 80],
  memory: [32, 78],
  vfs: [94, 75],
  filesystem: [34, 111],
  block: [33, 214],
  driver: [33, 180],
  network: [96, 116],
  interrupt: [35, 175],
  deferred: [95, 182],
  locking: [90, 245],
  security: [92, 150],
  other: [37, 247],
  kernel: [37, 247],
  wait: [90, 242],
  event: [36, 109],
  lost: [31, 203],
};

/** Paints text in the hue of a group; leaves it alone without colours. */
export function paintLayer(text: string, group: LayerGroup, depth: ColourDepth): string {
  if (depth === 0 || text === '') return text;
  const [of16, of256] = colours[group];
  return depth === 16 ? `\x1b[${of16}m${text}\x1b[0m` : `\x1b[38;5;${of256}m${text}\x1b[0m`;
}

/** Paints what stands back: lines that guide, heads of columns. */
export function paintQuiet(text: string, depth: ColourDepth): string {
  return depth === 0 || text === '' ? text : `\x1b[2m${text}\x1b[0m`;
}

export function paintStrong(text: string, depth: ColourDepth): string {
  return depth === 0 || text === '' ? text : `\x1b[1m${text}\x1b[0m`;
}
