import type { Duplex } from 'node:stream';

/** What the guest's console said, and which phase of its start it has reached. */
export interface SerialLog {
  /** The last 256 KiB. */
  text(): string;
  tail(lines: number): string;
  /** The last phase named by the guest; `kernel` before the first. */
  phase(): string;
  /** The kernel's own word when it panicked. */
  panic(): string | undefined;
  /** Calls back at each new phase. */
  onPhase(listener: (phase: string) => void): void;
}

const kept = 256 * 1024;

export function watchSerial(stream: Duplex): SerialLog {
  let text = '';
  let phase = 'kernel';
  const listeners: ((phase: string) => void)[] = [];
  stream.on('data', (part: Buffer) => {
    const from = Math.max(0, text.lastIndexOf('\n'));
    text += part.toString('latin1');
    for (const [, name] of text.slice(from).matchAll(/ringside-phase (\S+)\r?\n/g)) {
      if (name === phase) continue;
      phase = name!;
      for (const listener of listeners) listener(phase);
    }
    if (text.length > 2 * kept) text = text.slice(-kept);
  });
  return {
    text: () => text,
    tail: lines => text.replaceAll('\r', '').trimEnd().split('\n').slice(-lines).join('\n'),
    phase: () => phase,
    panic: () => /Kernel panic - not syncing: [^\r\n]*/.exec(text)?.[0],
    onPhase: listener => listeners.push(listener),
  };
}
