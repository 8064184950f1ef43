import { growing, Table } from '../../store/index.ts';
import type { MeasuredCalls } from './measured-calls.ts';
import { pathsTable } from './tables.ts';

/** Functions of a path that its text names, the innermost: the kernel's own stack of calls has room for 50. */
const mostNamed = 256;

/** Calls by the functions that led to them, of all tasks together: the tree of a flame graph as rows. */
export function pathRows({
  tree,
  calls: rows,
  functionOf,
  functionNames,
  offCpu,
  self: own,
}: MeasuredCalls): Table {
  const [parents, functions, depths] = [growing.i32(), growing.u32(), growing.u32()];
  const [calls, total, self, off] = [growing.f64(), growing.f64(), growing.f64(), growing.f64()];
  const pathOf = new Int32Array(tree.count).fill(-1);
  const known = new Map<number, number>();
  for (const row of rows) {
    const called = functionOf[tree.name[row]!]!;
    const above = tree.parent[row]! < 0 ? -1 : pathOf[tree.parent[row]!]!;
    const key = (above + 1) * functionNames.length + called;
    let path = known.get(key);
    if (path === undefined) {
      path = parents.length;
      known.set(key, path);
      parents.push(above);
      functions.push(called);
      depths.push(above < 0 ? 0 : depths.at(above) + 1);
      for (const sum of [calls, total, self, off]) sum.push(0);
    }
    pathOf[row] = path;
    calls.set(path, calls.at(path) + 1);
    total.set(path, total.at(path) + tree.end[row]! - tree.start[row]!);
    self.set(path, self.at(path) + own[row]!);
    off.set(path, off.at(path) + offCpu[row]!);
  }
  const texts = functionNames.map(name => tree.names[name]!.text);
  const textOf = (path: number): string => {
    const names: string[] = [];
    for (let at = path; at >= 0 && names.length < mostNamed; at = parents.at(at)) {
      names.push(texts[functions.at(at)]!);
    }
    return names.reverse().join(';');
  };
  return new Table(pathsTable, {
    path: { length: parents.length, textOf },
    function: { codes: functions.view(), texts },
    depth: depths.view(),
    calls: calls.view(),
    total: total.view(),
    self: self.view(),
    off_cpu: off.view(),
  });
}
