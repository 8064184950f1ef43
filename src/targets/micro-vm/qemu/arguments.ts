import { architectures } from '../architectures.ts';
import type { Machine } from '../machine.ts';

/** The streams between host and guest, in the order of their ports. `cpuN` follow, one a CPU. */
// The terminal is such a stream too, with a pty behind it in the guest: a virtconsole would be a terminal by itself,
// but QEMU drops what the host does not take at once (hw/char/virtio-console.c, flush_buf).
export const streamNames = ['control', 'in', 'out', 'err', 'files', 'tty'] as const;

export type StreamName = (typeof streamNames)[number] | 'serial' | 'monitor' | 'echo' | `cpu${number}`;

/** Everything that QEMU is connected by, in the order in which the process is given its file descriptors. */
export function streamsOf(machine: Machine): readonly StreamName[] {
  const cpus = Array.from({ length: machine.cpus }, (_, cpu): StreamName => `cpu${cpu}`);
  return ['serial', 'monitor', 'echo', ...streamNames, ...cpus];
}

export interface Attachments {
  /** Folder with `scratch.img` and `swap.img`. */
  readonly disks: string;
  /** Writes to the disks go to the images themselves (a state is being made) or vanish with the guest. */
  readonly keepDiskWrites: boolean;
  readonly initramfs: string;
  /** Host folders shown to the guest, read-only, by mount tag. */
  readonly shares: Readonly<Record<'host' | 'programs', string>>;
  /** Memory in a file: shared to write a state, private to start from one. Anonymous memory without. */
  readonly memoryFile?: { readonly path: string; readonly shared: boolean };
  /** Wait for a saved state instead of starting the kernel. */
  readonly awaitState?: boolean;
}

/** QEMU's command line after its name. `descriptorOf` answers the inherited descriptor of a stream. */
export function qemuArguments(
  machine: Machine,
  attach: Attachments,
  descriptorOf: (stream: StreamName) => number,
): readonly string[] {
  const chardev = (stream: StreamName) => `socket,id=${stream},fd=${descriptorOf(stream)}`;
  const port = (stream: StreamName) => [
    '-chardev',
    chardev(stream),
    '-device',
    `virtserialport,chardev=${stream},name=${stream}`,
  ];
  const cpuStreams = streamsOf(machine).filter(stream => stream.startsWith('cpu'));
  return [
    ...machineArguments(machine, attach),
    ...kernelArguments(machine, attach),
    ...['-chardev', chardev('serial'), '-serial', 'chardev:serial'],
    ...['-chardev', chardev('monitor'), '-mon', 'chardev=monitor,mode=control'],
    // Room for the streams of 24 CPUs beside the fixed ones; 31 ports are the device's limit.
    ...['-device', 'virtio-serial-pci,id=streams,max_ports=31'],
    ...streamNames.flatMap(port),
    ...cpuStreams.flatMap(port),
    ...diskArguments(attach),
    ...identityArguments(machine),
    ...networkArguments(chardev('echo')),
    ...Object.entries(attach.shares).flatMap(([tag, folder]) => shareArguments(tag, folder)),
    ...(attach.awaitState ? ['-incoming', 'defer'] : []),
  ];
}

/** The whole machine as QEMU is told of it, without the files it is given: one text for machines that take each other's states. */
export function describeMachine(machine: Machine): string {
  const shares = { host: '', programs: '' };
  const attach: Attachments = { disks: '', keepDiskWrites: false, initramfs: '', shares };
  return JSON.stringify([qemuArguments(machine, attach, () => 0), architectures[machine.arch]]);
}

function machineArguments(machine: Machine, attach: Attachments): readonly string[] {
  const { machine: type, emulatedCpu } = architectures[machine.arch];
  const memory = `${machine.memoryMiB}M`;
  const backend = attach.memoryFile
    ? `memory-backend-file,id=ram,size=${memory},mem-path=${escapeComma(attach.memoryFile.path)},share=${attach.memoryFile.shared ? 'on' : 'off'}`
    : `memory-backend-ram,id=ram,size=${memory}`;
  return [
    '-nodefaults',
    '-no-user-config',
    '-no-reboot',
    ...['-display', 'none'],
    ...['-machine', `${type},memory-backend=ram`],
    ...['-object', backend],
    ...['-m', memory, '-smp', String(machine.cpus)],
    ...(machine.accelerator === 'kvm'
      ? ['-accel', 'kvm', '-cpu', 'host']
      : ['-accel', 'tcg,thread=single', '-cpu', emulatedCpu]),
    ...(machine.instructionTime ? ['-icount', 'shift=0,sleep=on'] : []),
  ];
}

function kernelArguments(machine: Machine, attach: Attachments): readonly string[] {
  const { console, kernelParameters } = architectures[machine.arch];
  // Where things lie in memory decides how many instructions a path takes, and so does what a CPU has counted since
  // it last added up: runs that are to repeat leave no dice in it and do not add up every second.
  const withoutDice = machine.instructionTime
    ? ['nokaslr', 'norandmaps', 'sysctl.vm.stat_interval=3600']
    : [];
  const parameters = [
    `console=${console}`,
    'quiet',
    'panic=-1',
    'rdinit=/init',
    ...kernelParameters,
    ...withoutDice,
  ];
  return ['-kernel', machine.kernel.image, '-initrd', attach.initramfs, '-append', parameters.join(' ')];
}

/**
 * One SCSI disk alone is always /dev/sda (with two, whichever answers first is); swap is /dev/vda.
 * With one queue the SCSI disk has a scheduler by itself and ends its requests in the BLOCK softirq, as a SATA disk does
 * (block/elevator.c, elevator_get_default; block/blk-mq.c, blk_mq_complete_request_remote).
 */
function diskArguments(attach: Attachments): readonly string[] {
  const disk = (name: string, device: string) => [
    '-drive',
    `if=none,id=${name},format=raw,file=${escapeComma(`${attach.disks}/${name}.img`)},snapshot=${attach.keepDiskWrites ? 'off' : 'on'}`,
    ...['-device', `${device},drive=${name}`],
  ];
  return [
    ...['-device', 'virtio-scsi-pci,id=scsi,num_queues=1'],
    ...disk('scratch', 'scsi-hd,bus=scsi.0'),
    ...disk('swap', 'virtio-blk-pci'),
  ];
}

/**
 * A new identity at each start, so that guests resumed from one state do not share their random numbers: the kernel
 * reseeds when it changes (drivers/virt/vmgenid.c). Instruction time is for runs that repeat and goes without.
 */
function identityArguments(machine: Machine): readonly string[] {
  return machine.arch === 'x86_64' && !machine.instructionTime ? ['-device', 'vmgenid,guid=auto'] : [];
}

/** A card with no way out, but for one address that is joined to a stream of ours: `serveEcho` answers there. */
function networkArguments(echo: string): readonly string[] {
  const forward = 'guestfwd=tcp:10.0.2.100:7-chardev:echo';
  return [
    ...['-chardev', echo],
    ...['-netdev', `user,id=net,restrict=on,${forward}`, '-device', 'e1000,netdev=net,romfile='],
  ];
}

/** A share that is not mounted yet hinders no saving: 9p blocks it only between mount and unmount (hw/9pfs/9p.c, v9fs_attach). */
function shareArguments(tag: string, folder: string): readonly string[] {
  return [
    '-fsdev',
    `local,id=${tag},path=${escapeComma(folder)},security_model=none,readonly=on,multidevs=remap`,
    ...['-device', `virtio-9p-pci,fsdev=${tag},mount_tag=${tag}`],
  ];
}

/** QEMU reads a comma in a value as its end unless it is doubled. */
function escapeComma(value: string): string {
  return value.replaceAll(',', ',,');
}
