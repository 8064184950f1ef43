// Runs a process that breaks recordings, for so many seconds, and watches its time and memory.
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const mostCpuSeconds = 5;
const mostBytes = 1 << 30;
const ticksPerSecond = 100;
const secondsPerReport = 60;

/**
 * Breaks recordings until the time or the numbers are over; answers how many were tried and what went wrong: a name, the
 * number to have it again with, the recording, and the words. The way is `anyhow`, or `everywhere` for every place that
 * `every-place.mjs` tries. `go` is told how far it is from time to time.
 * @param {{
 *   seconds: number, way?: 'anyhow' | 'everywhere', format?: string, from?: number, most?: number,
 *   say?: (line: string) => void, go?: (next: number, last: number) => void,
 * }} wishes
 */
export async function hunt({
  seconds,
  way = 'anyhow',
  format = '',
  from = 1,
  most = Number.POSITIVE_INFINITY,
  say = () => {},
  go = () => {},
}) {
  const failures = [];
  const end = Date.now() + seconds * 1000;
  let tried = 0;
  let next = from;
  let last = Number.POSITIVE_INFINITY;
  let recordings = 0;
  while (Date.now() < end && tried < most && next < last) {
    const run = await watch({ way, format, from: next, end, most: most - tried, go }, failure => {
      failures.push(failure);
      say(`${failure.kind} ${failure.number} ${failure.id}\n${failure.words}`);
    });
    tried += run.tried;
    ({ next, last, recordings } = run);
  }
  return { tried, failures, next, last, recordings };
}

function watch({ way, format, from, end, most, go }, fail) {
  return new Promise(resolve => {
    const child = fork(join(import.meta.dirname, 'worker.mjs'), [way, format, String(from)], {
      execArgv: ['--expose-gc', '--max-old-space-size=900'],
    });
    let tried = 0;
    let current = from;
    let facts = { last: Number.POSITIVE_INFINITY, recordings: 0 };
    let told = Date.now();
    let began = cpuSeconds(child.pid);
    let stopped = false;
    const stop = failure => {
      if (stopped) return;
      stopped = true;
      clearInterval(clock);
      if (failure !== undefined) fail(failure);
      child.kill('SIGKILL');
      resolve({ tried, next: current + 1, ...facts });
    };
    const clock = setInterval(() => {
      if (Date.now() > end) stop();
      else if (began !== undefined && cpuSeconds(child.pid) - began > mostCpuSeconds * 2) {
        stop({ kind: 'hang', number: current, id: '', words: 'no end after seconds of work' });
      } else if (residentBytes(child.pid) > mostBytes) {
        stop({ kind: 'memory', number: current, id: '', words: 'more than 1 GB' });
      }
    }, 100);
    // The recordings are read before the first one is broken.
    began = undefined;
    child.on('message', message => {
      if (message.kind === 'ready') {
        facts = { last: message.last, recordings: message.recordings };
        return;
      }
      if (message.kind === 'done') return stop();
      if (message.kind === 'begin') {
        current = message.number;
        began = cpuSeconds(child.pid);
        if (Date.now() - told > secondsPerReport * 1000) {
          told = Date.now();
          go(current, facts.last);
        }
        return;
      }
      tried++;
      const { number, id } = message;
      if (message.kind === 'failed') fail({ kind: 'error', number, id, words: message.stack });
      else if (message.slow)
        fail({ kind: 'slow', number, id, words: `${message.seconds.toFixed(1)} s of work` });
      if (tried >= most) stop();
    });
    child.on('exit', (code, signal) => {
      stop({ kind: 'died', number: current, id: '', words: `exit code ${code}, signal ${signal}` });
    });
  });
}

/** Seconds of processor time of a process; 0 where it is gone. */
function cpuSeconds(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return 0;
  }
}

function residentBytes(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * 4096;
  } catch {
    return 0;
  }
}
