/** The set-up of a machine: what is fetched, how far it is, what stands in the way. */
export const setup = {
  'setup.check': 'set up this machine',
  'setup.check.unpack': (p: { file: string }) => `unpack ${p.file}`,
  'setup.waiting': 'Waiting for another Ringside that is setting up the same thing',
  'setup.looking-up': (p: { label: string }) => `Looking up ${p.label}`,
  'setup.reading-lists': "Reading the distribution's package lists",
  'setup.downloading': 'Downloading',
  'setup.unpacking': 'Unpacking',
  'setup.depmod': "Listing the kernel's modules",
  'setup.where': (p: { folder: string }) => `Set-up: to be unpacked into ${p.folder}, not installed:`,
  'setup.will-unpack': (p: { label: string; count: number; size: string }) =>
    `  ${p.label}: ${count(p.count, 'package')}, ${p.size} to download`,
  'setup.will-install': (p: { label: string; command: string }) =>
    `Set-up: installing ${p.label}: ${p.command}`,
  'setup.installing': (p: { label: string }) => `Installing ${p.label}`,
  'setup.install-failed': (p: { label: string; output: string }) =>
    `Set-up: ${p.label} could not be installed and is unpacked instead. APT said:\n${p.output}`,
  'setup.unknown-system': (p: { name: string }) =>
    `${p.name} is not in Ringside's table of package names (Debian 12 is proven; Debian 13 and Ubuntu 22.04 and 24.04 are there, unproven)`,
  'setup.unknown-system.run': (p: { command: string }) => `install what is needed by hand: ${p.command}`,
  'setup.unknown-system.read':
    'install QEMU, a static busybox and a kernel by hand, then run `ringside doctor`',
  'setup.unknown-arch': (p: { arch: string }) =>
    `Ringside knows packages for amd64 and arm64, and this machine is ${p.arch}`,
  'setup.no-apt': 'install apt and dpkg, or install QEMU and busybox by hand and run `ringside doctor`',
  'setup.no-network':
    'check the network and the proxy settings (http_proxy, /etc/apt/apt.conf.d), then run it again: what was finished is kept',
  'setup.gone':
    'the package lists and the mirror disagree for the moment: run it again in a few minutes, or use another mirror in /etc/apt/sources.list.d',
  'setup.not-found':
    'look at the sources in /etc/apt/sources.list.d: none of those that answered has this package (Ubuntu needs "universe")',
  'setup.apt-failed': 'read what APT said, put it right, and run it again: what was finished is kept',
  'setup.disk-full': (p: { folder: string }) =>
    `make room on the disk that holds ${p.folder}, or choose another place with XDG_CACHE_HOME, and run it again`,
  'setup.closed': 'set XDG_CACHE_HOME to a folder that you may write to, or look whose the one in the way is',
  'setup.broken-package': 'run it again: the package is downloaded anew',
  'setup.odd-folder': (p: { folder: string }) => `APT cannot use a folder with this name: ${p.folder}`,
  'setup.choose-cache': 'set XDG_CACHE_HOME to a folder without quotes and backslashes in its name',
  'setup.no-kernel-in': (p: { name: string }) => `${p.name} holds no kernel`,
  'setup.no-package-name': (p: { name: string }) => `${p.name} is not a package name`,
  'thing.qemu': (p: { arch: string }) => `QEMU for ${p.arch} guests`,
  'thing.busybox': (p: { arch: string }) => `busybox for ${p.arch} guests`,
  'thing.objdump': (p: { arch: string }) => `objdump for ${p.arch} code`,
  'thing.kernel': (p: { name: string }) => `the kernel ${p.name}`,
  'thing.guest-programs': (p: { names: string }) => `programs for the guest (${p.names})`,
} as const;

function count(n: number, noun: string): string {
  return n === 1 ? `1 ${noun}` : `${n} ${noun}s`;
}
