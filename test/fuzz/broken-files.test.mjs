import { expect, test } from 'vitest';
import { cuts, flips } from './every-place.mjs';
import { hunt } from './hunt.mjs';

/** However slow the machine is: each recording once cut off and once with a byte changed. */
const leastRounds = 2;
/** Rounds of one broken copy of each recording while there is time; half are cut off. Another day begins with other places. */
const rounds = 8;
const seconds = 60;

test(`every recording is read, or what is wrong is said, cut off and with a byte changed, at up to ${rounds / 2} places each within ${seconds} seconds; npm run fuzz -- --all tries ${cuts} and ${flips}`, {
  timeout: 600_000,
}, async () => {
  const patience = Number.POSITIVE_INFINITY;
  const { recordings } = await hunt({ seconds: patience, way: 'everywhere', most: 1 });
  expect(recordings).toBeGreaterThan(0);
  const day = Math.floor(Date.now() / 86_400_000) % (cuts - rounds);
  const least = leastRounds * recordings;
  const first = { way: 'everywhere', from: 2 * day * recordings, most: least };
  const { tried, failures, next } = await hunt({ seconds: patience, ...first });
  expect(failures).toEqual([]);
  expect(tried).toBe(least);
  const rest = await hunt({ seconds, way: 'everywhere', from: next, most: rounds * recordings - tried });
  expect(rest.failures).toEqual([]);
});
