import { expect, test } from 'vitest';
import { readTable } from '../parts/testing/read-table.ts';
import { loadInlines } from './load-inlines.ts';

const inlines = loadInlines(readTable('inlines'));

test.each([
  ['handle_pte_fault', '__handle_mm_fault'],
  ['do_read_fault', 'do_fault'],
  ['context_switch', '__schedule'],
  ['pick_next_task', '__schedule'],
  ['rmqueue', 'get_page_from_freelist'],
  ['new_sync_write', 'vfs_write'],
  ['wb_do_writeback', 'wb_workfn'],
  ['shrink_inactive_list', 'shrink_lruvec'],
  ['detach_tasks', 'load_balance'],
  ['find_busiest_queue', 'load_balance'],
  ['handle_irq', '__common_interrupt'],
])('%s was inlined into %s', (name, host) => {
  expect(inlines.inlinedInto(name)).toContain(host);
});

test.each([
  ['__handle_mm_fault', 'do_fault', ['handle_pte_fault']],
  ['__handle_mm_fault', 'do_swap_page', ['handle_pte_fault']],
  ['__handle_mm_fault', '__anon_vma_prepare', ['handle_pte_fault', 'do_anonymous_page']],
  ['wb_workfn', 'wb_writeback', ['wb_do_writeback']],
  ['vfs_write', 'rw_verify_area', []],
  ['no_such_host', 'do_fault', []],
])('in %s, the call of %s lies inside %j', (host, callee, path) => {
  expect(inlines.pathTo(host, callee)).toEqual(path);
});

test('suffixes of variants do not matter', () => {
  expect(inlines.pathTo('__handle_mm_fault.constprop.0', 'do_fault.isra.0')).toEqual(['handle_pte_fault']);
  expect(inlines.inlinedInto('rmqueue.cold')).toContain('get_page_from_freelist');
});

test('a call through a pointer may come from all places that make one', () => {
  const paths = inlines.pathsTo('vfs_write', 'ext4_file_write_iter');
  expect(paths).toContainEqual(['new_sync_write']);
  expect(paths).toContainEqual([]);
  expect(inlines.pathTo('vfs_write', 'ext4_file_write_iter')).toEqual([]);
});

test('a host’s tree nests what was inlined', () => {
  const [host] = inlines.inlinesOf('__handle_mm_fault');
  expect(host?.file).toBe('mm/memory.c');
  const inner = host!.children.find(({ name }) => name === 'handle_pte_fault');
  expect(inner?.calls).toContain('do_fault');
  expect(inner?.children.map(({ name }) => name)).toContain('do_anonymous_page');
  expect(inlines.inlinesOf('__handle_mm_fault')[0]).toBe(host);
});

test('static functions of one name are hosts of their own', () => {
  const files = inlines.inlinesOf('do_fault').map(({ file }) => file);
  expect(files).toContain('mm/memory.c');
  expect(new Set(files).size).toBe(files.length);
});

test('modules of the guest are known too', () => {
  expect(inlines.inlinedInto('ext4_dio_write_iter')).toEqual(['ext4_file_write_iter']);
  expect(inlines.pathTo('ext4_file_write_iter', 'iomap_dio_rw')).toEqual(['ext4_dio_write_iter']);
});

test('what is not known is empty', () => {
  expect(inlines.inlinesOf('no_such_function')).toEqual([]);
  expect(inlines.inlinedInto('no_such_function')).toEqual([]);
  expect(inlines.pathsTo('no_such_function', 'x')).toEqual([]);
});

test('the table says which build it is of', () => {
  expect(inlines.origin.kernel).toMatch(/^6\.1\./);
  expect(inlines.size).toBeGreaterThan(15_000);
});
