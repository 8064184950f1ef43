import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findDistribution, isRoot } from '../../src/packages/index.ts';
import { OrdinaryUser } from './ordinary-user.ts';

// As an ordinary user, on a machine where nothing is installed for it: RINGSIDE_NO_SYSTEM_TOOLS hides what is.
const hidden = { RINGSIDE_NO_SYSTEM_TOOLS: '1' };
const root = join(import.meta.dirname, '../..');
const reason = !isRoot()
  ? 'needs root, to make an ordinary user'
  : findDistribution() === undefined
    ? 'needs a distribution of the table'
    : undefined;

let user: OrdinaryUser;
let clone: string;

beforeAll(() => {
  if (reason !== undefined) return;
  user = new OrdinaryUser();
  clone = user.cloneProject(root);
});

afterAll(() => user?.remove());

const setUpLine = /Set-up|Downloading|Unpacking|Installing|package lists/;

describe('an ordinary user with an empty home, without sudo, QEMU and tracers', () => {
  test('npm start records mv and shows its way into the kernel', { timeout: 600_000 }, context => {
    if (reason !== undefined) return context.skip(reason);
    const first = user.run(['npm', 'start', '--', '--no-serve'], clone, hidden);
    expect(first.code, first.stderr).toBe(0);
    expect(first.stderr).toMatch(setUpLine);
    expect(callsBelow(first.stdout, /Library +renameat2\(\)/)).toMatch(/│.*\b(do_renameat2|vfs_rename)\(\)/);

    const second = user.run(['npm', 'start', '--', '--no-serve'], clone, hidden);
    expect(second.code, second.stderr).toBe(0);
    expect(second.stderr).not.toMatch(setUpLine);
  });

  test('everything for a guest is unpacked, starts, and is there at once the next time', {
    timeout: 600_000,
  }, context => {
    if (reason !== undefined) return context.skip(reason);
    const prepared = user.run(['node', 'scripts/lib/prepare.mjs'], clone, hidden);
    expect(prepared.code, prepared.stderr).toBe(0);
    const first = getEverything('boot');
    expect(first.qemu).toMatch(/^QEMU emulator version \d/);
    expect(first.accelerators).toContain('tcg');
    expect(first.console).toContain(`Linux version ${first.release}`);
    expect(first.console).toContain('Unable to mount root fs');
    const cache = `${user.home}/.cache/ringside/`;
    for (const path of [first.qemuPath, first.busybox, first.armBusybox, first.vmlinuz, first.programs]) {
      expect(path.startsWith(cache), path).toBe(true);
    }
    expect(first.uftrace).toBe(true);

    const later = [1, 2, 3].map(() => getEverything());
    expect(later.map(each => each.stderr).join('')).toBe('');
    expect(Math.min(...later.map(each => each.milliseconds))).toBeLessThan(30);
  });

  test('nothing was written outside home and /tmp, and nothing still runs', context => {
    if (reason !== undefined) return context.skip(reason);
    expect(user.filesElsewhere()).toEqual([]);
    expect(user.processes()).toEqual([]);
  });
});

function getEverything(then = '') {
  const run = user.run(['node', '--input-type=module', '-e', script, then], clone, hidden);
  if (run.code !== 0) throw new Error(run.stderr);
  return { ...JSON.parse(run.stdout), stderr: run.stderr };
}

const script = `
  import { existsSync } from 'node:fs';
  import * as packages from './dist/packages/index.js';
  const progress = packages.createProgress();
  const start = performance.now();
  const qemu = await packages.needQemu('x86_64', progress);
  const busybox = await packages.needBusybox('x86_64', progress);
  const armBusybox = await packages.needBusybox('arm64', progress);
  const kernel = await packages.needKernelPackage(packages.defaultKernelName('x86_64'), 'x86_64', progress);
  const programs = await packages.needGuestPrograms(['uftrace'], progress);
  const milliseconds = performance.now() - start;
  const ask = async option => (await packages.run([...qemu.argv, ...qemu.firmwareArgs, ...option], { env: qemu.env })).stdout;
  // Without a disk the kernel runs until it misses one: by then firmware, ROMs and the accelerator were found.
  const machine = ['-M', 'pc', '-accel', 'tcg,thread=single', '-cpu', 'max', '-m', '256', '-display', 'none'];
  const kernelArgs = ['-kernel', kernel.vmlinuz, '-append', 'console=ttyS0 panic=-1'];
  const boot = process.argv[1] === 'boot' ? await ask([...machine, '-serial', 'stdio', '-no-reboot', ...kernelArgs]) : '';
  console.log(JSON.stringify({
    release: kernel.release, console: boot, qemu: await ask(['--version']), accelerators: await ask(['-accel', 'help']), qemuPath: qemu.path,
    busybox, armBusybox, vmlinuz: kernel.vmlinuz, programs, milliseconds,
    uftrace: existsSync(programs + '/usr/bin/uftrace'),
  }));
`;

/** The lines of the call trees that stand deeper than the ones that match, directly below them. */
function callsBelow(trees: string, opening: RegExp): string {
  const below: string[] = [];
  let isBelow = false;
  for (const line of trees.split('\n')) {
    if (isBelow && line.includes('│')) below.push(line);
    else isBelow = opening.test(line);
  }
  return below.join('\n');
}
