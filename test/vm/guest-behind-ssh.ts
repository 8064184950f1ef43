import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../../src/packages/index.ts';
import { root, temporaryFolder } from './ringside.ts';

/** Why there can be no such guest here; undefined where there can. */
export const noSsh = ['ssh', 'ssh-keygen'].every(name => findProgram(name) !== undefined)
  ? undefined
  : 'needs ssh and ssh-keygen (openssh-client)';

/** All that can be read of what a recording may change in a kernel's tracer, and what Ringside leaves besides. */
export const stateScript = `cd /sys/kernel/tracing
for file in current_tracer set_* max_graph_depth trace_clock buffer_size_kb per_cpu/cpu*/buffer_size_kb tracing_on \
  saved_cmdlines_size tracing_cpumask tracing_thresh kprobe_events uprobe_events options/* events/enable \
  events/sched/*/filter events/sched/*/trigger events/raw_syscalls/*/*; do
  case $file in *format | *inject | *id | *hist*) continue ;; esac
  echo "== $file"
  grep -v '^#' $file
done 2>&1
echo '== left'
ls instances; ls events; ls -d /run/ringside/[0-9]* /run/ringside/top /tmp/ringside-??????
grep -h ^entries per_cpu/cpu*/stats
cat /proc/sys/kernel/kptr_restrict`;

/** A guest with an sshd, for root and a user \`learner\` who may not become root; programs of this machine reach it by \`ssh guest\`. */
export class GuestBehindSsh {
  readonly #folder = temporaryFolder();
  readonly #connection: ChildProcess;
  readonly #path: string;

  constructor() {
    const place = this.#folder;
    chmodSync(place, 0o755);
    for (const name of ['host', 'key']) {
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(place, name)]);
    }
    chmodSync(join(place, 'host'), 0o644);
    writeFileSync(join(place, 'serve.sh'), serveScript(place));
    const ringside = `${process.execPath} ${join(root, 'bin/ringside.mjs')}`;
    const known = readFileSync(join(place, 'host.pub'), 'utf8').split(' ').slice(0, 2).join(' ');
    writeFileSync(join(place, 'known'), `guest ${known}\n`);
    writeFileSync(
      join(place, 'config'),
      `Host *
  IdentityFile ${place}/key
  IdentitiesOnly yes
  NumberOfPasswordPrompts 0
  UserKnownHostsFile ${place}/known
  KexAlgorithms curve25519-sha256
Host way
  User root
  HostKeyAlias guest
  ControlPath ${place}/way
  ProxyCommand ${ringside} vm shell --quiet --with openssh-server -- sh ${place}/serve.sh
Host guest
  User root
  HostKeyAlias guest
  ProxyCommand /usr/bin/env -i PATH=/usr/bin:/bin ssh -F ${place}/config -W 127.0.0.1:22 way
Host stranger
  User root
  HostKeyAlias stranger
  ProxyCommand /usr/bin/env -i PATH=/usr/bin:/bin ssh -F ${place}/config -W 127.0.0.1:22 way
`,
    );
    mkdirSync(join(place, 'bin'));
    // ssh asks the user database, not HOME, where its configuration is.
    writeFileSync(join(place, 'bin/ssh'), `#!/bin/sh\nexec ${findProgram('ssh')} -F ${place}/config "$@"\n`);
    chmodSync(join(place, 'bin/ssh'), 0o755);
    this.#path = `${place}/bin:${process.env.PATH}`;
    this.#connection = spawn('ssh', ['-F', join(place, 'config'), '-M', '-N', 'way'], { stdio: 'ignore' });
  }

  /** What `ringside` needs in its environment to reach it. */
  get env(): Readonly<Record<string, string>> {
    return { PATH: this.#path };
  }

  /** Runs shell in it as root, over the first connection. */
  run(script: string): string {
    const ssh = ['-F', join(this.#folder, 'config'), 'way', script];
    for (let tries = 0; ; tries++) {
      const isUp = spawnSync('ssh', ['-F', join(this.#folder, 'config'), '-O', 'check', 'way']).status === 0;
      if (isUp) return execFileSync('ssh', ssh, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
      if (tries > 600 || this.#connection.exitCode !== null) throw new Error('the guest did not come up');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }

  stop(): void {
    this.#connection.kill();
  }
}

function serveScript(place: string): string {
  return `mkdir -p /run/sshd /run/test /tmp/learner
echo 'sshd:x:105:65534::/run/sshd:/usr/sbin/nologin' >>/etc/passwd
echo 'learner:x:1234:1234::/tmp/learner:/bin/sh' >>/etc/passwd
printf 'root:*:19000::::::\\nlearner:*:19000::::::\\n' >/etc/shadow
chown 1234:1234 /tmp/learner
cp ${place}/host /run/test/host
chmod 600 /run/test/host
cp ${place}/key.pub /run/test/keys
cat >/run/test/config <<END
HostKey /run/test/host
AuthorizedKeysFile /run/test/keys
StrictModes no
UsePAM no
PermitRootLogin yes
ListenAddress 127.0.0.1
MaxStartups 30
END
/usr/sbin/sshd -f /run/test/config >&2
exec /usr/sbin/sshd -i -f /run/test/config
`;
}
