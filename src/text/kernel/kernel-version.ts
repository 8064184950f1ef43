/** What of a kernel's age and make decides how its texts look. */
export interface KernelTraits {
  /** `6.1.0-56-amd64`; empty where the recording does not say. */
  readonly release: string;
  /** Major times 1000 plus minor: 6001. Infinite where the recording does not say: as today's kernels do it. */
  readonly version: number;
  /** A real-time kernel, as it says or is named: `6.12.117+deb12-rt-amd64`, `6.6.30-rt30`. */
  readonly realTime: boolean;
}

/** From `uname -srm` as trace-cmd stores it: `Linux vm 6.1.0-56-amd64 x86_64`. */
export function kernelTraits(uname: string): KernelTraits {
  const release = uname.split(/\s+/).find(word => /^\d+\.\d+/.test(word)) ?? '';
  const numbers = /^(\d{1,4})\.(\d{1,4})/.exec(release);
  const version =
    numbers === null ? Number.POSITIVE_INFINITY : Number(numbers[1]) * 1000 + Number(numbers[2]);
  const realTime = /\bPREEMPT_RT\b/.test(uname) || /[-+]rt(?![a-z])/.test(release);
  return { release, version, realTime };
}
