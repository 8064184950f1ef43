import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cellWidth } from '../../base/index.ts';
import { setLanguage } from '../../words/index.ts';
import { coloursFor } from '../print/colours.ts';
import { cleanLines, listLines, timeInWords } from '../print/vm.ts';
import { cleanCache } from './clean-cache.ts';
import { listGuests } from './list-guests.ts';

let home: string;
let cache: string;
const before = process.env.XDG_CACHE_HOME;
const plain = coloursFor({ isTTY: false });

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ringside-cache-'));
  process.env.XDG_CACHE_HOME = home;
  cache = join(home, 'ringside');
});
afterEach(() => {
  if (before === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = before;
  rmSync(home, { recursive: true, force: true });
  setLanguage('en');
});

function write(path: string, content = ''): string {
  const file = join(cache, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

function savedGuest(key: string, daysAgo: number, armed = 'nop'): void {
  write(`guests/${key}/memory`, 'm'.repeat(100_000));
  write(`guests/${key}/state`, 's');
  write(`guests/${key}.lock`);
  const about = { kernel: 'linux-image-1 1.0', cpus: 2, memoryMiB: 1024, accelerator: 'tcg', armed };
  const file = write(`guests/${key}/saved.json`, JSON.stringify(about));
  const then = new Date(Date.now() - daysAgo * 86_400_000);
  utimesSync(file, then, then);
}

/** A process that holds the lock of this file until it is told to go. */
async function holder(lock: string): Promise<() => Promise<void>> {
  const child = spawn('flock', [lock, 'sh', '-c', 'echo held; exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return async () => {
    child.stdin.end();
    await once(child, 'exit');
  };
}

const files = (): string[] => (readdirSync(cache, { recursive: true }) as string[]).sort();
const ids = async (): Promise<string[]> => (await listGuests()).map(row => `${row.kind} ${row.id}`);

describe('the list', () => {
  test('names what is kept, the last used first, and is empty in an empty cache', async () => {
    expect(await listGuests()).toEqual([]);
    savedGuest('old', 10);
    savedGuest('new', 1, 'function_graph');
    const rows = await listGuests();
    expect(rows.map(({ kind, id, name, armed }) => ({ kind, id, name, armed }))).toEqual([
      {
        kind: 'saved',
        id: 'guests/new',
        name: 'linux-image-1 1.0, 2 CPUs, 1024 MiB, tcg',
        armed: 'function_graph',
      },
      { kind: 'saved', id: 'guests/old', name: 'linux-image-1 1.0, 2 CPUs, 1024 MiB, tcg', armed: 'nop' },
    ]);
    expect(rows[0]!.bytes).toBeGreaterThan(100_000);
    expect(rows[0]!.bytes).toBeLessThan(200_000);
  });

  test('stands in columns of at most 80 cells, in both languages', async () => {
    savedGuest('a', 3);
    savedGuest('b', 0, 'function_graph');
    write('kernels/linux-image-6.1.0-56-amd64_6.1.192-2_amd64/boot/vmlinuz', 'k');
    write('images/0123456789abcdef.image', 'i');
    write('boot/initramfs', 'x');
    write('guests/gone.lock');
    for (const language of ['en', 'ko'] as const) {
      setLanguage(language);
      const lines = listLines(await listGuests(), '/cache', plain);
      for (const line of lines) expect(cellWidth(line)).toBeLessThanOrEqual(80);
      const machines = lines.filter(line => line.includes('1024 MiB'));
      expect(new Set(machines.map(line => cellWidth(line.slice(0, line.indexOf('kB'))))).size).toBe(1);
      expect(lines.filter(line => line.includes('linux-image-1 1.0'))).toHaveLength(1);
    }
    expect(listLines(await listGuests(), '/cache', plain).join('\n')).toContain('잠금 파일 1개');
  });

  test('no name steers the terminal', async () => {
    write('guests/k/memory');
    write('guests/k/state');
    write('guests/k/saved.json', JSON.stringify({ kernel: 'a\x1b[2Jb', cpus: 1, armed: '\x1b[1m' }));
    const text = listLines(await listGuests(), '/cache', plain).join('\n');
    expect(text).not.toContain('\x1b');
    expect(text).toContain('a [2Jb');
  });
});

describe('cleaning', () => {
  test('by default takes saved guests and leftovers, and leaves kernels and programs', async () => {
    savedGuest('one', 0);
    write('boot/scratch.img', 'x');
    write('kernels/k/boot/vmlinuz', 'k');
    write('packages/debian/qemu/usr/bin/qemu', 'q');
    const results = await cleanCache({});
    expect(results.map(each => each.outcome)).toEqual(['gone', 'gone']);
    expect(files().filter(name => /guests\/.|boot\/s/.test(name))).toEqual([]);
    expect((await ids()).sort()).toEqual(['kernel kernels/k', 'packages packages/debian/qemu']);
    expect(cleanLines(results, false, plain).at(-1)).toMatch(/^Removed; \d+ kB of room made\.$/);
    expect(cleanLines(await cleanCache({}), false, plain)).toEqual(['Nothing to remove.']);
  });

  test('takes what is named, or all', async () => {
    savedGuest('one', 0);
    write('kernels/k/boot/vmlinuz', 'k');
    write('kernels/k.json', '{}');
    write('images/0123456789abcdef.image', 'i');
    write('packages/debian/qemu/usr/bin/qemu', 'q');
    write('apt/debian/lists/x', 'x');
    await cleanCache({ kernels: true });
    expect((await ids()).sort()).toEqual([
      'packages apt/debian',
      'packages packages/debian/qemu',
      'saved guests/one',
    ]);
    await cleanCache({ all: true });
    expect(await ids()).toEqual([]);
  });

  test('a dry run removes nothing and says the same', async () => {
    savedGuest('one', 0);
    const there = files();
    const dry = await cleanCache({ dryRun: true });
    expect(files()).toEqual(there);
    expect(cleanLines(dry, true, plain).at(-1)).toContain('would be made');
    expect((await cleanCache({})).map(each => each.item.id)).toEqual(dry.map(each => each.item.id));
  });

  test('--older-than spares what was used since', async () => {
    savedGuest('old', 10);
    savedGuest('new', 1);
    await cleanCache({ olderThan: 5 });
    expect(await ids()).toEqual(['saved guests/new']);
  });

  test('what another Ringside works on stays: by its lock, or by the process that its name names', async () => {
    savedGuest('busy', 0);
    write('guests/making.partial/memory', 'm');
    const lock = write('guests/making.lock');
    write(`images/x.image.${process.pid}.partial`, 'i');
    const letGo = [await holder(lock), await holder(join(cache, 'guests/busy.lock'))];
    const results = await cleanCache({});
    expect(results.map(each => [each.item.id, each.outcome])).toEqual([['guests/busy', 'used']]);
    expect(cleanLines(results, false, plain)[0]).toContain('in use: linux-image-1 1.0');
    for (const go of letGo) await go();
    await cleanCache({});
    expect(files()).toEqual(['guests', 'images', `images/x.image.${process.pid}.partial`]);
  });

  test('what dead processes left goes, locks of nothing too', async () => {
    const child = spawn('true');
    await once(child, 'exit');
    write(`images/x.image.${child.pid}.partial`, 'i');
    write('guests/dead.partial/memory', 'm');
    write('guests/dead.lock');
    write('kernels/k.partial.debs/a.deb', 'd');
    write('kernels/k.json.partial', '{');
    await cleanCache({});
    expect(files()).toEqual(['guests', 'images', 'kernels']);
  });

  test('links lead nowhere', async () => {
    const precious = join(home, 'precious');
    mkdirSync(precious);
    writeFileSync(join(precious, 'file'), 'keep');
    savedGuest('one', 0);
    symlinkSync(precious, join(cache, 'guests/one/facts'));
    symlinkSync(precious, join(cache, 'guests/link.partial'));
    await cleanCache({ all: true });
    expect(existsSync(join(cache, 'guests/link.partial'))).toBe(false);
    expect(readFileSync(join(precious, 'file'), 'utf8')).toBe('keep');
  });
});

test('times are said in the largest unit that fits', () => {
  const now = new Date('2026-01-10T12:00:00Z');
  const said = (time: string): string => timeInWords(new Date(time), now);
  expect(said('2026-01-10T11:59:30Z')).toBe('just now');
  expect(said('2026-01-10T11:01:00Z')).toBe('59 min ago');
  expect(said('2026-01-08T13:00:00Z')).toBe('47 h ago');
  expect(said('2026-01-01T12:00:00Z')).toBe('9 days ago');
});
