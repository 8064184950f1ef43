import { lstat, readdir, readFile } from 'node:fs/promises';
import { places } from '../../packages/index.ts';
import { listSaved } from '../../targets/micro-vm/index.ts';

/** A running guest of this user's. */
export interface RunningGuest {
  readonly pid: number;
  /** As `ringside vm list` calls saved guests; the kernel's image where it was not saved. */
  readonly machine: string;
  /** The saved guest it was resumed from or is being made. */
  readonly key: string | undefined;
  /** Resident memory. */
  readonly bytes: number;
  readonly since: Date;
}

/** Guests that this user started, found by what their QEMU was told. */
export async function listRunning(): Promise<readonly RunningGuest[]> {
  const found = await Promise.all(
    (await readdir('/proc').catch((): string[] => []))
      .filter(name => /^\d+$/.test(name))
      .map(pid => runningGuest(Number(pid))),
  );
  const guests = found.filter(each => each !== undefined);
  const names = new Map((await listSaved()).map(each => [each.key, each.machine]));
  return guests.map(guest => ({ ...guest, machine: names.get(guest.key ?? '') ?? guest.machine }));
}

async function runningGuest(pid: number): Promise<RunningGuest | undefined> {
  try {
    const argv = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
    if (!argv.includes('virtserialport,chardev=control,name=control')) return undefined;
    // setpriv has the same arguments until it becomes QEMU.
    if (argv[0]?.endsWith('setpriv')) return undefined;
    const initramfs = argv[argv.indexOf('-initrd') + 1] ?? '';
    if (!initramfs.startsWith(`${places().cache}/`)) return undefined;
    const key = /\/guests\/(\w+)(?:\.partial)?\/initramfs$/.exec(initramfs)?.[1];
    const pages = Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]);
    const { ctime } = await lstat(`/proc/${pid}`);
    const machine = argv[argv.indexOf('-kernel') + 1] ?? '';
    return { pid, machine, key, bytes: pages * 4096, since: ctime };
  } catch {
    return undefined;
  }
}
