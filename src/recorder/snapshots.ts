/** Files of /proc that are kept from before and after a recording. */
export const procFiles = [
  'buddyinfo',
  'cmdline',
  'cpuinfo',
  'diskstats',
  'interrupts',
  'iomem',
  'loadavg',
  'meminfo',
  'modules',
  'mounts',
  'pagetypeinfo',
  'schedstat',
  'slabinfo',
  'softirqs',
  'stat',
  'swaps',
  'uptime',
  'version',
  'vmallocinfo',
  'vmstat',
  'zoneinfo',
] as const;

/** Shell that copies them aside, in one process. `moment`: before or after. */
export function snapshotScript(moment: 'before' | 'after'): string {
  const files = procFiles.map(name => `/proc/${name}`).join(' ');
  return `cp ${files} $state/proc/${moment} 2>/dev/null; :`;
}

/** Shell that sends both in one archive, as `before/meminfo` and `after/meminfo`. */
export const sendSnapshots = '(cd $state/proc && pack before after)';

const names: ReadonlySet<string> = new Set(procFiles.flatMap(name => [`before/${name}`, `after/${name}`]));

export function isSnapshot(name: string): boolean {
  return names.has(name);
}
