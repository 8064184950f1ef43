// Reads everything of a recording in every way there is.
import { FormatError, UsageError } from '../../dist/base/index.js';
import { JsonPrinter } from '../../dist/cli/events/json-style.js';
import { loadDecompressors } from '../../dist/cli/open/decompressors.js';
import { openRecording } from '../../dist/formats/index.js';
import { eventStyles, OutputBytes } from '../../dist/text/index.js';
import { answerAll } from './answer-all.mjs';
import { inputOf } from './inputs.mjs';

const residentBytes = 1 << 28;
/** Lines of a trace that are printed in each style; more of the same teach nothing. */
const mostRows = 1500;
const wishes = [{}, { raw: true, latency: true, nanoseconds: true }];

/** Opens, loads, asks, streams and prints. Answers the trace; undefined where nothing could be read and that was said. */
export async function readAll(recorded) {
  const tools = { ...(await loadDecompressors()), residentBytes };
  try {
    const recording = await openRecording(inputOf(recorded), tools);
    if (recording === undefined) return undefined;
    const whole = await recording.load();
    checkTrace(whole);
    answerAll(whole);
    const middle = whole.start + BigInt(Math.trunc((whole.time[whole.count >> 1] ?? 0) || 0));
    await recording.load({ from: middle, to: middle + 1000n });
    for (const style of eventStyles.filter(({ formats }) => formats.includes(recording.format))) {
      for (const wish of wishes) await print(recording, style.printer(recording, wish));
    }
    await print(recording, new JsonPrinter());
    if (recording.sample !== undefined)
      for await (const { trace } of recording.sample(1 << 16)) checkTrace(trace);
    return whole;
  } catch (error) {
    if (error instanceof FormatError || error instanceof UsageError) return undefined;
    throw error;
  }
}

function checkTrace(trace) {
  for (const { name, sentence, count } of trace.problems) {
    if (name === '' || sentence === '' || !Number.isFinite(count))
      throw new Error(`a problem without words: ${name}`);
  }
  for (let row = 0; row < Math.min(trace.count, mostRows); row++) {
    if (!Number.isFinite(trace.time[row])) throw new Error(`row ${row} has no time`);
  }
}

async function print(recording, printer) {
  const out = new OutputBytes(1 << 16);
  let left = mostRows;
  let isFirst = true;
  for await (const trace of recording.stream()) {
    printer.use(trace);
    if (isFirst) printer.head?.(out);
    isFirst = false;
    const order = printer.order?.(trace);
    for (let row = 0; row < trace.count && left > 0; row++, left--) {
      printer.print(order === undefined ? row : order[row], out);
      if (out.length > 1 << 20) out.clear();
    }
    if (left === 0) break;
  }
  printer.tail?.(out);
}
