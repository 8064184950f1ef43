import { expect, test } from 'vitest';
import { openKernelParts } from '../../cli/open/kernel-parts.ts';
import { rowKind } from './call-tree.ts';
import { CallTreeBuilder } from './call-tree-builder.ts';
import { layersOf } from './layers.ts';

test('of several files with a function of that name, it is from the one that its caller is from', () => {
  const parts = openKernelParts('6.1.0-56-amd64');
  expect(parts.find('do_fault', '')?.file).toBeUndefined();
  const builder = new CallTreeBuilder();
  const task = builder.task(1, 'mv');
  const names = ['__handle_mm_fault', 'do_fault'].map(name => builder.name(name, rowKind.kernel));
  for (const [place, name] of names.entries()) builder.enter(task, place, name, place);
  const [, layer] = layersOf(builder.finish(), parts);
  expect(layer).toMatchObject({ id: 'memory', source: expect.stringMatching(/^mm\/memory\.c:\d+$/) });
  const alone = new CallTreeBuilder();
  alone.enter(alone.task(1, 'mv'), 0, alone.name('do_fault', rowKind.kernel), 0);
  expect(layersOf(alone.finish(), parts)[0]!.source).toBeUndefined();
});
