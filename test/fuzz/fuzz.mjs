// `npm run fuzz -- [--seconds N] [--format ID] [--from NUMBER] [--only NUMBER] [--all]`: breaks stored recordings and reads
// them, 15 minutes by default. Fails where a reader crashes, hangs (more than 2 s), takes more than 1 GB or throws what is
// no FormatError. `--only` tries the one broken recording of a number again. `--all` breaks every recording at every
// place of `every-place.mjs`, which takes hours: it says how far it is, and `--from` goes on from there.
import { parseArgs } from 'node:util';
import { hunt } from './hunt.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string' },
    format: { type: 'string' },
    from: { type: 'string' },
    only: { type: 'string' },
    all: { type: 'boolean', default: false },
  },
});
const first = values.all ? 0 : 1 + Math.floor(Math.random() * 2 ** 31);
const from = Number(values.only ?? values.from ?? first);
const seconds = Number(values.seconds ?? (values.all ? Number.POSITIVE_INFINITY : 900));
const began = Date.now();
const again = `npm run fuzz --${values.all ? ' --all' : ''}${values.format === undefined ? '' : ` --format ${values.format}`}`;
const { tried, failures, next, last } = await hunt({
  seconds,
  way: values.all ? 'everywhere' : 'anyhow',
  format: values.format ?? '',
  from,
  ...(values.only === undefined ? {} : { most: 1 }),
  say: line => console.log(line),
  go: (number, all) => {
    const of = Number.isFinite(all) ? ` of ${all}` : '';
    console.log(`${number}${of} after ${Math.round((Date.now() - began) / 60_000)} min`);
  },
});
console.log(`${tried} broken recordings from number ${from} on were read, ${failures.length} failures`);
for (const { kind, number } of failures) console.log(`  ${kind}: ${again} --only ${number}`);
if (values.all && values.only === undefined && next < last) console.log(`to go on: ${again} --from ${next}`);
process.exitCode = failures.length === 0 ? 0 : 1;
