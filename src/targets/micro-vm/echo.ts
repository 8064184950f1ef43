import type { Duplex } from 'node:stream';

/** A guest is not trusted: a series is no shorter in its pauses and no longer than this. */
const mostMilliseconds = 60_000;
const mostLines = 100_000;
const longestRequest = 64;

/**
 * The host's end of 10.0.2.100 port 7 in the guest: what comes in goes back. The line `every MILLISECONDS LINES` asks
 * for that many numbered lines, one each time so many milliseconds have passed; the next line of any kind ends them.
 */
export function serveEcho(stream: Duplex): void {
  let line = '';
  let series: NodeJS.Timeout | undefined;
  const take = (text: string): void => {
    clearInterval(series);
    const found = /^every (\d{1,6}) (\d{1,6})\r?$/.exec(text);
    if (found) series = sendSeries(stream, Number(found[1]), Number(found[2]));
  };
  stream.on('data', (part: Buffer) => {
    const lines = (line + part.toString('latin1')).split('\n');
    line = (lines.pop() ?? '').slice(0, longestRequest);
    if (!stream.write(part)) {
      stream.pause();
      stream.once('drain', () => stream.resume());
    }
    for (const each of lines) take(each);
  });
  stream.on('close', () => clearInterval(series));
}

function sendSeries(stream: Duplex, milliseconds: number, lines: number): NodeJS.Timeout {
  const last = Math.min(lines, mostLines);
  let sent = 0;
  const series = setInterval(
    () => {
      if (sent >= last) return clearInterval(series);
      // A guest that does not read makes the series wait, not this process grow.
      if (!stream.writableNeedDrain) stream.write(`${++sent}\n`);
    },
    Math.min(Math.max(milliseconds, 1), mostMilliseconds),
  );
  return series.unref();
}
