import { signal } from '@preact/signals';
import { keep, kept } from '../kept.ts';

/** Bounds of the drawer's height in pixels; the most is a part of the window. */
const least = 96;
const mostPart = 0.75;
const usual = 260;

const keptHeight = Number(kept('drawer-height'));

/** In pixels. */
export const drawerHeight = signal(clamp(keptHeight > 0 ? keptHeight : usual));
/** Only its head is shown. */
export const isFolded = signal(kept('drawer-folded') === 'yes');

export function heightBounds(): readonly [least: number, most: number] {
  return [least, Math.max(least, Math.round(innerHeight * mostPart))];
}

function clamp(height: number): number {
  const [low, high] = heightBounds();
  return Math.round(Math.min(high, Math.max(low, height)));
}

export function resizeDrawer(height: number): void {
  drawerHeight.value = clamp(height);
  keep('drawer-height', String(drawerHeight.value));
}

export function toggleFolded(): void {
  isFolded.value = !isFolded.value;
  keep('drawer-folded', isFolded.value ? 'yes' : undefined);
}
