import { growing, type Problem, type Trace } from '../../store/index.ts';
import { OpenPairs } from '../walk/index.ts';

/** How long tasks held back their requests, one row each time. */
export class Plugs {
  readonly device = growing.f64();
  readonly task = growing.u32();
  readonly requests = growing.u32();
  readonly byTimer = growing.u8();
  readonly beginRow = growing.u32();
  readonly endRow = growing.u32();
  readonly #open: OpenPairs;

  constructor(trace: Trace) {
    this.#open = new OpenPairs(trace);
  }

  plug(task: number, row: number): void {
    this.#open.beginAnew(task, row);
  }

  unplug(device: number, task: number, requests: number, byTimer: boolean, row: number): void {
    const began = this.#open.end(task, row);
    if (began < 0) return;
    this.device.push(device);
    this.task.push(task);
    this.requests.push(requests);
    this.byTimer.push(byTimer ? 1 : 0);
    this.beginRow.push(began);
    this.endRow.push(row);
  }

  problems(): readonly Problem[] {
    return this.#open.problems('block.plug');
  }
}
