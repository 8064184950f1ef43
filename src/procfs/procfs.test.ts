import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  parseBuddyinfo,
  parseInterrupts,
  parseMappings,
  parseMeminfo,
  parseSlabinfo,
  parseSoftirqs,
  parseStatus,
  parseSwaps,
  parseUptime,
  parseVmallocinfo,
  parseVmstat,
  parseZoneinfo,
} from './index.ts';

/** Files of a guest with Debian's 6.1 kernel. */
const fixture = (name: string): string =>
  readFileSync(new URL(`../../recordings/proc/${name}`, import.meta.url), 'utf8');

describe('of a real kernel', () => {
  test('every line of every file is understood', () => {
    const parsed = [
      parseMeminfo(fixture('meminfo')),
      parseVmstat(fixture('vmstat')),
      parseZoneinfo(fixture('zoneinfo')),
      parseBuddyinfo(fixture('buddyinfo')),
      parseSlabinfo(fixture('slabinfo')),
      parseInterrupts(fixture('interrupts')),
      parseSoftirqs(fixture('softirqs')),
      parseMappings(fixture('self/maps')),
      parseMappings(fixture('self/smaps')),
      parseStatus(fixture('self/status')),
      parseSwaps(fixture('swaps')),
    ];
    expect(parsed.map(({ skipped }) => skipped)).toEqual(parsed.map(() => 0));
  });

  test('a zone has its marks and sizes, not those of what CPUs keep', () => {
    const { rows } = parseZoneinfo(fixture('zoneinfo'));
    const dma = rows.filter(({ node, zone }) => node === 0 && zone === 'DMA');
    expect(dma.map(({ name, pages }) => [name, pages])).toEqual([
      ['free', 3712],
      ['boost', 0],
      ['min', 64],
      ['low', 80],
      ['high', 96],
      ['spanned', 4095],
      ['present', 3998],
      ['managed', 3840],
      ['cma', 0],
      ['start_pfn', 1],
    ]);
  });

  test('mappings are as long as VmSize says, and have in memory what the kernel counts', () => {
    const { rows } = parseMappings(fixture('self/smaps'));
    const own = rows.filter(({ file }) => file !== '[vsyscall]');
    const length = own.reduce((sum, { start, end }) => sum + end - start, 0);
    expect(length).toBe(rows.reduce((sum, { counts }) => sum + counts.get('Size')!, 0) - vsyscall(rows));
    const status = new Map(parseStatus(fixture('self/status')).rows.map(row => [row.name, row]));
    expect([status.get('Name')?.text, status.get('Threads')?.number]).toEqual(['cat', 1]);
    expect(length).toBe(status.get('VmSize')?.bytes);
    expect(rows[1]).toMatchObject({ permissions: 'r-xp', offset: 0x2000, file: '/usr/bin/cat' });
    expect(rows[1]?.counts.get('Rss')).toBe(20 * 1024);
  });

  test('lines of interrupts have controller, number, kind and handlers; the kernel’s own say what they are', () => {
    const { rows } = parseInterrupts(fixture('interrupts'));
    const of = (irq: string) => rows.filter(row => row.irq === irq);
    expect(of('32')).toEqual([
      {
        irq: '32',
        cpu: 0,
        count: 7977,
        chip: 'PCI-MSI',
        hwirq: 49153,
        type: 'edge',
        handlers: 'virtio1-requests',
      },
      {
        irq: '32',
        cpu: 1,
        count: 0,
        chip: 'PCI-MSI',
        hwirq: 49153,
        type: 'edge',
        handlers: 'virtio1-requests',
      },
    ]);
    expect(of('LOC').map(({ count, handlers }) => [count, handlers])).toEqual([
      [28098, 'Local timer interrupts'],
      [27804, 'Local timer interrupts'],
    ]);
    expect(of('ERR')).toMatchObject([{ cpu: undefined, count: 0 }]);
  });

  test('free blocks by order', () => {
    const { rows } = parseBuddyinfo(fixture('buddyinfo'));
    expect(rows.filter(({ zone }) => zone === 'Normal').map(({ free }) => free)).toEqual([
      2, 238, 203, 86, 63, 36, 17, 12, 5, 6, 132,
    ]);
  });

  test('caches and their slabs', () => {
    expect(parseSlabinfo(fixture('slabinfo')).rows[0]).toEqual({
      cache: 'ext4_groupinfo_1k',
      active: 46,
      objects: 46,
      objectBytes: 176,
      objectsPerSlab: 23,
      pagesPerSlab: 1,
      activeSlabs: 2,
      slabs: 2,
    });
  });
});

function vsyscall(rows: ReturnType<typeof parseMappings>['rows']): number {
  return rows.find(({ file }) => file === '[vsyscall]')?.counts.get('Size') ?? 0;
}

test('lines of interrupts of other machines', () => {
  const text = `           CPU0       CPU2
 11:      10482       9000     GICv3  27 Level     arch_timer
 26:          3          1  PCI-MSIX-0000:00:03.0   1-edge      virtio0-input.0, shared
IPI0:       150        160       Rescheduling interrupts
Err:          7
`;
  const { rows, skipped } = parseInterrupts(text);
  expect(skipped).toBe(0);
  expect(rows.filter(({ cpu }) => cpu !== 0)).toEqual([
    { irq: '11', cpu: 2, count: 9000, chip: 'GICv3', hwirq: 27, type: 'level', handlers: 'arch_timer' },
    {
      irq: '26',
      cpu: 2,
      count: 1,
      chip: 'PCI-MSIX-0000:00:03.0',
      hwirq: 1,
      type: 'edge',
      handlers: 'virtio0-input.0, shared',
    },
    {
      irq: 'IPI0',
      cpu: 2,
      count: 160,
      chip: '',
      hwirq: undefined,
      type: '',
      handlers: 'Rescheduling interrupts',
    },
    { irq: 'Err', cpu: undefined, count: 7, chip: '', hwirq: undefined, type: '', handlers: '' },
  ]);
});

test('areas of vmalloc: who asked, for how many pages, of what kind', () => {
  const text = `0xffffb7d4c0000000-0xffffb7d4c0005000   20480 irq_init_percpu_irqstack+0x114/0x1b0 vmap
0xffffb7d4c0018000-0xffffb7d4c001d000   20480 dup_task_struct+0x5b/0x1b0 pages=4 vmalloc N0=4
0xffffb7d4c0030000-0xffffb7d4c0032000    8192 hpet_enable.cold+0x2b/0x35a phys=0x00000000fed00000 ioremap
0xffffb7d4c0100000-0xffffb7d4c0110000   65536 load_module+0x2b1/0x12c0 [xt] pages=15 vmalloc vpages N0=15
0xffffb7d4c0200000-0xffffb7d4c0204000   16384 vm_map_ram
0xffffb7d4c0300000-0xffffb7d4c0304000   16384 unpurged vm_area
`;
  const { rows, skipped } = parseVmallocinfo(text);
  expect(skipped).toBe(0);
  expect(
    rows.map(({ bytes, caller, pages, kind, physical }) => [bytes, caller, pages, kind, physical]),
  ).toEqual([
    [20480, 'irq_init_percpu_irqstack+0x114/0x1b0', undefined, 'vmap', ''],
    [20480, 'dup_task_struct+0x5b/0x1b0', 4, 'vmalloc', ''],
    [8192, 'hpet_enable.cold+0x2b/0x35a', undefined, 'ioremap', '0x00000000fed00000'],
    [65536, 'load_module+0x2b1/0x12c0', 15, 'vmalloc', ''],
    [16384, '', undefined, 'vm_map_ram', ''],
    [16384, '', undefined, 'unpurged', ''],
  ]);
  expect(rows[0]).toMatchObject({ start: '0xffffb7d4c0000000', end: '0xffffb7d4c0005000' });
});

test('swap and uptime', () => {
  const text =
    'Filename\t\tType\t\tSize\t\tUsed\t\tPriority\n/dev/vda       partition\t262140\t\t512\t\t-2\n';
  expect(parseSwaps(text).rows).toEqual([
    { file: '/dev/vda', type: 'partition', bytes: 262140 * 1024, used: 512 * 1024, priority: -2 },
  ]);
  expect(parseUptime('12.34 20.00\n')).toBe(12_340_000_000);
  expect(parseUptime('soon\n')).toBeUndefined();
});

test('what is not understood is counted and left out', () => {
  const nonsense = 'x\n\u0000\u0000 12\nNode -1, zone\n99999999999999999999999: 5\n';
  const all = [
    parseMeminfo,
    parseVmstat,
    parseZoneinfo,
    parseBuddyinfo,
    parseSlabinfo,
    parseInterrupts,
    parseSoftirqs,
    parseMappings,
    parseSwaps,
    parseVmallocinfo,
  ];
  for (const parse of all) {
    const { rows, skipped } = parse(nonsense);
    expect(rows.length + skipped, parse.name).toBe(4);
    expect(rows.length, parse.name).toBeLessThanOrEqual(1);
  }
});
