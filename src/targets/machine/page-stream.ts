import { PassThrough, type Readable } from 'node:stream';
import { pledge } from '../pledge.ts';

/** The pages of all CPUs that come over one stream, each CPU's apart. data/agent/machine.sh, drain_pages, writes it. */
export interface PageStream {
  of(cpu: number): Readable;
  /** Settles when the agent said that there are no more. Rejects when the stream ends before. */
  readonly ended: Promise<void>;
  /** Settles with the exit code of a command whose end the agent saw. */
  readonly exit: Promise<number>;
}

const longestHead = 64;

export function splitPages(stream: Readable, cpus: number): PageStream {
  const outs = Array.from({ length: cpus }, () => new PassThrough({ highWaterMark: 1 << 20 }));
  const ended = pledge<void>();
  const exit = pledge<number>();
  let head = Buffer.alloc(0);
  let out: PassThrough | undefined;
  let left = 0;
  const readHead = (line: string): void => {
    const [, cpu, bytes] = /^pages (\d{1,5}) (\d{1,10})$/.exec(line) ?? [];
    const code = /^exit (\d{1,3})$/.exec(line)?.[1];
    out = outs[Number(cpu ?? -1)];
    left = Number(bytes ?? 0);
    if (line === 'end') ended.resolve();
    else if (code !== undefined) exit.resolve(Number(code));
    else if (out === undefined) ended.reject(new Error(`the agent sent "${line}" instead of pages`));
  };
  stream.on('data', (part: Buffer) => {
    for (let rest = part; rest.length > 0; ) {
      if (left > 0 && out !== undefined) {
        const pages = rest.subarray(0, left);
        if (!out.write(pages)) waitFor(out, stream);
        left -= pages.length;
        rest = rest.subarray(pages.length);
        continue;
      }
      const newline = rest.indexOf(10);
      head = Buffer.concat([head, rest.subarray(0, newline < 0 ? rest.length : newline)]);
      rest = newline < 0 ? rest.subarray(rest.length) : rest.subarray(newline + 1);
      if (newline >= 0 || head.length > longestHead) {
        readHead(head.toString('latin1', 0, longestHead));
        head = Buffer.alloc(0);
      }
    }
  });
  stream.on('close', () => ended.reject(new Error('the pages ended in the middle')));
  return { of: cpu => outs[cpu]!, ended: ended.promise, exit: exit.promise };
}

function waitFor(out: PassThrough, stream: Readable): void {
  stream.pause();
  out.once('drain', () => stream.resume());
}
