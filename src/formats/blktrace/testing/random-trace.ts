import { actions, categories, notes } from '../layout.ts';
import { bigEndian, type WrittenRecord } from './write-records.ts';

/** Pseudo-random numbers that repeat: from 0 up to, not including, `below`. */
export type Random = (below: number) => number;

/** Mulberry32 by its seed. */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  return below => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** What a random trace may hold. */
export interface RandomTraceWishes {
  readonly version?: 7 | 8;
  readonly cpus: number;
  readonly devices: readonly number[];
  readonly events: number;
  /** Leave out some sequence numbers. */
  readonly gaps?: boolean;
}

const bothTypes = [categories.fs, categories.fs, categories.fs, categories.passThrough];
const flagBits = [
  categories.flush,
  categories.sync,
  categories.ahead,
  categories.meta,
  categories.discard,
  categories.fua,
];
const passedActions = [
  actions.queue,
  actions.getRequest,
  actions.sleepRequest,
  actions.requeue,
  actions.issue,
  actions.complete,
  actions.insert,
];
const startTime = 114_854_333_274n;

/** Records by device and CPU, as the kernel might write them: names before their first event, times rising on each CPU. */
export function randomTrace(
  random: Random,
  { version = 7, cpus, devices, events, gaps = false }: RandomTraceWishes,
): ReadonlyMap<number, readonly (readonly WrittenRecord[])[]> {
  const files = new Map(
    devices.map(device => [device, Array.from({ length: cpus }, (): WrittenRecord[] => [])]),
  );
  const named = new Set<string>();
  const sequences = new Map<string, number>();
  let time = startTime;
  for (let i = 0; i < events; i++) {
    const device = devices[random(devices.length)]!;
    const cpu = random(cpus);
    const records = files.get(device)![cpu]!;
    time += BigInt(random(3) === 0 ? random(2_000_000) : random(3000));
    const pid = random(12) * 100;
    const common = { version, time, pid, device, cpu };
    if (!named.has(`${device} ${pid}`) && random(9) > 0) {
      named.add(`${device} ${pid}`);
      records.push({
        ...common,
        action: notes.process,
        category: categories.notify,
        payload: comm(`task ${pid}`),
      });
    }
    if (random(40) === 0) {
      const text = Uint8Array.from(`message ${i}`, character => character.charCodeAt(0));
      records.push({ ...common, action: notes.message, category: categories.notify, payload: text });
      continue;
    }
    const key = `${device} ${cpu}`;
    const sequence = (sequences.get(key) ?? 0) + 1 + (gaps && random(20) === 0 ? 1 + random(5) : 0);
    sequences.set(key, sequence);
    records.push({ ...common, sequence, ...randomRequest(random) });
  }
  return files;
}

function randomRequest(random: Random): Omit<WrittenRecord, 'time'> {
  const type = bothTypes[random(bothTypes.length)]!;
  let category = type | (random(2) === 0 ? categories.read : categories.write) | categories.queue;
  for (const bit of flagBits) if (random(8) === 0) category |= bit;
  const passed = type === categories.passThrough;
  const action = passed ? passedActions[random(passedActions.length)]! : 1 + random(actions.remap);
  return {
    action,
    category,
    sector: random(10) === 0 ? 0xff_ffff_ffffn + BigInt(random(1000)) : BigInt(random(1 << 20)),
    bytes: random(6) === 0 ? random(600) : 512 * random(2048),
    error: random(20) === 0 ? -5 : 0,
    ...randomPayload(random, action, passed),
  };
}

function randomPayload(random: Random, action: number, passed: boolean): { readonly payload?: Uint8Array } {
  switch (action) {
    case actions.unplug:
    case actions.unplugTimer:
    case actions.split:
      return { payload: bigEndian([random(5000), 8]) };
    case actions.remap:
      return {
        payload: bigEndian([(8 << 20) | random(9), 4], [(8 << 20) | random(3), 4], [random(1 << 20), 8]),
      };
    case actions.issue:
    case actions.complete:
    case actions.insert:
      if (!passed || random(4) === 0) return {};
      return {
        payload: Uint8Array.from({ length: 1 + random(16) }, () => (random(2) === 0 ? 0 : random(256))),
      };
    default:
      return {};
  }
}

function comm(name: string): Uint8Array {
  const bytes = new Uint8Array(16);
  for (let i = 0; i < Math.min(15, name.length); i++) bytes[i] = name.charCodeAt(i);
  return bytes;
}
