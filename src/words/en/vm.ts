/** What is said of the guest while it starts. */
export const vm = {
  'vm.booting': (p: { kernel: string }) => `Booting ${p.kernel}`,
  'vm.booting-to-save': (p: { kernel: string }) =>
    `Booting ${p.kernel}, once: from then on it is resumed in a moment`,
  'vm.resume-failed': (p: { reason: string }) =>
    `The saved guest could not be resumed (${p.reason}); it is booted instead.`,
  'vm.arming': (p: { tracer: string }) =>
    `Switching ${p.tracer} on, once: it patches every function of the kernel`,
  'vm.reading-facts': 'Reading what the kernel tells of itself: events, functions, symbols',
  'vm.making-disks': 'Making the scratch disk',
} as const;
