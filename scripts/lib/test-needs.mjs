// What the tests on a real kernel and the comparisons with the reference tools need from the distribution.
// Nothing here is fatal: a test whose need is missing skips by name, with the reason.

/** The reference tools of Debian 12 and what tests of the set-up run; the program tells whether each is there. */
const judges = [
  ['trace-cmd', 'trace-cmd'],
  ['uftrace', 'uftrace'],
  ['blktrace', 'blktrace'],
  ['linux-perf', 'perf'],
  ['kmod', 'depmod'],
];

/** Gets what can be got; answers a line for each thing that could not. */
export async function getTestNeeds(packages) {
  const progress = packages.createProgress();
  const problems = [];
  const attempt = async (name, work) => {
    try {
      await work();
    } catch (error) {
      problems.push(`${name}: ${error.message}`);
    }
  };
  await attempt('QEMU', () => packages.needQemu('x86_64', progress));
  await attempt('busybox', () => packages.needBusybox('x86_64', progress));
  await attempt('kernel', async () => {
    const name = packages.defaultKernelName('x86_64');
    if (name === undefined) packages.needDistribution();
    await packages.needKernelPackage(name, 'x86_64', progress);
  });
  await attempt('reference tools', () => installJudges(packages, progress));
  progress.end();
  return problems;
}

async function installJudges(packages, progress) {
  const missing = judges.filter(([, program]) => packages.findProgram(program) === undefined);
  if (missing.length === 0) return;
  const names = missing.map(([name]) => name);
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
