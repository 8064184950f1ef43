import { homedir } from 'node:os';
import { join } from 'node:path';

/** Ringside's own folders on this machine. Neither need exist yet. */
export interface Places {
  /** What can be made again: packages, kernels, saved guests. */
  readonly cache: string;
  /** What cannot: recordings. */
  readonly data: string;
}

/**
 * `$XDG_CACHE_HOME/ringside` and `$XDG_DATA_HOME/ringside`, by default under the home folder.
 * Root's cache is /var/cache/ringside: QEMU started by root runs as a user who cannot look into /root.
 */
export function places(): Places {
  const cacheHome = absolute(process.env.XDG_CACHE_HOME);
  const dataHome = absolute(process.env.XDG_DATA_HOME);
  const isRoot = process.getuid?.() === 0;
  return {
    cache: join(cacheHome ?? (isRoot ? '/var/cache' : join(homedir(), '.cache')), 'ringside'),
    data: join(dataHome ?? join(homedir(), '.local', 'share'), 'ringside'),
  };
}

/** The XDG specification: a path that is not absolute is to be ignored. */
function absolute(path: string | undefined): string | undefined {
  return path?.startsWith('/') ? path : undefined;
}
