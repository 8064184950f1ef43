import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listFilePrefixes, partOfFile } from './part-of-file.ts';
import { groupNames, partGroups, partOf, parts } from './parts.ts';
import { partOfName } from './rules.ts';

test('ids are unique and kebab-case; every part has its words in both languages', () => {
  expect(new Set(parts.map(part => part.id)).size).toBe(parts.length);
  for (const part of parts) {
    expect(part.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(part.what.en).toMatch(/^\S.*\.$/);
    expect(part.what.ko).toMatch(/^\S.*\.$/);
    expect(partOf(part.id)).toBe(part);
  }
});

test('every group has a part and a name', () => {
  const used = new Set(parts.map(part => part.group));
  expect(partGroups.filter(group => !used.has(group))).toEqual([]);
  expect(Object.keys(groupNames)).toEqual([...partGroups]);
});

test('every part has files, and no beginning of a path belongs to two parts', () => {
  const prefixes = listFilePrefixes();
  const withFiles = new Set(prefixes.map(({ part }) => part));
  expect(parts.filter(part => !withFiles.has(part.id)).map(part => part.id)).toEqual([]);
  const seen = new Map<string, string>();
  const twice = prefixes.filter(({ text, part }) => {
    const before = seen.get(text);
    seen.set(text, part);
    return before !== undefined && before !== part;
  });
  expect(twice).toEqual([]);
});

test.each([
  ['mm/filemap.c', 'page-cache'],
  ['mm/readahead.c', 'page-cache'],
  ['mm/page-writeback.c', 'page-cache'],
  ['fs/fs-writeback.c', 'page-cache'],
  ['mm/memory.c', 'memory'],
  ['mm/memory_hotplug.c', 'page-allocator'],
  ['mm/memcontrol.c', 'memory-cgroup'],
  ['fs/namei.c', 'vfs'],
  ['fs/ext4/namei.c', 'ext4'],
  ['fs/newfs/super.c', 'vfs'],
  ['block/blk-mq.c', 'block'],
  ['drivers/md/dm-crypt.c', 'device-mapper'],
  ['drivers/md/raid5.c', 'md'],
  ['drivers/net/wireless/ath/ath9k/main.c', 'wireless'],
  ['net/ipv4/tcp_input.c', 'tcp'],
  ['net/ipv4/route.c', 'ipv4'],
  ['kernel/sched/core.c', 'scheduler'],
  ['kernel/softirq.c', 'softirq'],
  ['kernel/workqueue.c', 'workqueue'],
  ['kernel/time/hrtimer.c', 'timer'],
  ['kernel/time/timekeeping.c', 'timekeeping'],
  ['kernel/locking/mutex.c', 'lock'],
  ['kernel/bpf/verifier.c', 'bpf'],
  ['arch/x86/kernel/traps.c', 'exception'],
  ['arch/x86/kernel/apic/apic.c', 'irq'],
  ['arch/riscv/kernel/head.S', 'architecture'],
  ['nothing/known.c', undefined],
  ['', undefined],
])('%s belongs to %s', (file, part) => {
  expect(partOfFile(file)).toBe(part);
});

test.each([
  ['ext4_new_function', 'ext4'],
  ['btrfs_new_function.isra.0', 'btrfs'],
  ['blk_mq_new_function', 'block'],
  ['__x64_sys_new_call', 'syscall-entry'],
  ['tcp_new_function', 'tcp'],
  ['__SCT__lsm_static_call_file_open_0', 'security'],
  ['my_function', undefined],
  ['', undefined],
])('by its name alone, %s is of %s', (name, part) => {
  expect(partOfName(name)).toBe(part);
});

test('the documentation lists every part under its group', () => {
  const text = readFileSync(new URL('../../../docs/kernel-parts.md', import.meta.url), 'utf8');
  const sections = text.split('\n### ').slice(1);
  const listed = sections.flatMap(section => {
    const group = /\(`([\w-]+)`\)/.exec(section)?.[1];
    return [...section.matchAll(/^\| `([\w-]+)` \|/gm)].map(match => `${group}/${match[1]}`);
  });
  expect(listed).toEqual(parts.map(part => `${part.group}/${part.id}`));
});
