import type { Trace } from '../../store/index.ts';
import { type ActionFields, deviceText, directionOf, isPlugging } from './actions.ts';

/** How often an action happened on one CPU to one device, in one direction. */
export interface ActionCount {
  readonly device: string;
  readonly cpu: number;
  readonly action: string;
  readonly direction: string;
  count: number;
  sectors: number;
}

const mostCounts = 65_536;

/** Counts of all block events. */
export class ActionCounts {
  readonly list: ActionCount[] = [];
  readonly #byKey = new Map<string, ActionCount>();

  counter(
    { action, rwbs }: ActionFields,
    trace: Trace,
  ): (row: number, device: number, sectors: number, isCommand: boolean) => void {
    const hasSectors = !isPlugging(action);
    // There are few letters, and events of one device follow each other.
    const byLetters = new Map<string, (ActionCount | undefined)[]>();
    let lastDevice = Number.NaN;
    return (row, device, sectors, isCommand) => {
      if (device !== lastDevice) byLetters.clear();
      lastDevice = device;
      const letters = !hasSectors ? '' : isCommand ? command : rwbs(row);
      const key = sectors === 0 ? `${letters}0` : letters;
      let ofCpu = byLetters.get(key);
      if (ofCpu === undefined) {
        ofCpu = [];
        byLetters.set(key, ofCpu);
      }
      const cpu = trace.cpu[row]!;
      ofCpu[cpu] ??= this.#find(device, cpu, action, directionName(letters, sectors, hasSectors));
      const found = ofCpu[cpu];
      if (found === undefined) return;
      found.count++;
      found.sectors += sectors;
    };
  }

  #find(device: number, cpu: number, action: string, direction: string): ActionCount | undefined {
    const key = `${device}/${cpu}/${action}/${direction}`;
    const known = this.#byKey.get(key);
    if (known !== undefined || this.list.length === mostCounts) return known;
    const made = { device: deviceText(device), cpu, action, direction, count: 0, sectors: 0 };
    this.#byKey.set(key, made);
    this.list.push(made);
    return made;
  }
}

// No operation has this letter.
const command = 'command';

function directionName(letters: string, sectors: number, hasSectors: boolean): string {
  if (!hasSectors) return '';
  return letters === command ? command : directionOf(letters, sectors);
}
