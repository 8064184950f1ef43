// A process of the fuzzer: breaks and reads recordings one after the other, by number, and tells how each went.
import { breakAtPlace, countPlaces } from './every-place.mjs';
import { findRecordings, sizeOf } from './inputs.mjs';
import { breakRecording, Random } from './mutate.mjs';
import { readAll } from './read-all.mjs';

const [way, only, from] = process.argv.slice(2);
const mostBytes = 700_000;
/** Seconds of work: half a million calls are read, printed and asked in two and a half. */
const slowest = 5;

const recordings = await findRecordings(only === '' ? undefined : only);
const formats = [...new Set(recordings.map(({ format }) => format))];
const small = Object.fromEntries(
  formats.map(format => [format, recordings.filter(one => one.format === format)]),
);
const last = way === 'everywhere' ? countPlaces(recordings) : Number.POSITIVE_INFINITY;

/** The broken recording of a number: formats take turns, small recordings come more often. */
function breakAnyhow(number) {
  const random = new Random(number);
  const list = small[formats[number % formats.length]];
  const light = list.filter(one => sizeOf(one) <= mostBytes);
  const from = light.length > 0 && random.next() < 0.97 ? light : list;
  const recorded = from[Math.floor(random.next() ** 1.5 * from.length)];
  return { broken: breakRecording(recorded, list, random), check: () => {} };
}

function makeBroken(number) {
  return way === 'everywhere' ? breakAtPlace(recordings, number) : breakAnyhow(number);
}

async function tryNumber(number) {
  const { broken, check } = makeBroken(number);
  const before = process.cpuUsage();
  const trace = await readAll(broken);
  const { user, system } = process.cpuUsage(before);
  await check(trace);
  return { id: broken.id, seconds: (user + system) / 1e6 };
}

// A connected process that has nothing to say any more ends.
process.on('disconnect', () => process.exit(0));
process.send({ kind: 'ready', last, recordings: recordings.length });
for (let number = Number(from); number < last; number++) {
  process.send({ kind: 'begin', number });
  try {
    let { id, seconds } = await tryNumber(number);
    // Once more, now that the code is warm: only what is slow again is slow.
    if (seconds > slowest) ({ id, seconds } = await tryNumber(number));
    process.send({ kind: 'end', number, id, seconds, slow: seconds > slowest });
  } catch (error) {
    const stack = error instanceof Error ? error.stack : String(error);
    process.send({ kind: 'failed', number, id: makeBroken(number).broken.id, stack });
  }
  if (process.memoryUsage.rss() > 400e6) globalThis.gc?.();
  await new Promise(resolve => setImmediate(resolve));
}
process.send({ kind: 'done' });
