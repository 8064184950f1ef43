import { type CacheItem, surveyCache } from './cache-items.ts';
import { listRunning, type RunningGuest } from './running-guests.ts';

/** A line of `ringside vm list`. */
export interface VmRow {
  readonly kind: CacheItem['kind'] | 'running';
  readonly id: string;
  readonly name: string;
  readonly armed: string | undefined;
  readonly bytes: number;
  /** Last use; of a running guest its start. */
  readonly usedAt: Date;
}

/** What Ringside keeps, and which guests of this user run. */
export async function listGuests(): Promise<readonly VmRow[]> {
  const [running, items] = await Promise.all([listRunning(), surveyCache()]);
  return [...running.map(runningRow), ...items.map(itemRow)];
}

function runningRow({ pid, machine, bytes, since }: RunningGuest): VmRow {
  return { kind: 'running', id: String(pid), name: machine, armed: undefined, bytes, usedAt: since };
}

export function itemRow({ kind, id, name, armed, bytes, usedAt }: CacheItem): VmRow {
  return { kind, id, name, armed, bytes, usedAt };
}
