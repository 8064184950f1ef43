import { eventId, isScheduledOut, RecordQueue, recordType, UftraceRecord } from './record.ts';
import type { UftraceTask } from './sessions.ts';
import type { UserRecords } from './user-records.ts';

/** Flags of a function on a task's stack. */
export const frameFlag = { filtered: 1, hidden: 2, unrecorded: 4, exec: 8, longjmp: 16 } as const;

/**
 * The functions that a task is in, user and kernel ones together, outermost first; columns that grow.
 * `time` is when a function began while it runs and how long it took after it returned: the last value of a
 * place stays until another function takes it.
 */
export class CallStack {
  readonly limit: number;
  address = new Float64Array(64);
  time = new Float64Array(64);
  /** How long what it called took, as far as it returned. */
  childTime = new Float64Array(64);
  flags = new Uint8Array(64);
  /** Begun within what was recorded, so that a duration can be told. */
  begun = new Uint8Array(64);
  /** How many levels were left to show before the function. */
  depthLeft: Int32Array;
  readonly #initialDepth: number;

  constructor(limit: number, depthLeft: number) {
    this.limit = limit;
    this.#initialDepth = depthLeft;
    this.depthLeft = new Int32Array(64).fill(depthLeft);
  }

  /** Whether there is a place `index`; makes room for it. */
  has(index: number): boolean {
    if (index < 0 || index >= this.limit) return false;
    if (index >= this.address.length) this.#grow(index);
    return true;
  }

  #grow(index: number): void {
    let length = this.address.length;
    while (length <= index) length *= 2;
    const { address, time, childTime, flags, begun, depthLeft } = this;
    this.address = new Float64Array(length);
    this.time = new Float64Array(length);
    this.childTime = new Float64Array(length);
    this.flags = new Uint8Array(length);
    this.begun = new Uint8Array(length);
    this.depthLeft = new Int32Array(length).fill(this.#initialDepth);
    this.address.set(address);
    this.time.set(time);
    this.childTime.set(childTime);
    this.flags.set(flags);
    this.begun.set(begun);
    this.depthLeft.set(depthLeft);
  }
}

/** One task while its records are merged with those of the others. */
export class TaskReader {
  readonly tid: number;
  readonly task: UftraceTask | undefined;
  /** Its own records; undefined where the file is missing or the task is not wanted. */
  readonly records: UserRecords | undefined;
  readonly queue = new RecordQueue('user');
  readonly events = new RecordQueue('event');
  readonly user = new UftraceRecord('user');
  readonly kernel = new UftraceRecord('kernel');
  readonly event = new UftraceRecord('event');
  readonly extern = new UftraceRecord('extern');
  /** The record that the merge is at. */
  current: UftraceRecord = this.user;
  readonly stack: CallStack;

  ended = false;
  stackCount = 0;
  userStackCount = 0;
  inKernel = false;
  inUser = false;
  lostSeen = false;
  scheduledOut = false;
  forkHandled = false;
  begun = false;
  /** In which perf file the task was switched out. */
  perfIndex = 0;
  timestampNext = 0;
  timestampEstimate = 0;

  // What a view of the records keeps for the task.
  displayDepth = 0;
  displayDepthSet = true;
  forkDisplayDepth = 0;
  filterIn = 0;
  filterOut = 0;
  depthLeft: number;

  constructor(
    tid: number,
    task: UftraceTask | undefined,
    records: UserRecords | undefined,
    maxStack: number,
    depth: number,
  ) {
    this.tid = tid;
    this.task = task;
    this.records = records;
    this.stack = new CallStack(records === undefined ? 0 : maxStack, depth);
    this.depthLeft = depth;
    this.ended = records === undefined;
  }

  /** Accounts for `record`, the one that was just consumed, on the stack of functions. */
  consume(
    record: UftraceRecord,
    merge: {
      readonly depth: number;
      readonly lastPerf: number;
      find(tid: number): TaskReader | undefined;
      fullKernelAddress(address: number): number;
    },
  ): void {
    const isKernel = record.source === 'kernel';
    let type = record.type;
    let depth = record.depth;
    const scheduling = type === recordType.event && isScheduling(record.address);
    if (type === recordType.event) {
      if (!scheduling) return;
      // A switch counts as a function: out is its entry and in its exit.
      this.scheduledOut = isScheduledOut(record.address);
      type = this.scheduledOut ? recordType.entry : recordType.exit;
      if (this.scheduledOut) this.perfIndex = merge.lastPerf;
      depth = 0;
    }
    if (!this.begun) this.#begin(type, depth, record.time, isKernel, merge);
    const skipped = this.lostSeen && type === recordType.lost;
    if (!skipped) {
      if (this.lostSeen) this.#recover(type, depth, record.time, isKernel);
      if (this.inKernel && !isKernel && type !== recordType.lost && !scheduling) {
        // A kernel function that was never seen to return ends where its program goes on.
        this.stackCount = this.userStackCount;
        this.depthLeft = merge.depth - this.stackCount;
      }
      this.#account(type, record, isKernel, merge);
    }
    this.#count(type, isKernel, record.source === 'user');
  }

  #begin(
    type: number,
    depth: number,
    time: number,
    isKernel: boolean,
    merge: { readonly depth: number; find(tid: number): TaskReader | undefined },
  ): void {
    this.stackCount = depth + (type === recordType.exit ? 1 : 0);
    this.begun = true;
    if (!this.forkHandled) {
      const parent = this.task === undefined ? undefined : merge.find(this.task.parent);
      if (parent !== undefined && parent.forkDisplayDepth > 0) {
        this.displayDepth = parent.forkDisplayDepth;
        this.displayDepthSet = true;
        if (isKernel) this.stackCount += this.displayDepth;
      }
      this.forkHandled = true;
    }
    if (isKernel) this.stackCount += this.userStackCount;
    for (let index = 0; index < this.stackCount && this.stack.has(index); index++) {
      this.stack.time[index] = time;
      this.stack.childTime[index] = 0;
      this.stack.begun[index] = 1;
    }
    this.depthLeft = merge.depth;
  }

  // After a loss the depth of the next record says where the task is; durations count from there.
  #recover(type: number, depth: number, time: number, isKernel: boolean): void {
    this.stackCount = depth + (type === recordType.exit ? 1 : 0);
    if (isKernel) this.stackCount += this.userStackCount;
    this.lostSeen = false;
    for (let index = 0; index <= depth; index++) {
      if (this.stack.has(index + this.userStackCount)) {
        this.stack.time[index + this.userStackCount] = time - 1;
        this.stack.childTime[index + this.userStackCount] = 0;
      }
    }
  }

  #account(
    type: number,
    record: UftraceRecord,
    isKernel: boolean,
    merge: { fullKernelAddress(address: number): number },
  ): void {
    const stack = this.stack;
    if (stack.limit === 0) return;
    if (type === recordType.entry) {
      const index = this.stackCount;
      if (!stack.has(index)) return;
      stack.address[index] = isKernel ? merge.fullKernelAddress(record.address) : record.address;
      stack.time[index] = record.time;
      stack.childTime[index] = 0;
      stack.begun[index] = 1;
    } else if (type === recordType.exit) {
      const index = this.stackCount - 1;
      if (!stack.has(index)) return;
      stack.time[index] = stack.begun[index] === 1 ? record.time - stack.time[index]! : 0;
      stack.begun[index] = 0;
      const duration = stack.time[index]!;
      if (isAbove(stack.childTime[index]!, duration)) stack.childTime[index] = duration;
      if (index > 0) stack.childTime[index - 1]! += duration;
    } else {
      this.lostSeen = true;
      this.displayDepthSet = false;
      let lostTime = 0;
      for (let index = this.stackCount; index >= this.userStackCount; index--) {
        if (!stack.has(index)) continue;
        if (lostTime === 0) lostTime = stack.time[index]! + 1;
        const duration = lostTime - stack.time[index]!;
        stack.time[index] = duration;
        if (isAbove(stack.childTime[index]!, duration)) stack.childTime[index] = duration;
        if (index > 0) stack.childTime[index - 1]! += duration;
      }
    }
  }

  #count(type: number, isKernel: boolean, isUser: boolean): void {
    this.inUser = isUser;
    this.inKernel = isKernel;
    if (type === recordType.entry) this.stackCount++;
    else if (type === recordType.exit && this.stackCount > 0) this.stackCount--;
    if (!isUser) return;
    if (type === recordType.entry) this.userStackCount++;
    else if (type === recordType.exit && this.userStackCount > 0) this.userStackCount--;
  }
}

/**
 * Whether a duration is above another. After lost records uftrace subtracts larger times from smaller ones, in unsigned
 * numbers of 64 bits: what is negative here is next to 2^64 there.
 */
export function isAbove(a: number, b: number): boolean {
  return a < 0 === b < 0 ? a > b : a < 0;
}

function isScheduling(event: number): boolean {
  return event === eventId.schedIn || isScheduledOut(event);
}
