// Makes a large text of ftrace of a small one: its lines again and again, each time later.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/**
 * Writes to `path` the head and the lines of a recorded text (gzip), repeated until there are `bytes` bytes. Times
 * SECONDS.MICROSECONDS at the head of a line are moved in each round; a text without such times is repeated as it is.
 */
export function growText(recording, path, bytes) {
  const text = gunzipSync(readFileSync(recording));
  const body = startOfBody(text);
  const times = listTimes(text, body);
  const seconds = times.map(({ value }) => value);
  const span = times.length === 0 ? 0 : Math.max(...seconds) - Math.min(...seconds) + 1;
  const file = openSync(path, 'w');
  try {
    let written = writeSync(file, text.subarray(0, body));
    for (let round = 0; written < bytes; round++) {
      for (const { end, room, value } of times) {
        const later = String(value + round * span);
        if (later.length > room) throw new Error(`no room for ${later} seconds in the lines of ${recording}`);
        text.write(later.padStart(room), end - room, 'latin1');
      }
      written += writeSync(file, text.subarray(body));
    }
  } finally {
    closeSync(file);
  }
}

/** Behind the lines that begin with `#` at the beginning. */
function startOfBody(text) {
  let at = 0;
  while (text[at] === 35) at = text.indexOf(10, at) + 1;
  return at;
}

/** Where the whole seconds of each line end, how many digits and blanks there are for them, and what they are. */
function listTimes(text, body) {
  const times = [];
  for (let at = body; at < text.length; at = text.indexOf(10, at) + 1 || text.length) {
    const line = text.latin1Slice(at, text.indexOf(10, at));
    const time = /^(.{0,60}?\] .{5,10}? | )( *\d+)\.\d{6}(: | \| )/.exec(line);
    if (time === null) continue;
    const end = at + time[1].length + time[2].length;
    times.push({ end, room: time[2].length, value: Number(time[2]) });
  }
  return times;
}
