import type { Duplex } from 'node:stream';

/** QEMU's machine protocol (docs/interop/qmp-spec.rst): one request at a time. */
export interface Monitor {
  /** Rejects with QEMU's own words when it refuses. */
  execute(command: string, args?: object): Promise<unknown>;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Reply {
  readonly QMP?: object;
  readonly event?: string;
  readonly return?: unknown;
  readonly error?: { readonly desc: string };
}

/** Speaks on `stream`. The greeting and the handshake happen on first use. */
export function openMonitor(stream: Duplex): Monitor {
  const waiting: Waiting[] = [];
  let rest = '';
  let handshake: Promise<unknown> | undefined;
  const take = (line: string): void => {
    const reply = parseReply(line);
    if (!reply || reply.QMP || reply.event !== undefined) return;
    const next = waiting.shift();
    if (reply.error) next?.reject(new Error(reply.error.desc));
    else next?.resolve(reply.return);
  };
  stream.on('data', (part: Buffer) => {
    const lines = (rest + part.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
  stream.on('close', () => {
    for (const each of waiting.splice(0)) each.reject(new Error('QEMU is gone'));
  });
  const send = (command: string, args: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      stream.write(`${JSON.stringify({ execute: command, arguments: args })}\n`);
    });
  return {
    async execute(command, args = {}) {
      handshake ??= send('qmp_capabilities', {});
      await handshake;
      return send(command, args);
    },
  };
}

function parseReply(line: string): Reply | undefined {
  try {
    return JSON.parse(line) as Reply;
  } catch {
    return undefined;
  }
}
