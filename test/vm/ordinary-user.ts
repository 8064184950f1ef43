import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a program that this user ran said, and how it ended. */
export interface UserRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a machine may need to reach a registry or a mirror; nothing else of root's environment goes along. */
const passedOn =
  /^(NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR|(https?|no|all)_proxy|npm_config_(registry|cafile|proxy|https_proxy|noproxy|strict_ssl))$/i;

/** A fresh ordinary user of this machine: an empty home, no groups, no way to become root. Needs root to make one. */
export class OrdinaryUser {
  readonly name = `ringside-${randomBytes(4).toString('hex')}`;
  readonly home = join('/home', this.name);
  readonly #id: number;

  constructor() {
    execFileSync('useradd', ['--no-create-home', '--home-dir', this.home, '--shell', '/bin/bash', this.name]);
    this.#id = Number(execFileSync('id', ['-u', this.name], { encoding: 'utf8' }));
    mkdirSync(this.home, { mode: 0o755 });
    chownSync(this.home, this.#id, this.#id);
  }

  /** Runs a program in a folder of the user's with an all but empty environment. */
  run(argv: readonly string[], folder: string, settings: Readonly<Record<string, string>>): UserRun {
    const passed = Object.entries(process.env).filter(([name]) => passedOn.test(name));
    const environment = {
      ...Object.fromEntries(passed),
      PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
      HOME: this.home,
      LANG: 'C.UTF-8',
      ...settings,
    };
    const become = ['--reuid', this.name, '--regid', String(this.#id), '--clear-groups', '--no-new-privs'];
    const capabilities = ['--inh-caps=-all', '--bounding-set=-all'];
    const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
    const result = spawnSync('setpriv', [...become, ...capabilities, 'env', '-i', ...variables, ...argv], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 64 * 1024 * 1024,
    });
    return { code: result.status, stdout: result.stdout, stderr: result.stderr };
  }

  /** A clean clone of the project in the user's home, at its last commit. */
  cloneProject(root: string): string {
    const clone = join(this.home, 'ringside');
    const safe = ['-c', `safe.directory=${root}`, '-c', `safe.directory=${root}/.git`];
    execFileSync('git', [...safe, 'clone', '--quiet', '--no-hardlinks', root, clone]);
    execFileSync('chown', ['-R', `${this.#id}:${this.#id}`, clone]);
    return clone;
  }

  /** Files of the user's outside home and /tmp. */
  filesElsewhere(): readonly string[] {
    const places = ['/', '/dev/shm', '/run', '/var/tmp', '/var/cache'].filter(existsSync);
    const skipped = ['/proc', '/sys', '/tmp', this.home].flatMap(path => ['-path', path, '-prune', '-o']);
    const found = places.flatMap(place => {
      const argv = [place, '-xdev', ...skipped, '-user', this.name, '-print'];
      return spawnSync('find', argv, { encoding: 'utf8' }).stdout.split('\n');
    });
    return [...new Set(found)].filter(path => path !== '');
  }

  /** Ends what the user still runs, takes the user away and everything that was theirs. */
  remove(): void {
    for (const pid of this.processes()) process.kill(pid, 'SIGKILL');
    spawnSync('userdel', [this.name]);
    rmSync(this.home, { recursive: true, force: true });
    spawnSync('find', ['/tmp', '-xdev', '-uid', String(this.#id), '-delete']);
  }

  /** Processes of the user's that are still alive. */
  processes(): readonly number[] {
    return readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .filter(name => statSync(`/proc/${name}`, { throwIfNoEntry: false })?.uid === this.#id)
      .filter(name => !isZombie(name))
      .map(Number);
  }
}

function isZombie(pid: string): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}
