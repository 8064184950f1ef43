// Writes a sample of a kallsyms for the coverage test: every Nth function symbol, `name` or `name module` a line.
//   node scripts/kernel-tables/sample.mjs KALLSYMS EVERY > src/kernel/parts/testing/kallsyms-sample.txt
import { readKallsyms } from './coverage.mjs';

const [path, every] = process.argv.slice(2);
const symbols = readKallsyms(path).filter((_, index) => index % Number(every) === 0);
for (const { name, module } of symbols) console.log(module === '' ? name : `${name} ${module}`);
