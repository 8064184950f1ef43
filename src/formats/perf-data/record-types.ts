/** Types of records: perf_event_open(2) below 64, perf's own from there on (tools/lib/perf/include/perf/event.h). */
export const recordType = {
  mmap: 1,
  lost: 2,
  comm: 3,
  exit: 4,
  throttle: 5,
  unthrottle: 6,
  fork: 7,
  read: 8,
  sample: 9,
  mmap2: 10,
  aux: 11,
  itraceStart: 12,
  lostSamples: 13,
  switch: 14,
  switchCpuWide: 15,
  namespaces: 16,
  ksymbol: 17,
  bpfEvent: 18,
  cgroup: 19,
  textPoke: 20,
  auxOutputHwId: 21,
  headerAttr: 64,
  tracingData: 66,
  buildId: 67,
  finishedRound: 68,
  auxtrace: 71,
  eventUpdate: 78,
  feature: 80,
  compressed: 81,
  compressed2: 83,
} as const;

/** The first of the types that perf itself writes. */
export const firstUserType = 64;
/** The last of them that there is (BPF_METADATA). */
export const lastUserType = 84;

/** Bits of a record's `misc`. */
export const misc = {
  cpuModeMask: 7,
  kernel: 1,
  user: 2,
  hypervisor: 3,
  guestKernel: 4,
  guestUser: 5,
  mmapData: 1 << 13,
  commExec: 1 << 13,
  forkExec: 1 << 13,
  switchOut: 1 << 13,
  switchOutPreempt: 1 << 14,
  mmapBuildId: 1 << 14,
} as const;

/** Bits of `sample_type`, all below 2^32. */
export const sampleBit = {
  ip: 1 << 0,
  tid: 1 << 1,
  time: 1 << 2,
  addr: 1 << 3,
  read: 1 << 4,
  callchain: 1 << 5,
  id: 1 << 6,
  cpu: 1 << 7,
  period: 1 << 8,
  streamId: 1 << 9,
  raw: 1 << 10,
  branchStack: 1 << 11,
  regsUser: 1 << 12,
  stackUser: 1 << 13,
  weight: 1 << 14,
  dataSrc: 1 << 15,
  identifier: 1 << 16,
  transaction: 1 << 17,
  regsIntr: 1 << 18,
  physAddr: 1 << 19,
  aux: 1 << 20,
  cgroup: 1 << 21,
  dataPageSize: 1 << 22,
  codePageSize: 1 << 23,
  weightStruct: 1 << 24,
} as const;

/** Bits of `read_format`. */
export const readBit = { timeEnabled: 1, timeRunning: 2, id: 4, group: 8, lost: 16 } as const;

/** Kinds of events (`perf_type_id`). */
export const eventType = {
  hardware: 0,
  software: 1,
  tracepoint: 2,
  cache: 3,
  raw: 4,
  breakpoint: 5,
} as const;
