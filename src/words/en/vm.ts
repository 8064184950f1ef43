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

  'vm.kvm.check': 'start a guest under KVM',
  'vm.kvm.not-used': (p: { reason: string }) => `Guests are emulated: KVM cannot be used (${p.reason}).`,
  'vm.kvm.remedy':
    'leave --accel kvm out: guests are then emulated; on a virtual machine, ask its owner for nested virtualisation',
  'vm.kvm.leave-out': 'leave --accel kvm out: guests are then emulated',
  'vm.kvm.counts-instructions': '--time instructions needs an emulated processor',
  'vm.kvm.other-arch': (p: { guest: string; host: string }) =>
    `it runs guests of its own kind only: this machine is ${p.host}, the guest ${p.guest}`,
  'vm.kvm.absent': 'there is no /dev/kvm',
  'vm.kvm.absent-remedy':
    'switch virtualisation on in the firmware, or nested in the host; or leave --accel kvm out',
  'vm.kvm.closed': '/dev/kvm is not open to you',
  'vm.kvm.closed-to-guests': '/dev/kvm is open to root alone, and QEMU gives root’s rights up',
  'vm.kvm.closed-to-guests-remedy':
    'give /dev/kvm to a group: chgrp kvm /dev/kvm && chmod 660 /dev/kvm; or let QEMU stay root: --qemu-user root',

  'vm.about': 'a shell in the guest, and what Ringside keeps of guests',
  'vm.quiet': 'say nothing but errors',
  'vm.shell.about': 'a shell, or one command, in a guest, without recording',
  'vm.shell.command': 'the command and its arguments; your shell without',
  'vm.shell.where': (p: { machine: string }) => `You are root in ${p.machine}.`,
  'vm.shell.how':
    'Nothing you do here changes this machine. exit or Ctrl-D leaves; Ctrl-] three times ends a guest that hangs.',
  'vm.shell.out': (p: { folder: string }) =>
    `What you put into ${p.folder} comes home when you leave: trace.dat, uftrace.data, copies of tracefs files…`,
  'vm.shell.output': 'where that comes to; by default a new folder among the recordings',
  'vm.shell.home': (p: { folder: string; size: string }) => `brought home: ${p.folder} (${p.size})`,
  'vm.shell.next': (p: { commands: string }) => `next: ${p.commands}`,
  'vm.shell.left-behind': (p: { count: number; folder: string }) =>
    `left behind in ${p.folder}: ${p.count} (only plain files come, under names of usual letters below 100)`,
  'vm.shell.left': 'The guest was ended.',
  'vm.shell.interrupted': 'passed on to the command; again to end it by force',

  'vm.list.about': 'kernels, saved guests and programs in the cache, and guests that run',
  'vm.list.running': 'Running guests',
  'vm.list.saved': 'Saved guests',
  'vm.list.kernels': 'Kernels',
  'vm.list.programs': 'Unpacked programs and package lists',
  'vm.list.leftovers': 'Leftovers',
  'vm.list.locks': (p: { count: number }) =>
    p.count === 1 ? '1 unused lock file' : `${p.count} unused lock files`,
  'vm.list.none': 'none',
  'vm.list.unarmed': 'no tracer armed',
  'vm.list.total': (p: { size: string; folder: string }) =>
    `${p.size} in ${p.folder}; ringside vm clean makes room.`,
  'vm.clean.about': 'remove what is kept and can be made again: by default saved guests and leftovers',
  'vm.clean.all': 'everything: saved guests, kernels, unpacked programs and package lists',
  'vm.clean.saved': 'saved guests: the next start of each boots it anew',
  'vm.clean.kernels': 'kernels: fetched again when next asked for',
  'vm.clean.packages': 'unpacked programs and package lists: fetched again when next needed',
  'vm.clean.older-than': 'only what was not used for so many days',
  'vm.clean.dry-run': 'remove nothing, say what would go',
  'vm.clean.no-days': 'give a number of days.',
  'vm.clean.done': (p: { size: string }) => `Removed; ${p.size} of room made.`,
  'vm.clean.would': (p: { size: string }) => `Would be removed; ${p.size} of room would be made.`,
  'vm.clean.nothing': 'Nothing to remove.',
  'vm.clean.used': (p: { name: string }) => `kept, because it is in use: ${p.name}`,
  'vm.clean.stuck': (p: { name: string; reason: string }) => `could not be removed: ${p.name} (${p.reason})`,
  'vm.ago.now': 'just now',
  'vm.ago.minutes': (p: { count: number }) => `${p.count} min ago`,
  'vm.ago.hours': (p: { count: number }) => `${p.count} h ago`,
  'vm.ago.days': (p: { count: number }) => `${p.count} days ago`,
} as const;
