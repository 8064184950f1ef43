import { TargetError } from '../../base/index.ts';
import { say } from '../../words/index.ts';
import type { SshAddress } from './address.ts';

// OpenSSH's words (sshconnect.c, sshconnect2.c, ssh.c, readconf.c), and those of sudo and of a shell that is not there.
const reasons = [
  { key: 'host-changed', pattern: /REMOTE HOST IDENTIFICATION HAS CHANGED|Offending \S+ key/ },
  { key: 'host-unknown', pattern: /Host key verification failed|No \S+ host key is known/ },
  { key: 'denied', pattern: /Permission denied|Too many authentication failures|no matching/i },
  { key: 'name', pattern: /Could not resolve hostname/ },
  {
    key: 'unreachable',
    pattern: /Connection (?:refused|timed out|closed|reset)|No route to host|unreachable|banner exchange/,
  },
  { key: 'no-root', pattern: /\bsudo\b/ },
  { key: 'no-shell', pattern: /\bsh: .*not found|not available|nologin/ },
] as const;

/** What is in the way, with the next step, of what ssh or the other side said when it ended. */
export function explainSsh(address: SshAddress, code: number | undefined, said: string): TargetError {
  const what = said.replaceAll('\r', '');
  const reason =
    reasons.find(({ pattern }) => pattern.test(what))?.key ?? (code === 0 ? 'no-shell' : 'ended');
  const host = address.host;
  const output = say(`targets.ssh.${reason}`, { host, said: what || String(code) });
  return new TargetError(
    say('targets.record-on', { target: address.text }),
    output,
    say(`targets.ssh.${reason}.remedy`, { host }),
  );
}
