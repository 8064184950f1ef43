// Every recording cut off at 200 places and with 2,000 bytes changed one at a time, by number: the recordings take turns,
// cuts and changed bytes too, and the places of a recording come in an order in which every beginning is spread evenly.
import { Random } from './mutate.mjs';
import { readAll } from './read-all.mjs';

export const cuts = 200;
export const flips = 2000;
/** Formats of which every cut shows; of others none does that falls between two records. */
const tellsItsEnd = new Set(['trace-dat']);

const cutOrder = spread(cuts);
const flipOrder = spread(flips);

/** How many numbers there are. */
export function countPlaces(recordings) {
  return recordings.length * (cuts + flips);
}

/** The broken recording of a number, and what has to hold of it once it is read. */
export function breakAtPlace(recordings, number) {
  const recorded = recordings[number % recordings.length];
  const turn = Math.floor(number / recordings.length);
  const isCut = turn < 2 * cuts && turn % 2 === 0;
  const at = isCut ? cutOrder[turn / 2] : flipOrder[turn < 2 * cuts ? (turn - 1) / 2 : turn - cuts];
  const names = [...recorded.files.keys()].sort();
  const name = recorded.main ?? names[at % names.length];
  const bytes = recorded.files.get(name);
  const place = Math.floor((at * bytes.length) / (isCut ? cuts : flips));
  const changed = isCut ? bytes.slice(0, place) : flipped(bytes, place, number);
  const broken = { ...recorded, files: new Map(recorded.files).set(name, changed) };
  return { broken, check: isCut ? trace => checkCut(recorded, trace) : () => {} };
}

function flipped(bytes, place, number) {
  const changed = bytes.slice();
  if (place < changed.length) changed[place] ^= 1 + new Random(number).below(255);
  return changed;
}

const wholeCounts = new Map();

async function checkCut(recorded, trace) {
  if (trace === undefined || recorded.main === undefined) return;
  const { id, format } = recorded;
  if (!wholeCounts.has(id)) wholeCounts.set(id, (await readAll(recorded)).count);
  const whole = wholeCounts.get(id);
  if (trace.count > whole) throw new Error(`${trace.count} records of ${whole} after a cut`);
  const isSaid = trace.problems.some(({ severity, place }) => severity !== 'note' && place !== '');
  if (trace.count < whole && tellsItsEnd.has(format) && !isSaid) throw new Error('a cut that is not said');
}

/** The numbers below `count` in an order in which every beginning is spread evenly. */
function spread(count) {
  const bits = Math.ceil(Math.log2(count));
  const numbers = Array.from({ length: 2 ** bits }, (_, i) => {
    let reversed = 0;
    for (let bit = 0; bit < bits; bit++) if ((i & (1 << bit)) !== 0) reversed |= 1 << (bits - 1 - bit);
    return reversed;
  });
  return numbers.filter(number => number < count);
}
