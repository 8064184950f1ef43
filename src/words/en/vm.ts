/** The guest: while it starts, a shell in it, what is kept of it. */
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

  'vm.about': 'a shell in the guest, and what Ringside keeps of guests',
  'vm.quiet': 'say nothing but errors',
  'vm.shell.about': 'a shell, or one command, in a guest, without recording',
  'vm.shell.command': 'the command and its arguments; your shell without',
  'vm.shell.where': (p: { machine: string }) => `You are root in ${p.machine}.`,
  'vm.shell.how':
    'Nothing you do here changes this machine. exit or Ctrl-D leaves; Ctrl-] three times ends a guest that hangs.',
  'vm.shell.left': 'The guest was ended.',
  'vm.shell.interrupted': 'passed on to the command; again to end it by force',
} as const;
