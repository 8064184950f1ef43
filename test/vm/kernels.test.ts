import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  defaultKernelName,
  findDistribution,
  needKernelPackage,
  silentProgress,
} from '../../src/packages/index.ts';
import { cutVmlinux } from '../../src/targets/micro-vm/kernel/cut-vmlinux.ts';
import { removeTemporary, ringside, temporaryFolder } from './ringside.ts';

const hasTraceCmd = spawnSync('which', ['trace-cmd']).status === 0;
const isDebian12 = findDistribution()?.id === 'debian' && findDistribution()?.version === '12';

let folder: string;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(removeTemporary);

describe('kernels of other names', () => {
  test('6.12 (modules packed with xz, image with zstd): events, on which trace-cmd report and ringside events agree', context => {
    if (!isDebian12) return context.skip('the name of the package is Debian 12’s');
    const { kernel, text } = record('linux-image-6.12-amd64', ['-e', 'sched:*'], ['ls', '/']);
    expect(kernel.uname).toContain(' 6.12.');
    if (!hasTraceCmd) return context.skip('trace-cmd is not installed');
    expect(text()).toContain('sched_process_exit:');
  });

  test('6.12: -p function_graph, on which they agree too', context => {
    if (!isDebian12) return context.skip('the name of the package is Debian 12’s');
    const { text } = record('linux-image-6.12-amd64', ['-p', 'function_graph'], ['true']);
    if (!hasTraceCmd) return context.skip('trace-cmd is not installed');
    expect(text()).toMatch(
      /funcgraph_entry: .*do_exit\(\) \{|funcgraph_entry: .*__x64_sys_exit_group\(\) \{/,
    );
  });

  test('the real-time kernel', context => {
    if (!isDebian12) return context.skip('the name of the package is Debian 12’s');
    const { kernel } = record('linux-image-rt-amd64', ['-e', 'sched:sched_process_exit'], ['true']);
    expect(kernel.uname).toContain('PREEMPT_RT');
  });

  test('a kernel without 9p is refused by name, with what the guest needs', context => {
    if (!isDebian12) return context.skip('the name of the package is Debian 12’s');
    const refused = ringside(['record', '--kernel', 'linux-image-cloud-amd64', '--', 'true']);
    expect(refused.code).toBe(125);
    expect(refused.stderr).toMatch(/cloud-amd64 .* has no 9pnet_virtio, 9p, neither as modules nor built in/);
    expect(refused.stderr).toContain('→ Choose another, as linux-image-amd64');
  });

  test('a name that no package has is refused', () => {
    const refused = ringside(['record', '--kernel', 'linux-image-no-such-thing', '--', 'true']);
    expect(refused.code).toBe(125);
    expect(refused.stderr).toContain('linux-image-no-such-thing');
  });
});

describe('kernels given by path', () => {
  const own = () => needKernelPackage(defaultKernelName('x86_64') ?? '', 'x86_64', silentProgress);

  test('a bzImage with its modules', async context => {
    if (!isDebian12) return context.skip('takes the kernel of Debian 12');
    const { vmlinuz, modules, release } = await own();
    const { kernel } = record(vmlinuz, ['-e', 'sched:sched_process_exit', '--modules', modules], ['true']);
    expect(kernel.package).toBe(vmlinuz);
    expect(kernel.uname).toContain(release);
  });

  test('the vmlinux cut out of it, with the folder that make modules_install fills', async context => {
    if (!isDebian12) return context.skip('takes the kernel of Debian 12');
    const { vmlinuz, modules, release } = await own();
    const vmlinux = join(folder, 'vmlinux');
    writeFileSync(vmlinux, await cutVmlinux(readFileSync(vmlinuz), vmlinuz));
    const installed = join(modules, '../../../..');
    expect(readdirSync(join(installed, 'usr/lib/modules'))).toEqual([release]);
    const { kernel } = record(vmlinux, ['-e', 'sched:sched_process_exit', '--modules', installed], ['true']);
    expect(kernel.uname).toContain(release);
  });

  test('one that dies at once is said to have died, with what to do next', () => {
    const dying = join(folder, 'dying');
    writeFileSync(dying, dyingKernel());
    const failed = ringside(['record', '--kernel', dying, '-e', 'sched:*', '--', 'true']);
    expect(failed.code).toBe(125);
    expect(failed.stderr).toMatch(/run the guest: QEMU ended/);
    expect(failed.stderr).toContain('→ ');
  });

  test('a program is no kernel', () => {
    const refused = ringside(['record', '--kernel', process.execPath, '--', 'true']);
    expect(refused.code).toBe(125);
    expect(refused.stderr).toContain('it has no PVH entry');
    expect(refused.stderr).toContain('→ Give --kernel the bzImage');
  });
});

function record(kernel: string, options: readonly string[], command: readonly string[]) {
  const recording = temporaryFolder();
  const recorded = ringside(['record', '--kernel', kernel, ...options, '-o', recording, '--', ...command]);
  expect(recorded.code, recorded.stderr).toBe(0);
  const file = JSON.parse(readFileSync(join(recording, 'recording.json'), 'utf8'));
  const text = (): string => {
    const theirs = spawnSync('trace-cmd', ['report', join(recording, 'trace.dat')], {
      encoding: 'utf8',
      maxBuffer: 1 << 29,
    });
    expect(theirs.stderr).toBe('');
    const ours = ringside(['events', recording]).stdout;
    expect(ours === theirs.stdout).toBe(true);
    return ours;
  };
  return { kernel: file.kernel, text };
}

/** An ELF file that QEMU starts through its PVH note and whose first instruction is an invalid one: a triple fault. */
function dyingKernel(): Buffer {
  const elf = Buffer.alloc(0x1100);
  elf.write('\x7fELF\x02\x01\x01', 0, 'latin1');
  elf.writeUInt16LE(2, 16);
  elf.writeUInt16LE(62, 18);
  elf.writeUInt32LE(1, 20);
  elf.writeBigUInt64LE(0x100000n, 24);
  elf.writeBigUInt64LE(64n, 32);
  elf.writeUInt16LE(64, 52);
  elf.writeUInt16LE(56, 54);
  elf.writeUInt16LE(2, 56);
  writeSegment(elf, 64, { type: 1, offset: 0x1000, address: 0x100000, size: 0x100 });
  writeSegment(elf, 120, { type: 4, offset: 0x200, address: 0x200, size: 20 });
  elf.writeUInt32LE(4, 0x200);
  elf.writeUInt32LE(4, 0x204);
  elf.writeUInt32LE(18, 0x208);
  elf.write('Xen\0', 0x20c, 'latin1');
  elf.writeUInt32LE(0x100000, 0x210);
  elf.write('\x0f\x0b', 0x1000, 'latin1');
  return elf;
}

function writeSegment(
  elf: Buffer,
  at: number,
  segment: { type: number; offset: number; address: number; size: number },
): void {
  elf.writeUInt32LE(segment.type, at);
  elf.writeUInt32LE(5, at + 4);
  elf.writeBigUInt64LE(BigInt(segment.offset), at + 8);
  elf.writeBigUInt64LE(BigInt(segment.address), at + 16);
  elf.writeBigUInt64LE(BigInt(segment.address), at + 24);
  elf.writeBigUInt64LE(BigInt(segment.size), at + 32);
  elf.writeBigUInt64LE(BigInt(segment.size), at + 40);
  elf.writeBigUInt64LE(4n, at + 48);
}
