export { type OutsideId, outsideIds, partOfLayer } from './contract.ts';
export { askMap, type KernelMap, type PartGlow } from './map.ts';
