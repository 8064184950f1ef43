/**
 * Of kernels that there are tables for, the one nearest to a release: the same, else the same version, else the
 * closest version. Undefined where there is none at all.
 */
export function nearestKernel(release: string, available: readonly string[]): string | undefined {
  if (available.includes(release)) return release;
  const wanted = versionOf(release);
  const distance = (name: string) => Math.abs(versionOf(name) - wanted);
  return [...available].sort((a, b) => distance(a) - distance(b) || (a < b ? 1 : -1))[0];
}

/** `6.12.117+deb12-amd64` → 6.012 117 as one number that orders versions; NaN counts as the newest. */
function versionOf(release: string): number {
  const [major, minor, patch] = (/^(\d+)\.(\d+)(?:\.(\d+))?/.exec(release) ?? []).slice(1).map(Number);
  if (major === undefined || minor === undefined) return Number.MAX_SAFE_INTEGER;
  return (major * 1000 + minor) * 1000 + Math.min(patch || 0, 999);
}
