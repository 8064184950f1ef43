// What the tests on a real kernel, the comparisons with the reference tools and the tests in a browser need from the
// distribution. Nothing here is fatal: a test whose need is missing skips by name, with the reason.

import { existsSync } from 'node:fs';

/** The reference tools of Debian 12 and what tests of the set-up run; the program tells whether each is there. */
const judges = [
  ['trace-cmd', 'trace-cmd'],
  ['uftrace', 'uftrace'],
  ['blktrace', 'blktrace'],
  ['linux-perf', 'perf'],
  ['binutils', 'c++filt'],
  ['kmod', 'depmod'],
  ['cpio', 'cpio'],
  ['openssh-client', 'ssh-keygen'],
];

/** The browser and the fonts of the reference pictures (test/browser/fonts.conf), each with a file that it installs. */
const browser = [
  ['chromium', '/usr/bin/chromium'],
  ['fonts-liberation', '/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf'],
  ['fonts-dejavu-core', '/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf'],
  ['fonts-nanum', '/usr/share/fonts/truetype/nanum/NanumGothic.ttf'],
];

/** Gets what can be got for these test projects; answers a line for each thing that could not. */
export async function getTestNeeds(packages, projects) {
  const progress = packages.createProgress();
  const problems = [];
  const attempt = async (name, work) => {
    try {
      await work();
    } catch (error) {
      problems.push(`${name}: ${error.message}`);
    }
  };
  if (projects.includes('browser')) {
    const missing = browser.filter(([, file]) => !existsSync(file)).map(([name]) => name);
    await attempt('browser', () => install(packages, missing, progress));
  }
  if (projects.includes('guest')) await getGuestNeeds(packages, progress, attempt);
  progress.end();
  return problems;
}

async function getGuestNeeds(packages, progress, attempt) {
  await attempt('QEMU', () => packages.needQemu('x86_64', progress));
  await attempt('busybox', () => packages.needBusybox('x86_64', progress));
  await attempt('kernel', async () => {
    const name = packages.defaultKernelName('x86_64');
    if (name === undefined) packages.needDistribution();
    await packages.needKernelPackage(name, 'x86_64', progress);
  });
  const missing = judges.filter(([, program]) => packages.findProgram(program) === undefined);
  await attempt('reference tools', () =>
    install(
      packages,
      missing.map(([name]) => name),
      progress,
    ),
  );
}

async function install(packages, names, progress) {
  if (names.length === 0) return;
  const isRoot = packages.isRoot();
  if (packages.systemForbidden() || (!isRoot && !(await packages.hasSudo()))) {
    throw new Error(`not installed (${names.join(', ')}): needs root or sudo without a password`);
  }
  packages.needDistribution();
  await packages.installPackages(
    names,
    names.join(', '),
    isRoot ? 'install-as-root' : 'install-by-sudo',
    progress,
  );
}
