/** Where a recording is made: this machine, or one behind ssh. */
export const targets = {
  'targets.unknown': (p: { on: string }) => `there is no target "${p.on}"`,
  'targets.unknown.remedy': (p: { forms: string }) => `Targets: ${p.forms}.`,
  'targets.guest-options': (p: { options: string; on: string }) =>
    `${p.options} speak of a guest, and --on ${p.on} records on a machine that is as it is`,
  'targets.guest-options.remedy': 'Leave them out, or leave --on out to record in a guest.',
  'targets.record-on': (p: { target: string }) => `record on ${p.target}`,
  'targets.prepare': 'prepare the machine',
  'targets.facts': 'read the facts of the kernel',
  'targets.agent': 'talk to the machine',
  'targets.again': 'Try again; what was changed there is put back by the next recording.',
  'targets.gone': (p: { target: string }) => `the shell on ${p.target} ended`,
  'targets.silent': (p: { seconds: number }) => `no answer for ${p.seconds} s`,
  'targets.description': (p: { host: string; release: string; cpus: number }) =>
    `${p.host}, Linux ${p.release}, ${p.cpus === 1 ? '1 CPU' : `${p.cpus} CPUs`}`,
  'targets.repaired': (p: { pid: string }) =>
    `put back what a recording that was killed (process ${p.pid}) had left in the tracer`,
  'targets.user-not-root': (p: { what: string }) =>
    `uftrace traces the kernel for root alone, and commands run as ${p.what}`,
  'targets.user-not-root.remedy': (p: { what: string }) =>
    `Start Ringside as root (sudo), log in as root (ssh://root@…) instead of ${p.what}, or leave --user out.`,
  'targets.no-tool': (p: { what: string }) => `the machine has no ${p.what}, which this recording needs`,
  'targets.no-tool.remedy': (p: { what: string }) =>
    `Install ${p.what} there (Ringside installs nothing on a machine of yours), or leave --on out: a guest gets it by itself.`,

  'targets.not-root': (p: { what: string }) => `the kernel is traced by root alone (${p.what})`,
  'targets.not-root.remedy': (p: { what: string }) =>
    `Become root (sudo ringside …), or let sudo ask no password${p.what === '' ? '' : ` of ${p.what}`}; without --on a guest is recorded, which needs no root.`,
  'targets.container': (p: { what: string }) =>
    `${p.what} is a container, where processes have other numbers than the kernel's tracer knows`,
  'targets.container.remedy': (p: { what: string }) =>
    `Record on the machine that ${p.what} runs on, or leave --on out to record in a guest.`,
  'targets.no-program': (p: { what: string }) => `the machine has no ${p.what}`,
  'targets.no-program.remedy': (p: { what: string }) =>
    `Install ${p.what}: a POSIX shell and the usual tools (coreutils, grep, sed, tar, or busybox) are enough.`,
  'targets.no-run': (p: { what: string }) => `${p.what} is not root's to write in`,
  'targets.no-run.remedy': (p: { what: string }) =>
    `See what ${p.what} is there: what must be undone after a recording is noted in it.`,
  'targets.no-place': (p: { what: string }) => `99 recordings are made there already (${p.what})`,
  'targets.no-place.remedy': (p: { what: string }) => `Wait until one has ended; ${p.what} names them.`,
  'targets.not-mounted': (p: { what: string }) => `tracefs is not mounted ${p.what}`.trimEnd(),
  'targets.not-mounted.remedy': (p: { what: string }) =>
    `As root there: mount -t tracefs tracefs /sys/kernel/tracing ${p.what.includes('[confidentiality]') ? '(not while the kernel is locked down)' : ''}`.trimEnd(),
  'targets.no-tracefs': (p: { what: string }) => `the kernel ${p.what} was built without tracefs`,
  'targets.no-tracefs.remedy': (p: { what: string }) =>
    `Start a kernel with CONFIG_FTRACE=y instead of ${p.what}, or record in a guest (without --on).`,
  'targets.closed': (p: { what: string }) =>
    `the kernel does not let even root read its tracer${p.what === '' ? '' : ` (lockdown: ${p.what})`}`,
  'targets.closed.remedy': (p: { what: string }) =>
    `${p.what.includes('[confidentiality]') ? 'Start it without lockdown=confidentiality' : 'Look what restricts root there (a container, SELinux)'}, or record in a guest (without --on).`,
  'targets.no-instances': (p: { what: string }) =>
    `the tracer of the kernel ${p.what} cannot be shared: it has no instances`,
  'targets.no-instances.remedy': (p: { what: string }) =>
    `A kernel newer than ${p.what} has them (3.10 and later); or record in a guest (without --on).`,
  'targets.no-tracer': (p: { what: string }) => `the kernel has no tracer "${p.what}"`,
  'targets.no-tracer.remedy': (p: { what: string }) =>
    `Record events (-e) instead of ${p.what}, or record in a guest (without --on).`,
  'targets.ftrace-off': (p: { what: string }) =>
    `function tracing is switched off (kernel.ftrace_enabled is 0), so ${p.what} would see nothing`,
  'targets.ftrace-off.remedy': (p: { what: string }) =>
    `As root there: sysctl kernel.ftrace_enabled=1, then ${p.what} works.`,
  'targets.top-ringside': (p: { what: string }) =>
    `another Ringside (process ${p.what}) has the top level of the tracer, of which there is one`,
  'targets.top-ringside.remedy': (p: { what: string }) =>
    `Wait until process ${p.what} has ended. Recordings of events alone can be made at the same time.`,
  'targets.top-tracer': (p: { what: string }) => `somebody uses the tracer: current_tracer is ${p.what}`,
  'targets.top-tracer.remedy': (p: { what: string }) =>
    `Wait, or, where ${p.what} is nobody's any more, as root there: echo nop > /sys/kernel/tracing/current_tracer. Events alone (-e) do not disturb it.`,
  'targets.top-events': (p: { what: string }) => `somebody uses the tracer: these events are on: ${p.what}`,
  'targets.top-events.remedy': (p: { what: string }) =>
    `Wait, or, where ${p.what.trim().split(' ')[0]} is nobody's any more, as root there: echo > /sys/kernel/tracing/set_event. Events alone (-e) do not disturb it.`,
  'targets.top-unread': (p: { what: string }) =>
    `somebody traced, and ${p.what} events in the tracer's top level are not read yet`,
  'targets.top-unread.remedy': (p: { what: string }) =>
    `Read them, or, where those ${p.what} are of no use, as root there: echo > /sys/kernel/tracing/trace. Events alone (-e) do not disturb them.`,

  'targets.ssh.address': (p: { text: string }) => `"${p.text}" is no address of a machine`,
  'targets.ssh.address.remedy':
    'Write ssh://HOST, ssh://USER@HOST or ssh://USER@HOST:PORT; HOST may be a name of ~/.ssh/config.',
  'targets.ssh.no-program': 'there is no program ssh here',
  'targets.ssh.host-unknown': (p: { host: string; said: string }) =>
    `the key of ${p.host} is not known here: ${p.said}`,
  'targets.ssh.host-unknown.remedy': (p: { host: string }) =>
    `Log in once by hand (ssh ${p.host}), compare the key and accept it.`,
  'targets.ssh.host-changed': (p: { host: string; said: string }) =>
    `${p.host} has another key than the one that is known: ${p.said}`,
  'targets.ssh.host-changed.remedy': (p: { host: string }) =>
    `Find out why; where it is right, ssh-keygen -R ${p.host} forgets the old one.`,
  'targets.ssh.denied': (p: { host: string; said: string }) => `${p.host} does not let you in: ${p.said}`,
  'targets.ssh.denied.remedy': (p: { host: string }) =>
    `A key that asks nothing is needed: ssh-copy-id ${p.host}, and ssh-add where the key has a passphrase.`,
  'targets.ssh.name': (p: { host: string; said: string }) => `nobody knows the name ${p.host}: ${p.said}`,
  'targets.ssh.name.remedy': (p: { host: string }) =>
    `Look at its spelling, or name ${p.host} in ~/.ssh/config.`,
  'targets.ssh.unreachable': (p: { host: string; said: string }) => `${p.host} cannot be reached: ${p.said}`,
  'targets.ssh.unreachable.remedy': (p: { host: string }) =>
    `See whether ${p.host} runs and its sshd listens on that port; a ProxyJump belongs into ~/.ssh/config.`,
  'targets.ssh.no-root': (p: { host: string; said: string }) =>
    `the kernel of ${p.host} is traced by root alone, and you are not root there: ${p.said}`,
  'targets.ssh.no-root.remedy': (p: { host: string }) =>
    `Log in as root (ssh://root@${p.host}), or let sudo ask you no password there (a NOPASSWD line for sh).`,
  'targets.ssh.no-shell': (p: { host: string; said: string }) =>
    `your login on ${p.host} gives no POSIX shell: ${p.said}`,
  'targets.ssh.no-shell.remedy': (p: { host: string }) =>
    `Use a login on ${p.host} that may run sh; a forced command or nologin does not.`,
  'targets.ssh.ended': (p: { host: string; said: string }) => `ssh to ${p.host} ended: ${p.said}`,
  'targets.ssh.ended.remedy': (p: { host: string }) =>
    `See what ssh -o BatchMode=yes ${p.host} true says; what was changed there is put back by the next recording.`,
} as const;
