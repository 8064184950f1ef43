import { PassThrough } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createProgress } from './progress.ts';

function collector(isTTY: boolean): { stream: PassThrough & { columns?: number }; text: () => string } {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 20 });
  let text = '';
  stream.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  return { stream, text: () => text };
}

test('a quick phase leaves no trace, on a terminal or off it', async () => {
  for (const isTTY of [true, false]) {
    const { stream, text } = collector(isTTY);
    const progress = createProgress(stream, { patience: 30 });
    progress.phase('quick', 1, 2);
    progress.end();
    await pause(50);
    expect(text()).toBe('');
  }
});

test('off a terminal a long phase is one plain line, however often it is reported', async () => {
  const { stream, text } = collector(false);
  const progress = createProgress(stream, { patience: 5 });
  for (let done = 0; done < 10; done++) {
    progress.phase('Downloading', done, 10);
    await pause(5);
  }
  progress.end();
  progress.say('done');
  await pause(5);
  expect(text()).toBe('Downloading\ndone\n');
});

test('on a terminal one line is rewritten, never wider than it, and goes at the end', async () => {
  const { stream, text } = collector(true);
  const progress = createProgress(stream, { patience: 5 });
  progress.phase('압축을 푸는 중입니다 아주 긴 이름', 1, 2);
  await pause(30);
  progress.phase('Downloading', 1, 3);
  await pause(30);
  progress.say('a lasting line');
  progress.end();
  await pause(5);
  expect(text().split('\r\x1b[K')).toEqual([
    '',
    '압축을 푸는 중입니',
    '',
    'Downloading  33 %',
    'a lasting line\n',
    'Downloading  33 %',
    '',
  ]);
});
