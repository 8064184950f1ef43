import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TargetError } from '../../src/base/index.ts';
import {
  findDistribution,
  findGuestPrograms,
  findProgram,
  isRoot,
  needGuestPrograms,
  needKernelPackage,
  places,
  silentProgress,
} from '../../src/packages/index.ts';
import { TinyRepository } from './tiny-repository.ts';

const here = findDistribution() !== undefined && findProgram('dpkg-deb') !== undefined;
const root = join(import.meta.dirname, '../..');

let repository: TinyRepository;
let home: string;
const before = { ...process.env };

beforeEach(async context => {
  if (!here) context.skip('needs a distribution of the table, with apt and dpkg');
  repository = new TinyRepository();
  await repository.start();
  home = mkdtempSync(join(tmpdir(), 'ringside set-up 한글 '));
  process.env.XDG_CACHE_HOME = home;
  process.env.APT_CONFIG = repository.aptConfig();
});

afterEach(async () => {
  if (!here) return;
  process.env = { ...before };
  await repository.stop();
  repository.remove();
  rmSync(home, { recursive: true, force: true });
});

const tool = {
  name: 'tool',
  depends: 'library',
  files: { 'bin/tool': 'runs', 'usr/share/doc/tool/README': 'x' },
};
const library = { name: 'library', files: { 'lib/there/library.so': 'so' } };

async function failure(work: Promise<unknown>): Promise<TargetError> {
  const error = await work.then(
    () => undefined,
    reason => reason,
  );
  if (error instanceof TargetError) return error;
  throw new Error(`expected a TargetError, got ${error}`);
}

describe('unpacking', () => {
  test('takes all that is needed, into a usr-merged folder, without documentation', async () => {
    repository.publish([tool, library, { name: 'unrelated', files: { 'bin/unrelated': '' } }]);
    const folder = await needGuestPrograms(['tool'], silentProgress);
    expect(folder.startsWith(places().cache)).toBe(true);
    expect(readFileSync(join(folder, 'usr/bin/tool'), 'utf8')).toBe('runs');
    expect(readFileSync(join(folder, 'lib/there/library.so'), 'utf8')).toBe('so');
    const links = ['bin', 'sbin', 'lib', 'lib64'].map(name => readlinkSync(join(folder, name)));
    expect(links).toEqual(['usr/bin', 'usr/sbin', 'usr/lib', 'usr/lib64']);
    expect(existsSync(join(folder, 'usr/bin/unrelated'))).toBe(false);
    expect(existsSync(join(folder, 'usr/share/doc'))).toBe(false);
    expect(JSON.parse(readFileSync(`${folder}.json`, 'utf8')).packages).toEqual({ tool: '1', library: '1' });
  });

  test('a directory of a package never replaces a link of the merge; links in packages stay links', async () => {
    repository.publish([
      {
        name: 'odd',
        files: { 'lib/a/one': '1', 'usr/lib/a/two': '2' },
        links: { 'usr/bin/alias': '/usr/bin/other' },
      },
    ]);
    const folder = await needGuestPrograms(['odd'], silentProgress);
    expect(lstatSync(join(folder, 'lib')).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(folder, 'usr/lib/a')).sort()).toEqual(['one', 'two']);
    expect(readlinkSync(join(folder, 'usr/bin/alias'))).toBe('/usr/bin/other');
  });

  test('set-user-id bits go, and everything is readable to everyone', async () => {
    repository.publish([
      {
        name: 'sly',
        files: { 'usr/bin/sly': '', 'usr/lib/closed/secret': '' },
        modes: { 'usr/bin/sly': 0o4755, 'usr/lib/closed/secret': 0o600, 'usr/lib/closed': 0o700 },
      },
    ]);
    const folder = await needGuestPrograms(['sly'], silentProgress);
    const modes = ['usr/bin/sly', 'usr/lib/closed', 'usr/lib/closed/secret'].map(
      path => statSync(join(folder, path)).mode & 0o7777,
    );
    expect(modes).toEqual([0o755, 0o755, 0o644]);
  });

  test("root's folders are open to the user that QEMU runs as, whatever the umask", async context => {
    if (!isRoot()) return context.skip("needs root: an ordinary user's QEMU is the user's own");
    repository.publish([tool, library]);
    const before = process.umask(0o077);
    try {
      let path = await needGuestPrograms(['tool'], silentProgress);
      for (; path !== home; path = join(path, '..'))
        expect([path, statSync(path).mode & 0o777]).toEqual([path, 0o755]);
    } finally {
      process.umask(before);
    }
  });

  test('says what it will unpack before it downloads, and where to', async () => {
    repository.publish([tool, library]);
    const said: string[] = [];
    const progress = { ...silentProgress, say: (line: string) => void said.push(line) };
    await needGuestPrograms(['tool'], progress);
    expect(said.at(-1)).toMatch(/^ {2}programs for the guest \(tool\): 2 packages, \d.* to download$/);
  });

  test('a second time asks nobody and takes less than 30 ms', async () => {
    repository.publish([tool, library]);
    const folder = await needGuestPrograms(['tool'], silentProgress);
    await repository.stop();
    const times: number[] = [];
    for (let attempt = 0; attempt < 5; attempt++) {
      const start = performance.now();
      expect(await needGuestPrograms(['tool'], silentProgress)).toBe(folder);
      times.push(performance.now() - start);
    }
    expect(Math.min(...times)).toBeLessThan(30);
    await repository.start();
  });

  test('a folder that has more than is asked for serves too', async () => {
    repository.publish([tool, library, { name: 'g++', files: { 'usr/bin/g++': '' } }]);
    const folder = await needGuestPrograms(['tool', 'g++'], silentProgress);
    expect(findGuestPrograms(['g++'])).toBe(folder);
    expect(findGuestPrograms(['library'])).toBeUndefined();
  });
});

describe('what goes wrong is named, with the next step, and leaves nothing half done', () => {
  function leftovers(): readonly string[] {
    const all = readdirSync(places().cache, { recursive: true, encoding: 'utf8' });
    return all.filter(name => /\.partial|\.debs/.test(name) || /guest-[a-z]+$/.test(name));
  }

  test('a package that no source has', async () => {
    repository.publish([library]);
    const error = await failure(needGuestPrograms(['nonsense'], silentProgress));
    expect(error.output).toContain('nonsense');
    expect(error.remedy).toContain('none of those that answered has this package');
    expect(leftovers()).toEqual([]);
  });

  test('no network', async () => {
    repository.publish([tool, library]);
    await repository.stop();
    const error = await failure(needGuestPrograms(['tool'], silentProgress));
    expect(error.remedy).toContain('check the network');
    await repository.start();
  });

  test('one source out of reach does not matter while another has the package', async () => {
    repository.publish([tool, library]);
    process.env.APT_CONFIG = repository.aptConfig('deb [trusted=yes] http://localhost:9/nothing ./');
    expect(existsSync(join(await needGuestPrograms(['tool'], silentProgress), 'bin/tool'))).toBe(true);
  });

  test('a mirror that moved on since the lists were read: they are read again', async () => {
    repository.publish([library]);
    await needGuestPrograms(['library'], silentProgress);
    rmSync(join(repository.folder, readdirSync(repository.folder).find(name => name.startsWith('library'))!));
    repository.publish([
      { ...tool, version: '2' },
      { ...library, version: '2' },
    ]);
    const folder = await needGuestPrograms(['tool'], silentProgress);
    expect(JSON.parse(readFileSync(`${folder}.json`, 'utf8')).packages).toEqual({ tool: '2', library: '2' });
  });

  test('a file that stays missing', async () => {
    repository.publish([tool, library]);
    for (const name of readdirSync(repository.folder))
      if (name.startsWith('library')) repository.missing.add(name);
    const error = await failure(needGuestPrograms(['tool'], silentProgress));
    expect(error.output).toContain('404');
    expect(error.remedy).toContain('the mirror disagree');
    expect(leftovers()).toEqual([]);
  });

  test('a package that is broken inside', async () => {
    repository.publish([{ name: 'broken', content: Buffer.from('!<arch>\nnot a package at all\n') }]);
    const error = await failure(needGuestPrograms(['broken'], silentProgress));
    expect(error.check).toContain('broken_1_');
    expect(error.remedy).toContain('downloaded anew');
    expect(leftovers()).toEqual([]);
  });

  test('a name that is none never reaches APT', async () => {
    for (const name of ['-o=x', 'a b', '../up', '', 'A']) {
      await expect(needGuestPrograms([name], silentProgress)).rejects.toThrow('is not a package name');
    }
    expect(repository.requests).toEqual([]);
  });

  test('a cache that may not be written', async () => {
    const closed = join(home, 'closed');
    mkdirSync(closed);
    process.env.XDG_CACHE_HOME = closed;
    // Root may write everywhere except where nobody may.
    if (isRoot()) execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', closed]);
    else chmodSync(closed, 0o500);
    try {
      const error = await failure(needGuestPrograms(['tool'], silentProgress));
      expect(error.output).toMatch(/EROFS|EACCES/);
      expect(error.remedy).toContain('XDG_CACHE_HOME');
    } finally {
      if (isRoot()) execFileSync('umount', [closed]);
    }
  });

  test('a full disk', async context => {
    if (!isRoot()) return context.skip('needs root, to mount a small disk');
    const small = join(home, 'small');
    mkdirSync(small);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', small]);
    try {
      process.env.XDG_CACHE_HOME = small;
      repository.publish([{ name: 'huge', files: { 'usr/lib/huge': 'x'.repeat(3_000_000) } }]);
      const error = await failure(needGuestPrograms(['huge'], silentProgress));
      expect(error.remedy).toContain('make room');
      expect(leftovers()).toEqual([]);
    } finally {
      execFileSync('umount', [small]);
    }
  });
});

describe('several at once, and one that dies', () => {
  function otherRingside(name: string) {
    const module = join(root, 'dist/packages/index.js');
    const code = `const p = await import(${JSON.stringify(module)});
      console.log(await p.needGuestPrograms([${JSON.stringify(name)}], p.silentProgress));`;
    return spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  }

  function downloads(): readonly string[] {
    return repository.requests.filter(path => path.endsWith('.deb')).sort();
  }

  test('two processes make it once and both have it', async () => {
    repository.publish([tool, library]);
    const others = [otherRingside('tool'), otherRingside('tool')];
    const outputs = others.map(async child => {
      let text = '';
      child.stdout.on('data', piece => {
        text += piece;
      });
      const [code] = await once(child, 'close');
      return [code, text];
    });
    const [first, second] = await Promise.all(outputs);
    expect(first).toEqual([0, `${findGuestPrograms(['tool'])}\n`]);
    expect(second).toEqual(first);
    expect(downloads().length).toBe(2);
  });

  test('killed while it downloads: the next run repairs it', async () => {
    repository.publish([tool, library]);
    const file = readdirSync(repository.folder).find(name => name.startsWith('tool_'))!;
    repository.stalled.add(file);
    const other = otherRingside('tool');
    const deadline = Date.now() + 30_000;
    while (!downloads().includes(file) && Date.now() < deadline) await new Promise(r => setTimeout(r, 20));
    other.kill('SIGKILL');
    await once(other, 'close');
    repository.stalled.clear();
    const folder = await needGuestPrograms(['tool'], silentProgress);
    expect(readFileSync(join(folder, 'bin/tool'), 'utf8')).toBe('runs');
    expect(readdirSync(join(folder, '..')).filter(name => name.includes('partial'))).toEqual([]);
  });
});

describe('kernels', () => {
  beforeEach(context => {
    if (findProgram('depmod') === undefined) context.skip('needs depmod (package kmod)');
  });

  const release = '9.8.7-1-test';
  const image = {
    name: `linux-image-${release}`,
    depends: `linux-modules-${release}`,
    files: { [`boot/vmlinuz-${release}`]: 'kernel', [`boot/config-${release}`]: 'CONFIG_FTRACE=y\n' },
    modes: { [`boot/vmlinuz-${release}`]: 0o600 },
  };
  const modules = {
    name: `linux-modules-${release}`,
    files: { [`lib/modules/${release}/modules.order`]: '', [`lib/modules/${release}/modules.builtin`]: '' },
  };
  const series = { name: 'linux-image-9.8-test', depends: `linux-image-${release} (= 1)` };
  const today = { name: 'linux-image-test', depends: 'linux-image-9.8-test' };

  test("a name stands for today's kernel; image, modules and modules.dep are there", async () => {
    repository.publish([image, modules, series, today]);
    const arch = process.arch === 'arm64' ? 'arm64' : 'x86_64';
    const kernel = await needKernelPackage('linux-image-test', arch, silentProgress);
    expect(kernel).toMatchObject({ release, package: `linux-image-${release}`, version: '1' });
    expect(readFileSync(kernel.vmlinuz, 'utf8')).toBe('kernel');
    expect(statSync(kernel.vmlinuz).mode & 0o777).toBe(0o644);
    expect(readFileSync(kernel.config, 'utf8')).toContain('CONFIG_FTRACE');
    expect(kernel.modules.endsWith(`/lib/modules/${release}`)).toBe(true);
    expect(existsSync(join(kernel.modules, 'modules.dep'))).toBe(true);

    repository.requests.length = 0;
    expect(await needKernelPackage('linux-image-test', arch, silentProgress)).toEqual(kernel);
    expect(repository.requests).toEqual([]);
  });

  test('refresh asks again what the name stands for', async () => {
    repository.publish([image, modules, series, today]);
    const arch = process.arch === 'arm64' ? 'arm64' : 'x86_64';
    await needKernelPackage('linux-image-test', arch, silentProgress);
    const newer = '9.8.8-1-test';
    repository.publish([
      {
        name: `linux-image-${newer}`,
        files: { [`boot/vmlinuz-${newer}`]: '', [`usr/lib/modules/${newer}/modules.order`]: '' },
      },
      { name: 'linux-image-test', version: '2', depends: `linux-image-${newer}` },
    ]);
    rmSync(join(places().cache, 'apt'), { recursive: true });
    const options = { refresh: true };
    expect((await needKernelPackage('linux-image-test', arch, silentProgress, options)).release).toBe(newer);
    expect((await needKernelPackage('linux-image-test', arch, silentProgress)).release).toBe(newer);
  });

  test('a package without a kernel in it is refused', async () => {
    repository.publish([{ name: 'linux-image-empty', files: { 'usr/bin/empty': '' } }]);
    const arch = process.arch === 'arm64' ? 'arm64' : 'x86_64';
    const error = await failure(needKernelPackage('linux-image-empty', arch, silentProgress));
    expect(error.output).toContain('no kernel');
  });
});
