import { expect, test } from 'vitest';
import { parseSelection, type Selection, selectionText } from './selection.ts';

test('what is selected comes back from its text', () => {
  const all: readonly Selection[] = [
    { kind: 'row', row: 12 },
    { kind: 'task', task: 0 },
    { kind: 'cpu', cpu: 3 },
    { kind: 'function', name: 'operator new(unsigned long)::x:y' },
    { kind: 'part', part: 'page-cache' },
    { kind: 'cell', table: 'sched.waits', row: 17 },
    { kind: 'cell', table: 'sched.waits', row: 17, column: 'duration' },
    { kind: 'call', call: 77 },
    { kind: 'operation', of: 'request:8,0@216#2' },
    { kind: 'slice', track: 'task:5:calls', item: 99 },
  ];
  for (const selection of all) expect(parseSelection(selectionText(selection))).toEqual(selection);
});

test('texts of strangers are nothing', () => {
  for (const text of ['', 'row', 'row:', 'row:-1', 'row:1e9', 'cell:x', 'slice:a:b', 'script:alert(1)']) {
    expect(parseSelection(text)).toBeUndefined();
  }
});
