import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readElf } from '../../src/elf/index.ts';
import { silentProgress } from '../../src/packages/index.ts';
import { cutVmlinux, needKernel } from '../../src/targets/micro-vm/index.ts';
import { factsByReadelf, factsOf } from '../conformance/readelf.ts';
import { removeTemporary, ringside, temporaryFolder } from './ringside.ts';

afterAll(removeTemporary);

interface CodeAnswer {
  readonly symbol: { readonly section: string; readonly address: string; readonly size: number };
  readonly rows: readonly {
    readonly address: string;
    readonly instruction: string;
    readonly target: string | null;
  }[];
}

function codeOf(symbol: string): CodeAnswer {
  const { stdout, stderr, code } = ringside(['elf', '--json', 'kernel', symbol]);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as CodeAnswer;
}

describe('ringside elf kernel', () => {
  test('reads the vmlinux that the guest boots as readelf does', async () => {
    const kernel = await needKernel('x86_64', {}, silentProgress);
    const bytes = await cutVmlinux(readFileSync(kernel.image), kernel.origin);
    const path = join(temporaryFolder(), 'vmlinux');
    writeFileSync(path, bytes);
    const [ours, theirs] = [factsOf(readElf(bytes)), factsByReadelf(path)];
    expect(ours).toEqual(theirs);
    expect(ringside(['elf', 'kernel']).stdout).toContain('.init.text');
  });

  test('finds start_kernel in .init.text by the symbols of a kernel that ran, without KASLR’s distance', () => {
    const { symbol, rows } = codeOf('start_kernel');
    expect(symbol.section).toBe('.init.text');
    expect(rows[0]).toMatchObject({ address: symbol.address, target: '__fentry__' });
    const calls = rows
      .filter(({ instruction }) => instruction.startsWith('call'))
      .map(({ target }) => target);
    // init/main.c calls these in this order.
    const known = [
      'set_task_stack_end_magic',
      'smp_setup_processor_id',
      'setup_arch',
      'trap_init',
      'sched_init',
      'time_init',
    ];
    expect(calls.filter(target => target !== null && known.includes(target))).toEqual(known);
  });

  test('what there is not is told', () => {
    const { stderr, code } = ringside(['elf', 'kernel', 'no_such_function']);
    expect(code).not.toBe(0);
    expect(stderr).toContain('no symbol no_such_function');
  });
});
