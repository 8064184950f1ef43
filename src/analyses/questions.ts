/** A question that a well-known tool answers, and the table that answers it here. */
export interface Question {
  /** The tool's name: of bcc, perf-tools or perf. */
  readonly name: string;
  readonly table: string;
  /** As `--by` and `--sort` of `ringside report`, where the tool sums by something else than the table. */
  readonly by?: string;
  readonly sort?: string;
}

/** Every question that is known by a tool's name, one line each. */
export const questions: readonly Question[] = [
  { name: 'syscount', table: 'syscalls.names', sort: 'count' },
  { name: 'opensnoop', table: 'files.opens', sort: '+time' },
  { name: 'cachestat', table: 'files.cache' },
  { name: 'filetop', table: 'files.files' },
  { name: 'fileslower', table: 'files.reads' },
  { name: 'writeback', table: 'files.writebacks' },
  { name: 'ext4slower', table: 'files.operation-calls' },
  { name: 'ext4dist', table: 'files.operation-durations' },
  { name: 'funclatency', table: 'calls.functions', sort: 'mean' },
  { name: 'funccount', table: 'calls.functions', sort: 'calls' },
  { name: 'stackcount', table: 'calls.stacks' },
  { name: 'killsnoop', table: 'signal.signals', sort: '+time' },
  { name: 'exitsnoop', table: 'signal.deaths', sort: '+time' },
  { name: 'hardirqs', table: 'irq.handlers' },
  { name: 'softirqs', table: 'irq.softirqs' },
  { name: 'wqlat', table: 'workqueue.delays' },
  { name: 'klockstat', table: 'locks.locks' },
  { name: 'runqlat', table: 'sched.latency-histogram' },
  { name: 'runqslower', table: 'sched.waits' },
  { name: 'runqlen', table: 'sched.cpus' },
  { name: 'cpudist', table: 'sched.runs', by: 'comm' },
  { name: 'offcputime', table: 'sched.off-cpu' },
  { name: 'wakeuptime', table: 'sched.wakers' },
  { name: 'timehist', table: 'sched.runs', sort: '+time' },
  { name: 'execsnoop', table: 'sched.forks', sort: '+time' },
  { name: 'biolatency', table: 'block.latency-times' },
  { name: 'biosnoop', table: 'block.requests', sort: '+time' },
  { name: 'biotop', table: 'block.processes' },
  { name: 'bitesize', table: 'block.sizes' },
  { name: 'biopattern', table: 'block.seeks' },
  { name: 'iostat', table: 'block.throughput', sort: '+time' },
  { name: 'btt', table: 'block.stages' },
  { name: 'drsnoop', table: 'memory.stalls', sort: '+time' },
  { name: 'oomkill', table: 'memory.oom-kills', sort: '+time' },
  { name: 'memleak', table: 'memory.slab-sites', sort: 'live_bytes' },
  { name: 'slabratetop', table: 'memory.slab-caches', sort: 'count' },
  { name: 'tcplife', table: 'network.connections', sort: '+time' },
  { name: 'tcpconnlat', table: 'network.connections', sort: 'connect_time' },
  { name: 'tcpstates', table: 'network.state-changes', sort: '+time' },
  { name: 'tcpdrop', table: 'network.drops' },
  { name: 'tcpretrans', table: 'network.retransmits', sort: '+time' },
  { name: 'netqtop', table: 'network.devices' },
];
