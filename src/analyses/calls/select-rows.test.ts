import { describe, expect, test } from 'vitest';
import { partOfName } from '../../kernel/index.ts';
import { rowKind } from './call-tree.ts';
import { CallTreeBuilder } from './call-tree-builder.ts';
import { layersOf } from './layers.ts';
import { layersSummary } from './layers-summary.ts';
import { type RowSelection, selectRows } from './select-rows.ts';

// main ── rename ── __x64_sys_renameat2 ── ext4_rename2        and before main: exc_page_fault
const builder = new CallTreeBuilder();
const task = builder.task(1, 'mv');
const fault = builder.name('exc_page_fault', rowKind.kernel);
const main = builder.name('main', rowKind.user, 'mv');
const rename = builder.name('rename', rowKind.library, 'libc.so.6');
const call = builder.name('__x64_sys_renameat2', rowKind.kernel);
const ext4 = builder.name('ext4_rename2', rowKind.kernel);
builder.enter(task, 0, fault, 0);
builder.exit(task, 0, fault, 5);
builder.enter(task, 0, main, 10);
builder.enter(task, 1, rename, 20);
builder.enter(task, 2, call, 30);
builder.enter(task, 3, ext4, 40);
builder.exit(task, 3, ext4, 60);
builder.exit(task, 2, call, 70);
builder.exit(task, 1, rename, 80);
builder.exit(task, 0, main, 100);
const tree = builder.finish();

function shown(selection: RowSelection): string[] {
  const rows = selectRows(tree, selection);
  return [...tree.name].flatMap((name, row) =>
    rows.shown[row] === 1 ? [`${rows.depth[row]} ${tree.names[name]!.text}`] : [],
  );
}

const only = (name: number): Uint8Array =>
  Uint8Array.from(tree.names, (_, index) => (index === name ? 1 : 0));

describe('selectRows', () => {
  test('all, or only what ran inside of the program', () => {
    expect(shown({})).toHaveLength(5);
    expect(shown({ insideOnly: true })).toEqual([
      '0 main',
      '1 rename',
      '2 __x64_sys_renameat2',
      '3 ext4_rename2',
    ]);
    expect(selectRows(tree, { insideOnly: true }).outside).toBe(1);
  });

  test('by depth, by time, by name', () => {
    expect(shown({ depth: 2 })).toEqual(['0 exc_page_fault', '0 main', '1 rename']);
    expect(shown({ threshold: 50 })).toEqual(['0 main', '1 rename']);
    expect(shown({ only: only(call) })).toEqual(['0 __x64_sys_renameat2', '1 ext4_rename2']);
    expect(shown({ without: only(rename) })).toEqual(['0 exc_page_fault', '0 main']);
    expect(shown({ only: only(rename), depth: 1 })).toEqual(['0 rename']);
    expect(shown({ tasks: new Uint8Array([0]) })).toEqual([]);
  });
});

describe('layers', () => {
  const layers = layersOf(tree, undefined);

  test('programs, libraries, system calls by name, parts of the kernel', () => {
    expect(layers.map(({ id, syscall }) => [id, syscall])).toEqual([
      ['exception', undefined],
      ['user', undefined],
      ['library', undefined],
      ['syscall', 'renameat2'],
      ['ext4', undefined],
    ]);
    expect(partOfName('ext4_rename2')).toBe('ext4');
  });

  test('self time and calls by layer, of the rows that are shown', () => {
    const all = layersSummary(tree, layers);
    expect(all.map(({ id, self, calls }) => [id, self, calls])).toEqual([
      ['user', 30, 1],
      ['library', 20, 1],
      ['syscall', 20, 1],
      ['ext4', 20, 1],
      ['exception', 5, 1],
    ]);
    const inside = layersSummary(tree, layers, selectRows(tree, { insideOnly: true }).shown);
    expect(inside.map(({ id }) => id)).not.toContain('exception');
  });
});
