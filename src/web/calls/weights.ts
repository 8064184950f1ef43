import { countText, durationText } from '../../text/replay/index.ts';
import { isOfStacks } from '../../views/calls/contract.ts';
import type { WeightUnit } from '../../views/index.ts';
import { say } from '../../words/index.ts';

/** A weight as people read it. */
export function weightText(weight: number, unit: WeightUnit): string {
  if (isTime(unit)) return durationText(weight);
  const count = countText(Math.round(weight));
  return unit === 'ticks' ? say('web.ticks', { count }) : say('web.calls.stacks-count', { count });
}

/** The exact value, for who wants to copy it. */
export function exactText(weight: number, unit: WeightUnit): string {
  return isTime(unit) ? `${countText(Math.round(weight))} ns` : weightText(weight, unit);
}

export function percentText(part: number, whole: number): string {
  if (whole <= 0) return '0 %';
  const percent = (100 * part) / whole;
  if (percent >= 9.95) return `${Math.round(percent)} %`;
  return percent < 0.05 ? (part > 0 ? '<0.1 %' : '0 %') : `${percent.toFixed(1)} %`;
}

function isTime(unit: WeightUnit): boolean {
  return unit === 'ns' || unit === 'sampled-ns';
}

/** How often something was called, or seen in stacks. */
export function callsText(calls: number, unit: WeightUnit): string {
  if (isOfStacks(unit)) return say('web.calls.samples', { count: countText(calls) });
  return calls === 1 ? say('web.calls.one-call') : say('web.calls.calls', { count: countText(calls) });
}
