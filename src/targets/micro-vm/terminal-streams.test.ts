import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { terminalInput, terminalOutput } from './terminal-streams.ts';

const mark = '\x1b_end of it\x1b\\';

/** Feeds `bytes` in parts of these lengths, over and over; what came out and whether the end was seen. */
async function decoded(bytes: Buffer, lengths: readonly number[]) {
  const { stream, ended } = terminalOutput(mark);
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  const out: Buffer[] = [];
  stream.on('data', part => out.push(part));
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = lengths[turn % lengths.length]!;
    stream.write(bytes.subarray(at, at + length));
    at += length;
  }
  await new Promise(resolve => stream.end(resolve));
  return { text: Buffer.concat(out).toString('latin1'), isOver };
}

async function encoded(...parts: readonly string[]): Promise<string> {
  const stream = terminalInput();
  const out: Buffer[] = [];
  stream.on('data', part => out.push(part));
  for (const part of parts) stream.write(Buffer.from(part, 'latin1'));
  await new Promise(resolve => stream.end(resolve));
  return Buffer.concat(out).toString('latin1');
}

describe('what a terminal prints', () => {
  const greeting = '\xff\xfd\x01\xff\xfd\x1f\xff\xfb\x01\xff\xfb\x03';

  test('comes without the words of telnet, whose doubled byte is one', async () => {
    const stream = Buffer.from(`${greeting}a\xff\xffb\xff\xfa\x18\x01\xff\xff\xff\xf0c\xff\xf1d`, 'latin1');
    for (const lengths of [[100], [1], [2], [3, 1]]) {
      expect(await decoded(stream, lengths)).toEqual({ text: 'a\xffbcd', isOver: false });
    }
  });

  test('ends at the mark, however it is cut, and never before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('\x1b', '_', 'e', 'n', 'x', '\xff\xff') }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        async (text, lengths) => {
          const shown = text.replaceAll('\xff\xff', '\xff');
          const whole = Buffer.from(`${greeting}${text}${mark}not shown`, 'latin1');
          expect(await decoded(whole, lengths)).toEqual({ text: shown, isOver: true });
        },
      ),
    );
  });
});

test('what is typed arrives as it is: doubled 0xff, and nothing that follows a carriage return is lost', async () => {
  expect(await encoded('ls\r', 'x\xffy', 'a\r\nb\r', '\n\r\0')).toBe('ls\rx\xff\xffya\r\0\nb\r\0\n\r\0\0');
});
