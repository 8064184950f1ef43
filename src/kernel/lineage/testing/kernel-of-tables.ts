import { readFileSync } from 'node:fs';
import { decodeLatin1 } from '../../../base/index.ts';
import { loadInlines } from '../../inlines/load-inlines.ts';
import { readTable } from '../../parts/testing/read-table.ts';
import { type KernelNames, namesOf } from '../kernel-names.ts';
import { type Lineage, loadLineage } from '../lineage.ts';

/** The lineage that is shipped. */
export function readLineage(): Lineage {
  return loadLineage(readFileSync(new URL('../../../../data/kernel/lineage.json', import.meta.url), 'utf8'));
}

/** The functions with machine code of their own that the shipped tables of an x86-64 kernel (`6.1.`, `6.12.`) name. */
export function kernelOfTables(version: string): KernelNames {
  const names = (['functions', 'modules'] as const).flatMap(kind =>
    namesIn(decodeLatin1(readTable(kind, version))),
  );
  return namesOf(names, loadInlines(readTable('inlines', version)));
}

function namesIn(table: string): readonly string[] {
  const names: string[] = [];
  let isSource = false;
  for (const line of table.split('\n')) {
    if (line.startsWith('/')) isSource = !/^\/arch\/(?!x86\/)|\.h( |$)/.test(line);
    else if (isSource && /^[A-Za-z_]/.test(line) && !line.endsWith('~')) names.push(line.split(' ')[0]!);
  }
  return names;
}
