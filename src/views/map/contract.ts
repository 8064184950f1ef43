import { isPartId, type PartId } from '../../kernel/index.ts';

/** What is lit and no part of the kernel: programs, libraries, waiting, and functions of which nothing is known. */
export const outsideIds = ['user', 'library', 'wait', 'kernel'] as const;
export type OutsideId = (typeof outsideIds)[number];

/** Layers are called as people say; the map has the parts behind them. */
export function partOfLayer(layer: string): PartId | OutsideId {
  if (layer === 'syscall') return 'syscall-entry';
  if (layer === 'interrupt') return 'irq';
  if (isPartId(layer)) return layer;
  return layer === 'user' || layer === 'library' || layer === 'wait' ? layer : 'kernel';
}
