// `npm run catalogue`: writes the catalogue of labs into README.md, from the labs themselves.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueOf, loadSections, withCatalogue } from '../dist/lab-runner/index.js';
import { root } from './lib/freshness.mjs';

const path = join(root, 'README.md');
writeFileSync(path, withCatalogue(readFileSync(path, 'utf8'), catalogueOf(loadSections())));
