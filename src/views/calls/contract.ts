import type { WeightUnit } from './path-tree.ts';

/** Flags of a row of the tree. */
export const treeFlag = {
  /** It called something. */
  hasBelow: 1,
  isOpen: 2,
  /** Its end was not recorded. */
  unfinished: 4,
  /** It ran until the end of the recording. */
  stillOpen: 8,
  /** It is what was looked for. */
  isFound: 16,
  /** It happened and took no time. */
  isPoint: 32,
  isWait: 64,
  isLost: 128,
} as const;

/** What stands for many paths that are too narrow to be drawn. */
export const melted = 0xffff_ffff;

/** Whether weights are of stacks: nothing in them was called once, it was seen. */
export function isOfStacks(unit: WeightUnit): boolean {
  return unit === 'events' || unit === 'sampled-ns';
}
