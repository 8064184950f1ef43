import { describe, expect, it } from 'vitest';
import { openUftrace } from '../../formats/uftrace/index.ts';
import { folderOf, recordedFiles } from '../../formats/uftrace/testing/recorded.ts';
import { type GraphNode, sessionGraphs } from './index.ts';

describe('the graph of calls', () => {
  it('after a loss goes on with the program’s own functions', async () => {
    const recording = await openUftrace(folderOf(recordedFiles('files')));
    const [graph] = sessionGraphs(recording, undefined, {});
    const names = new Set<string>();
    const visit = (node: GraphNode): void => {
      names.add(node.name);
      for (const child of node.children) visit(child);
    };
    visit(graph!.root);
    for (const name of ['main', 'fopen', 'fclose', '__x64_sys_openat']) expect(names).toContain(name);
  });
});
