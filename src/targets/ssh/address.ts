import { UsageError } from '../../base/index.ts';
import { say } from '../../words/index.ts';

/** A machine behind ssh, as its program takes it. */
export interface SshAddress {
  /** As it was given. */
  readonly text: string;
  readonly host: string;
  readonly user: string | undefined;
  readonly port: string | undefined;
}

/** Reads `ssh://[user@]HOST[:port]`; HOST may be a name of ~/.ssh/config. A UsageError where it is nothing of the kind. */
export function parseAddress(text: string): SshAddress {
  const [, user, host, port] =
    /^ssh:\/\/(?:([\w.][\w.@+-]*)@)?([\w.][\w.-]*|\[[\da-fA-F:.]+(?:%\w+)?\])(?::(\d{1,5}))?\/?$/.exec(
      text,
    ) ?? [];
  if (host === undefined) {
    throw new UsageError(say('targets.ssh.address', { text }), say('targets.ssh.address.remedy'));
  }
  return { text: text.replace(/\/$/, ''), host: host.replace(/^\[|\]$/g, ''), user, port };
}

/** The words that name it to ssh, after its options. */
export function destination({ host, user, port }: SshAddress): readonly string[] {
  return [
    ...(port === undefined ? [] : ['-p', port]),
    ...(user === undefined ? [] : ['-l', user]),
    '--',
    host,
  ];
}
