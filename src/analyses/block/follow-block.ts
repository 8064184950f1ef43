import type { Problem, Trace } from '../../store/index.ts';
import { derived, type Gradual, gradual, type Steps } from '../analysis.ts';
import { mostIn16Bits, Names } from '../names/index.ts';
import { type Tasks, tasksOf } from '../tasks/index.ts';
import { lostStretches, notesOf } from '../walk/index.ts';
import { ActionCounts } from './action-counts.ts';
import { type ActionFields, isPlugging, walkActions } from './actions.ts';
import { Bios, bioFlags, Requests } from './bios.ts';
import { DeviceFacts } from './device-facts.ts';
import { ExtentLinks, OpenExtents } from './open-extents.ts';
import { Plugs } from './plugs.ts';

/** Everything that block events of a trace tell. */
export interface Block {
  readonly bios: Bios;
  readonly requests: Requests;
  readonly devices: readonly DeviceFacts[];
  readonly letters: Names;
  readonly tasks: Tasks;
  readonly actions: ActionCounts;
  readonly plugs: Plugs;
  readonly problems: readonly Problem[];
}

/** Follows every bio and request of a trace through the block layer. */
export const followBlock: Gradual<Block> = gradual(trace => new BlockFollower(trace).follow());

interface Device extends DeviceFacts {
  readonly code: number;
  readonly bios: OpenExtents;
  readonly requests: OpenExtents;
}

// Requests that only flush the device's cache have no sectors and stand under this instead.
const flushStart = -1;
const mostDevices = 4096;

class BlockFollower {
  readonly #trace: Trace;
  readonly #tasks: Tasks;
  readonly #bios = new Bios();
  readonly #requests = new Requests();
  readonly #letters = new Names(mostIn16Bits);
  readonly #devices: Device[] = [];
  readonly #byNumber = new Map<number, Device>();
  readonly #bioLinks = new ExtentLinks();
  readonly #requestLinks = new ExtentLinks();
  readonly #actions = new ActionCounts();
  readonly #plugs: Plugs;
  /** Bios of devices above, by the device and sector that they were mapped to, until they are queued there. */
  readonly #remapped = new Map<string, number>();
  /** Where the rest of what was completed in part begins. */
  readonly #bioRest = new Map<number, number>();
  readonly #requestRest = new Map<number, number>();
  readonly #lossRows: readonly number[];
  #nextLoss = 0;
  #unbegun = 0;
  #unended = 0;
  #acrossLosses = 0;

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#tasks = tasksOf(trace);
    this.#plugs = new Plugs(trace);
    this.#lossRows = trace.losses.map(({ row }) => row).sort((a, b) => a - b);
  }

  *follow(): Steps<Block> {
    const walk = walkActions(this.#trace, fields => {
      const handle = this.#handler(fields);
      const count = this.#actions.counter(fields, this.#trace);
      const hasSectors = !isPlugging(fields.action);
      const { device, sectors, isCommand } = fields;
      return row => {
        if (row >= (this.#lossRows[this.#nextLoss] ?? Number.POSITIVE_INFINITY)) this.#passLosses(row);
        const number = device(row);
        const size = hasSectors ? sectors(row) : 0;
        const command = isCommand(row);
        count(row, number, size, command);
        if (!command) handle(row, number, size);
      };
    });
    const problems = yield* walk.steps();
    for (const device of this.#devices) this.#unended += device.bios.clear() + device.requests.clear();
    return {
      bios: this.#bios,
      requests: this.#requests,
      devices: this.#devices,
      letters: this.#letters,
      tasks: this.#tasks,
      actions: this.#actions,
      plugs: this.#plugs,
      problems: [...problems, ...this.#problems(), ...this.#plugs.problems()],
    };
  }

  #problems(): readonly Problem[] {
    return notesOf([
      ['block.unended', this.#unended, 'Were queued or issued and not seen to complete.'],
      ['block.unbegun', this.#unbegun, 'Completed without having been seen to be issued.'],
      [
        'block.across-losses',
        this.#acrossLosses,
        'Were under way where events were lost, and are not followed further.',
      ],
    ]);
  }

  #handler(fields: ActionFields): (row: number, device: number, sectors: number) => void {
    const { action, sector } = fields;
    if (isPlugging(action)) return this.#plugHandler(fields);
    const follow = this.#step(fields);
    return (row, device, sectors) => {
      const found = this.#device(device);
      if (found === undefined) return;
      if (sectors > 0 || action === 'split') found.see(this.#trace.time[row]!);
      follow(found, sector(row), sectors, row);
    };
  }

  #step(fields: ActionFields): (device: Device, sector: number, sectors: number, row: number) => void {
    const { rwbs, error, newSector, fromDevice, fromSector } = fields;
    switch (fields.action) {
      case 'queue':
        return (device, sector, sectors, row) =>
          this.#queue(device, sector, sectors, this.#letters.code(rwbs(row)), row);
      case 'split':
        return (device, sector, _, row) => this.#split(device, sector, newSector(row));
      case 'bounce':
        return (device, sector, sectors) => this.#flag(device, sector, sectors, bioFlags.bounced);
      case 'remap':
        return (device, sector, _, row) => this.#remap(fromDevice(row), fromSector(row), device, sector, row);
      case 'getrq':
        return (device, sector, sectors, row) => {
          const bio = this.#waitingBio(device, sector, sectors);
          if (bio >= 0) this.#bios.getrqRow.set(bio, row);
        };
      case 'merge_back':
        return (device, sector, sectors, row) =>
          this.#merge(device, sector, sectors, bioFlags.backMerged, row);
      case 'merge_front':
        return (device, sector, sectors, row) =>
          this.#merge(device, sector, sectors, bioFlags.frontMerged, row);
      case 'insert':
        return (device, sector, sectors, row) => {
          const bio = device.bios.find(startOf(sector, sectors), this.#notIssued);
          if (bio >= 0) this.#bios.insertRow.set(bio, row);
        };
      case 'issue':
        return (device, sector, sectors, row) =>
          this.#issue(device, sector, sectors, this.#letters.code(rwbs(row)), row);
      case 'requeue':
        return (device, sector, sectors) => this.#requeue(device, sector, sectors);
      case 'complete':
        return (device, sector, sectors, row) => this.#complete(device, sector, sectors, error(row), row);
      default:
        return () => undefined;
    }
  }

  #plugHandler({ action, requests }: ActionFields): (row: number, device: number) => void {
    return (row, device) => {
      const time = this.#trace.time[row]!;
      const facts = device < 0 ? undefined : this.#device(device);
      if (action === 'plug') {
        facts?.plug(time);
        this.#plugs.plug(this.#tasks.ofRow(row), row);
        return;
      }
      facts?.unplug(time, requests(row), action === 'unplug_timer');
      this.#plugs.unplug(device, this.#tasks.ofRow(row), requests(row), action === 'unplug_timer', row);
    };
  }

  #device(number: number): Device | undefined {
    const known = this.#byNumber.get(number);
    if (known !== undefined || this.#devices.length === mostDevices) return known;
    const made = Object.assign(new DeviceFacts(number), {
      code: this.#devices.length,
      bios: new OpenExtents(this.#bioLinks),
      requests: new OpenExtents(this.#requestLinks),
    });
    this.#byNumber.set(number, made);
    this.#devices.push(made);
    return made;
  }

  readonly #notIssued = (bio: number): boolean => this.#bios.issueRow.at(bio) < 0;
  readonly #isIssued = (bio: number): boolean => this.#bios.issueRow.at(bio) >= 0;
  readonly #isWaiting = (bio: number): boolean =>
    this.#bios.issueRow.at(bio) < 0 && this.#bios.getrqRow.at(bio) < 0 && this.#bios.mergeRow.at(bio) < 0;
  readonly #issuable = (bio: number): boolean =>
    this.#bios.issueRow.at(bio) < 0 || this.#bios.has(bio, bioFlags.requeued);
  readonly #any = (): boolean => true;

  #queue(device: Device, sector: number, sectors: number, rwbs: number, row: number): void {
    if (sectors > 0) {
      device.queue();
      device.queueSeeks.add(sector, sectors);
    }
    const start = startOf(sector, sectors);
    // Kernels that queue the second part of a split tell of it again.
    const part = device.bios.find(start, this.#isWaiting);
    if (part >= 0 && this.#bios.has(part, bioFlags.splitPart) && this.#bios.sectors.at(part) === sectors)
      return;
    const task = this.#tasks.ofRow(row);
    const bio = this.#bios.push({ device: device.code, sector, sectors, rwbs, task, row });
    device.bios.add(start, bio);
    if (this.#remapped.size === 0) return;
    const key = `${device.device}/${sector}`;
    const parent = this.#remapped.get(key);
    if (parent === undefined) return;
    this.#bios.parent.set(bio, parent);
    this.#remapped.delete(key);
  }

  #split(device: Device, sector: number, newSector: number): void {
    const bios = this.#bios;
    const first = device.bios.find(sector, this.#isWaiting);
    if (first < 0) return;
    const end = sector + bios.sectors.at(first);
    if (newSector <= sector || newSector >= end) return;
    bios.sectors.set(first, newSector - sector);
    const second = bios.push({
      device: device.code,
      sector: newSector,
      sectors: end - newSector,
      rwbs: bios.rwbs.at(first),
      task: bios.task.at(first),
      row: bios.queueRow.at(first),
    });
    bios.flag(second, bioFlags.splitPart);
    device.bios.add(newSector, second);
  }

  #flag(device: Device, sector: number, sectors: number, flag: number): void {
    const bio = device.bios.find(startOf(sector, sectors), this.#any);
    if (bio >= 0) this.#bios.flag(bio, flag);
  }

  /** Partitions are mapped before their bios are queued; bios of a device above are queued there before. */
  #remap(fromDevice: number, fromSector: number, to: Device, sector: number, row: number): void {
    const bio = this.#byNumber.get(fromDevice)?.bios.find(fromSector, this.#any) ?? -1;
    if (bio < 0) return;
    if (this.#bios.remapRow.at(bio) < 0) this.#bios.remapRow.set(bio, row);
    if (this.#remapped.size < mostRemapped) this.#remapped.set(`${to.device}/${sector}`, bio);
  }

  #waitingBio(device: Device, sector: number, sectors: number): number {
    return device.bios.find(startOf(sector, sectors), this.#isWaiting);
  }

  #merge(device: Device, sector: number, sectors: number, flag: number, row: number): void {
    if (sectors > 0) device.leave();
    const bio = this.#waitingBio(device, sector, sectors);
    if (bio < 0) return;
    this.#bios.mergeRow.set(bio, row);
    this.#bios.flag(bio, flag);
  }

  #issue(device: Device, sector: number, sectors: number, rwbs: number, row: number): void {
    const start = startOf(sector, sectors);
    let seek = Number.NaN;
    if (sectors > 0) {
      device.leave();
      device.issued++;
      const first = device.issueSeeks.count === 0;
      const distance = device.issueSeeks.add(sector, sectors);
      if (!first) seek = distance;
    }
    device.inFlight++;
    device.deepest = Math.max(device.deepest, device.inFlight);
    const request = this.#openRequest(device, start, sectors, rwbs, row);
    this.#requests.seek.set(request, seek);
    this.#requests.depth.set(request, device.inFlight);
    if (sectors === 0) return;
    let count = 0;
    this.#eachBio(device, sector, sectors, this.#issuable, bio => {
      this.#bios.issueRow.set(bio, row);
      if (count++ === 0) this.#requests.task.set(request, this.#bios.task.at(bio));
    });
    this.#requests.bios.set(request, count);
  }

  #openRequest(device: Device, start: number, sectors: number, rwbs: number, row: number): number {
    const requests = this.#requests;
    const known = device.requests.find(start, request => this.#requeued.has(request));
    if (known >= 0) {
      this.#requeued.delete(known);
      requests.issueRow.set(known, row);
      return known;
    }
    requests.device.push(device.code);
    requests.sector.push(Math.max(start, 0));
    requests.sectors.push(sectors);
    requests.rwbs.push(rwbs);
    requests.task.push(this.#tasks.ofRow(row));
    requests.issueRow.push(row);
    requests.endRow.push(-1);
    requests.bios.push(0);
    requests.depth.push(0);
    requests.requeues.push(0);
    requests.error.push(0);
    requests.seek.push(Number.NaN);
    device.requests.add(start, requests.count - 1);
    return requests.count - 1;
  }

  readonly #requeued = new Set<number>();

  #requeue(device: Device, sector: number, sectors: number): void {
    device.requeued++;
    device.wait();
    const request = device.requests.find(startOf(sector, sectors), one => !this.#requeued.has(one));
    if (request < 0) return;
    device.inFlight--;
    this.#requeued.add(request);
    this.#requests.requeues.set(request, this.#requests.requeues.at(request) + 1);
    this.#eachBio(device, sector, sectors, this.#isIssued, bio => this.#bios.flag(bio, bioFlags.requeued));
  }

  #complete(device: Device, sector: number, sectors: number, error: number, row: number): void {
    if (sectors > 0) device.complete(sectors);
    const start = startOf(sector, sectors);
    const request = device.requests.find(start, this.#any);
    if (request >= 0) this.#completeRequest(device, request, { start, sectors, error, row });
    else if (sectors > 0 && device.issued > 0) this.#unbegun++;
    if (sectors === 0) {
      // What only flushes ends as it was queued; requests for the flush itself have no bio.
      if (request < 0)
        this.#endBio(device, startOf(sector, 0), device.bios.find(startOf(sector, 0), this.#any), row);
      return;
    }
    const wanted = request >= 0 ? this.#isIssued : this.#any;
    const end = sector + sectors;
    const reached = this.#eachBio(device, sector, sectors, wanted, (bio, at) =>
      this.#endBio(device, at, bio, row),
    );
    if (reached < end) this.#endPart(device, reached, end, wanted);
  }

  #completeRequest(
    device: Device,
    request: number,
    done: { readonly start: number; readonly sectors: number; readonly error: number; readonly row: number },
  ): void {
    const requests = this.#requests;
    device.requests.remove(done.start, request);
    const left = (this.#requestRest.get(request) ?? requests.sectors.at(request)) - done.sectors;
    if (left > 0 && done.sectors > 0) {
      this.#requestRest.set(request, left);
      device.requests.add(done.start + done.sectors, request);
      return;
    }
    this.#requestRest.delete(request);
    if (!this.#requeued.delete(request)) device.inFlight--;
    if (this.#lostBetween(requests.issueRow.at(request), done.row)) {
      this.#acrossLosses++;
      return;
    }
    requests.endRow.set(request, done.row);
    requests.error.set(request, done.error);
  }

  #endBio(device: Device, start: number, bio: number, row: number): void {
    if (bio < 0) return;
    device.bios.remove(start, bio);
    this.#bioRest.delete(bio);
    if (this.#lostBetween(this.#bios.queueRow.at(bio), row)) this.#acrossLosses++;
    else this.#bios.endRow.set(bio, row);
  }

  /** A completion that ends within a bio: what is left of that begins there. */
  #endPart(device: Device, start: number, end: number, wanted: (bio: number) => boolean): void {
    const bio = device.bios.find(start, wanted);
    if (bio < 0 || this.#lengthOf(bio) <= end - start) return;
    device.bios.remove(start, bio);
    this.#bioRest.set(bio, this.#lengthOf(bio) - (end - start));
    device.bios.add(end, bio);
  }

  #lengthOf(bio: number): number {
    return this.#bioRest.get(bio) ?? this.#bios.sectors.at(bio);
  }

  /** The bios that a request is made of, one behind the other; answers the sector that they reach. */
  #eachBio(
    device: Device,
    sector: number,
    sectors: number,
    wanted: (bio: number) => boolean,
    visit: (bio: number, start: number) => void,
  ): number {
    const end = sector + sectors;
    let at = sector;
    while (at < end) {
      const bio = device.bios.find(at, wanted);
      if (bio < 0) break;
      const length = this.#lengthOf(bio);
      if (length === 0 || at + length > end) return at;
      visit(bio, at);
      at += length;
    }
    if (at >= end) return at;
    for (const bio of device.bios.within(at, end, wanted)) {
      const start = this.#bios.sector.at(bio) + this.#bios.sectors.at(bio) - this.#lengthOf(bio);
      if (start + this.#lengthOf(bio) <= end) visit(bio, start);
    }
    return end;
  }

  #lostBetween(begin: number, end: number): boolean {
    if (this.#lossRows.length === 0) return false;
    const { time } = this.#trace;
    return derived(this.#trace, lostStretches).between(time[begin]!, time[end]!);
  }

  #passLosses(row: number): void {
    while (row >= (this.#lossRows[this.#nextLoss] ?? Number.POSITIVE_INFINITY)) this.#nextLoss++;
    for (const device of this.#devices) {
      this.#acrossLosses += device.bios.clear() + device.requests.clear();
      device.waiting = 0;
      device.inFlight = 0;
    }
    this.#remapped.clear();
    this.#requeued.clear();
    this.#bioRest.clear();
    this.#requestRest.clear();
  }
}

const mostRemapped = 1 << 16;

function startOf(sector: number, sectors: number): number {
  return sectors === 0 ? flushStart : sector;
}
