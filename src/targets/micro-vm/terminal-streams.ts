import { Transform } from 'node:stream';

// The guest's terminal is a pty held by busybox's telnetd, which speaks telnet (RFC 854) over its port: one byte
// is special, 0xff. All that it asks for (echo, character at a time, window size) is ours to do or done anyway.
const iac = 255;
const subnegotiation = 250;
const subnegotiationEnd = 240;
const will = 251;
const carriageReturn = 13;

export interface TerminalOutput {
  /** Takes what telnetd sends, gives what the terminal printed. */
  readonly stream: Transform;
  /** Settles when the end mark was seen: all that was printed before has passed. */
  readonly ended: Promise<void>;
}

/** What a terminal in the guest printed up to `endMark`, which the guest writes after its command has ended. */
export function terminalOutput(endMark: string): TerminalOutput {
  const mark = Buffer.from(endMark);
  const decode = telnetDecoder();
  let held: Buffer = Buffer.alloc(0);
  let over = false;
  let tellEnd = (): void => {};
  const ended = new Promise<void>(resolve => {
    tellEnd = resolve;
  });
  const stream = new Transform({
    transform(part: Buffer, _encoding, done) {
      if (over) return done();
      const bytes = Buffer.concat([held, decode(part)]);
      const end = bytes.indexOf(mark);
      over = end >= 0;
      const passed = over ? end : bytes.length - beginningLength(bytes, mark);
      held = bytes.subarray(passed);
      if (passed > 0) this.push(bytes.subarray(0, passed));
      if (over) tellEnd();
      done();
    },
    flush(done) {
      done(undefined, over ? undefined : held);
    },
  });
  return { stream, ended };
}

/** How many bytes at the end of `bytes` may be the beginning of `mark`. */
function beginningLength(bytes: Buffer, mark: Buffer): number {
  for (let length = Math.min(bytes.length, mark.length - 1); length > 0; length--) {
    if (bytes.subarray(bytes.length - length).equals(mark.subarray(0, length))) return length;
  }
  return 0;
}

/** Takes telnet's commands out of a stream; IAC IAC is the byte 0xff. */
function telnetDecoder(): (part: Buffer) => Buffer {
  let state: 'data' | 'command' | 'option' | 'inside' | 'inside-command' = 'data';
  return part => {
    if (state === 'data' && !part.includes(iac)) return part;
    const out = Buffer.alloc(part.length);
    let length = 0;
    for (const byte of part) {
      switch (state) {
        case 'data':
          if (byte === iac) state = 'command';
          else out[length++] = byte;
          break;
        case 'command':
          state = byte === subnegotiation ? 'inside' : byte >= will && byte < iac ? 'option' : 'data';
          if (byte === iac) out[length++] = byte;
          break;
        case 'option':
          state = 'data';
          break;
        case 'inside':
          if (byte === iac) state = 'inside-command';
          break;
        case 'inside-command':
          state = byte === subnegotiationEnd ? 'data' : 'inside';
          break;
      }
    }
    return out.subarray(0, length);
  };
}

/** Makes what is typed arrive as it is: telnetd reads 0xff 0xff as one byte, and leaves a line feed or NUL after a carriage return out. */
export function terminalInput(): Transform {
  let last = 0;
  return new Transform({
    transform(part: Buffer, _encoding, done) {
      const out = Buffer.alloc(part.length * 2);
      let length = 0;
      for (const byte of part) {
        if (last === carriageReturn && (byte === 0 || byte === 10)) out[length++] = 0;
        if (byte === iac) out[length++] = iac;
        out[length++] = byte;
        last = byte;
      }
      done(undefined, out.subarray(0, length));
    },
  });
}
