// `npm run bench [NAME…]`: runs the promises of bench/, all or those named, one after the other.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../bench');
const known = readdirSync(folder)
  .filter(name => name.endsWith('.mjs'))
  .map(name => name.slice(0, -4));
// Without names all of them; `read` alone stands for the read-… ones.
const wanted =
  process.argv.length > 2 ? process.argv.slice(2) : known.filter(name => !name.startsWith('read-'));
const unknown = wanted.filter(name => !known.includes(name));
if (unknown.length > 0) {
  console.error(`there is no bench ${unknown.join(', ')}; there are: ${known.join(', ')}`);
  process.exit(2);
}
for (const name of wanted) {
  console.log(`\n${name}`);
  const { status } = spawnSync(process.execPath, [join(folder, `${name}.mjs`)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
