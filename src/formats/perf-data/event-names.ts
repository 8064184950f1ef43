import type { PerfAttribute } from './attribute.ts';
import { eventType } from './record-types.ts';

const hardware = [
  'cycles',
  'instructions',
  'cache-references',
  'cache-misses',
  'branches',
  'branch-misses',
  'bus-cycles',
  'stalled-cycles-frontend',
  'stalled-cycles-backend',
  'ref-cycles',
];

const software = [
  'cpu-clock',
  'task-clock',
  'page-faults',
  'context-switches',
  'cpu-migrations',
  'minor-faults',
  'major-faults',
  'alignment-faults',
  'emulation-faults',
  'dummy',
];

const caches = ['L1-dcache', 'L1-icache', 'LLC', 'dTLB', 'iTLB', 'branch', 'node'];
const cacheOperations = [
  ['load', 'loads'],
  ['store', 'stores'],
  ['prefetch', 'prefetches'],
] as const;
const cacheResults = ['refs', 'misses'];
/** Which operations a cache has, by bit. */
const cacheHas = [7, 5, 7, 7, 1, 1, 7];

/** The name that perf makes for an event that brings none. */
export function eventName(attribute: PerfAttribute): string {
  const config = attribute.configHigh * 2 ** 32 + attribute.configLow;
  switch (attribute.type) {
    case eventType.hardware:
      return (hardware[config] ?? 'unknown-hardware') + modifiers(attribute);
    case eventType.software:
      return (software[config] ?? 'unknown-software') + modifiers(attribute);
    case eventType.cache:
      return cacheName(attribute.configLow) + modifiers(attribute);
    case eventType.raw:
      return `raw 0x${config.toString(16)}${modifiers(attribute)}`;
    case eventType.breakpoint: {
      const { breakpointType: kind } = attribute;
      const address = (BigInt(attribute.breakpointHigh) << 32n) | BigInt(attribute.breakpointLow);
      const access = `${kind & 1 ? 'r' : ''}${kind & 2 ? 'w' : ''}${kind & 4 ? 'x' : ''}`;
      return `mem:0x${address.toString(16)}:${access}${modifiers(attribute)}`;
    }
    case eventType.tracepoint:
      return 'unknown tracepoint';
    default:
      return `unknown attr type: ${attribute.type}`;
  }
}

function cacheName(config: number): string {
  const cache = config & 255;
  const operation = (config >>> 8) & 255;
  const result = (config >>> 16) & 255;
  if (cache >= caches.length) return 'unknown-ext-hardware-cache-type';
  const names = cacheOperations[operation];
  if (names === undefined) return 'unknown-ext-hardware-cache-op';
  if (result >= cacheResults.length) return 'unknown-ext-hardware-cache-result';
  if (((cacheHas[cache]! >> operation) & 1) === 0) return 'invalid-cache';
  return result === 0
    ? `${caches[cache]}-${names[1]}`
    : `${caches[cache]}-${names[0]}-${cacheResults[result]}`;
}

/** `:u`, `:kpp`, `:H`: what the event leaves out, in letters of what it keeps. */
function modifiers(attribute: PerfAttribute): string {
  let letters = '';
  let guestByDefault = false;
  if (attribute.excludeKernel || attribute.excludeUser || attribute.excludeHypervisor) {
    if (!attribute.excludeKernel) letters += 'k';
    if (!attribute.excludeUser) letters += 'u';
    if (!attribute.excludeHypervisor) letters += 'h';
    guestByDefault = true;
  }
  if (attribute.preciseIp > 0) {
    letters += 'p'.repeat(attribute.preciseIp);
    guestByDefault = true;
  }
  if (attribute.excludeHost || attribute.excludeGuest === guestByDefault) {
    if (!attribute.excludeHost) letters += 'H';
    if (!attribute.excludeGuest) letters += 'G';
  }
  return letters === '' ? '' : `:${letters}`;
}
