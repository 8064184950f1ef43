/** What is worth saying first about a recording. */
export const findings = {
  'finding.sched.longest-wait': (p: { comm: string; duration: number }) =>
    `${p.comm} waited ${(p.duration / 1e6).toFixed(1)} ms for a CPU`,
  'finding.calls.most-time': (p: { function: string; duration: number; percent: number }) =>
    `${p.function} itself took ${p.percent} % of the time in functions, ${(p.duration / 1e6).toFixed(1)} ms`,
  'finding.syscalls.fails-often': (p: { comm: string; call: string; error: string; count: number }) =>
    `${p.comm}: ${p.call} failed ${p.count} times with ${p.error}`,
  'finding.syscalls.slowest': (p: { comm: string; call: string; duration: number }) =>
    `${p.comm}: one ${p.call} took ${(p.duration / 1e6).toFixed(1)} ms`,
  'finding.irq.busy': (p: { cpu: number; percent: number }) =>
    `CPU ${p.cpu} spent ${p.percent} % of the time in interrupts and softirqs`,
  'finding.irq.softirq-waited': (p: { softirq: string; duration: number }) =>
    `${p.softirq} waited ${(p.duration / 1e6).toFixed(1)} ms from its raise until it ran`,
  'finding.signal.death': (p: { comm: string; tid: number; signal: string; sender: string }) =>
    `${p.comm} (${p.tid}) ended by ${p.signal} from ${p.sender}`,
  'finding.files.misses': (p: { file: string; misses: number; reads: number }) =>
    `${p.file}: ${p.misses} of ${p.reads} reads had to bring pages in`,
  'finding.workqueue.waited': (p: { function: string; duration: number }) =>
    `a work item (${p.function}) waited ${(p.duration / 1e6).toFixed(1)} ms for a worker`,
  'finding.workqueue.ran': (p: { function: string; duration: number }) =>
    `a work item (${p.function}) ran for ${(p.duration / 1e6).toFixed(1)} ms`,
  'finding.locks.waited': (p: { kind: string; lock: string; duration: number }) =>
    `tasks waited ${(p.duration / 1e6).toFixed(1)} ms for a ${p.kind}, ${p.lock}`,
  'finding.block.slow-request': (p: { device: string; direction: string; duration: number; usual: number }) =>
    `${p.device}: one ${p.direction} took ${(p.duration / 1e6).toFixed(1)} ms at the device, half of them at most ${(p.usual / 1e6).toFixed(1)} ms`,
  'finding.memory.oom-kill': (p: { comm: string; tid: number }) =>
    `${p.comm} (${p.tid}) was killed because there was no memory left`,
  'finding.network.retransmits': (p: { count: number }) => `TCP sent ${p.count} segments again`,
} as const;
