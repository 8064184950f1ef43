import { Duplex } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { serveEcho } from './echo.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The guest's end: what it says, and all that it heard. */
function connect() {
  let heard = '';
  const stream = new Duplex({
    read() {},
    write(part: Buffer, _encoding, done) {
      heard += part.toString('latin1');
      done();
    },
  });
  serveEcho(stream);
  return {
    say: (text: string) => void stream.push(text),
    heard: () => heard,
    hangUp: () => stream.destroy(),
  };
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

test('what is said comes back', async () => {
  const guest = connect();
  guest.say('hello\nwor');
  guest.say('ld\n');
  await pass(1);
  expect(guest.heard()).toBe('hello\nworld\n');
});

test('a series is sent line by line, as many as asked for, though its request came in pieces', async () => {
  const guest = connect();
  guest.say('every 1');
  guest.say('0 3\n');
  await pass(25);
  expect(guest.heard()).toBe('every 10 3\n1\n2\n');
  await pass(500);
  expect(guest.heard()).toBe('every 10 3\n1\n2\n3\n');
});

test('the next line ends a series, and so does the end of the guest', async () => {
  const guest = connect();
  guest.say('every 10 1000\n');
  await pass(15);
  guest.say('enough\n');
  await pass(100);
  expect(guest.heard()).toBe('every 10 1000\n1\nenough\n');
  guest.say('every 10 1000\n');
  await pass(15);
  guest.hangUp();
  await pass(100);
  expect(vi.getTimerCount()).toBe(0);
});

test('what only looks like a request is echoed and asks for nothing', async () => {
  const guest = connect();
  const lines = ['every 10', 'every -1 5', 'every 1 1e3', `${'x'.repeat(1000)}every 1 1`, 'every 9999999 1'];
  guest.say(`${lines.join('\n')}\n`);
  await pass(100);
  expect(guest.heard()).toBe(`${lines.join('\n')}\n`);
  expect(vi.getTimerCount()).toBe(0);
});
