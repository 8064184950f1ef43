import { readFileSync } from 'node:fs';
import { type Lineage, loadLineage } from '../../kernel/index.ts';

let lineage: Lineage | undefined;

/** What the kernel's functions were called before, and are called now. */
export function openLineage(): Lineage {
  lineage ??= loadLineage(
    readFileSync(new URL('../../../data/kernel/lineage.json', import.meta.url), 'utf8'),
  );
  return lineage;
}
