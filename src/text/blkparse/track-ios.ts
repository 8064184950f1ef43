/** When one request was allocated, queued and issued; undefined where that was not seen. */
interface TrackedIo {
  readonly pid: number;
  allocated: number | undefined;
  queued: number | undefined;
  issued: number | undefined;
}

/** A wait that ended with an event: how long it was, and whose request it is. */
export interface Wait {
  readonly nanoseconds: number;
  readonly pid: number;
}

/**
 * Follows the requests of one device by their first sectors, as blkparse's `-t` does: from allocation to the queue, from
 * there to the driver, from there to completion. Times that blkparse takes from memory that it never set are not known here.
 */
export class IoTracker {
  readonly #ios = new Map<number, TrackedIo>();
  readonly #remapper: boolean;

  /** A remapper (md, dm) gives its requests to others: their time with it begins when they are queued. */
  constructor(remapper: boolean) {
    this.#remapper = remapper;
  }

  queue(sector: number, pid: number, time: number): void {
    if (this.#remapper) this.#find(sector, pid).issued = time;
  }

  allocate(sector: number, pid: number, time: number): void {
    this.#find(sector, pid).allocated = time;
  }

  /** A request grew at its front: it begins `sectors` before where it did. */
  mergeFront(sector: number, sectors: number): void {
    const io = this.#ios.get(sector + sectors);
    if (io === undefined) return;
    this.#ios.delete(sector + sectors);
    if (!this.#ios.has(sector)) this.#ios.set(sector, io);
  }

  insert(sector: number, pid: number, time: number): Wait | undefined {
    const io = this.#find(sector, pid);
    io.queued = time;
    // blkparse takes a request that was allocated at time 0 for one that never was.
    return io.allocated === 0 ? undefined : wait(io, io.allocated, time);
  }

  issue(sector: number, time: number): Wait | undefined {
    const io = this.#ios.get(sector);
    if (io === undefined) return undefined;
    io.issued = time;
    return wait(io, io.queued, time);
  }

  complete(sector: number, time: number): Wait | undefined {
    const io = this.#ios.get(sector);
    if (io === undefined) return undefined;
    this.#ios.delete(sector);
    return wait(io, io.issued, time);
  }

  #find(sector: number, pid: number): TrackedIo {
    const known = this.#ios.get(sector);
    if (known !== undefined) return known;
    const io: TrackedIo = { pid, allocated: undefined, queued: undefined, issued: undefined };
    this.#ios.set(sector, io);
    return io;
  }
}

function wait({ pid }: TrackedIo, since: number | undefined, time: number): Wait | undefined {
  return since === undefined ? undefined : { nanoseconds: time - since, pid };
}
