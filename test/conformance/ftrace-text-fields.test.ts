import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../../src/base/index.ts';
import { loadDecompressors } from '../../src/cli/open/decompressors.ts';
import { readTraceDat } from '../../src/formats/index.ts';
import type { Trace } from '../../src/store/index.ts';
import { openText, readTextFile, textFolder } from './printed.ts';

const pairs = join(textFolder, 'pairs');
const binaries = join(textFolder, '../trace-dat');

/**
 * Fields whose text is not what is recorded: names of numbers that are others in another kernel, symbols for addresses,
 * and hashes of addresses (`%p`).
 */
const isTold = (event: string, field: string): boolean =>
  !(
    /^(gfp_)?flags$|^(state|status|mode|reason|dependency|clockid|caller|buf)$/.test(field) ||
    /^(function|call_site|parent_ip|ip|func|calltime|rettime)$|^__probe_/.test(field) ||
    /^(ptr|timer|hrtimer|work|page)$/.test(field)
  ) ||
  (event.startsWith('syscalls:') && field !== 'status');

function compareFields(
  binary: Trace,
  text: Trace,
): { readonly same: Map<string, number>; different: string[] } {
  const same = new Map<string, number>();
  const different: string[] = [];
  for (let row = 0; row < binary.count; row++) {
    const recorded = binary.formats[binary.event[row]!];
    const told = text.formats[text.event[row]!];
    if (recorded === undefined || told === undefined || recorded.name !== told.name) continue;
    const event = `${recorded.system}:${recorded.name}`;
    for (const { name, common } of recorded.fields) {
      if (common || !isTold(event, name) || !told.fields.some(field => field.name === name)) continue;
      const wanted = JSON.stringify(binary.fields.value(binary.event[row]!, name)!(row));
      const found = JSON.stringify(text.fields.value(text.event[row]!, name)!(row));
      if (wanted === found) same.set(`${event}.${name}`, (same.get(`${event}.${name}`) ?? 0) + 1);
      else if (different.length < 20) different.push(`${event}.${name}: ${found} instead of ${wanted}`);
    }
  }
  return { same, different };
}

const openBinary = async (path: string): Promise<Trace> =>
  readTraceDat(sourceFromBytes(new Uint8Array(readFileSync(path))), await loadDecompressors());

describe('fields of a text are those of the records', () => {
  it.each([
    ['events', 'events', ['sched:sched_switch.prev_state', 'sched:sched_process_fork.child_pid']],
    ['events', 'events-latency', ['raw_syscalls:sys_enter.args', 'irq:irq_handler_exit.ret']],
    ['events', 'events-verbose', ['signal:signal_deliver.sa_flags', 'task:task_newtask.clone_flags']],
    ['syscalls', 'syscalls', ['syscalls:sys_exit_ioctl.ret', 'syscalls:sys_enter_openat.filename']],
    ['kprobes', 'kprobes', ['kprobes:myopen.dfd']],
    ['stacks', 'stacks', ['sched:sched_switch.next_comm']],
    ['graph', 'graph-abstime-proc-tail', ['ftrace:funcgraph_entry.depth']],
  ])('%s.dat and the kernel’s text %s', async (pages, name, fields) => {
    const binary = await openBinary(join(pairs, `${pages}.dat`));
    const text = await (await openText(readTextFile(pairs, name), name)).load();
    const { same, different } = compareFields(binary, text);
    expect(different).toEqual([]);
    for (const field of fields) expect(same.get(field), field).toBeGreaterThan(0);
  });

  it('events.dat and the text of trace-cmd', async () => {
    const binary = await openBinary(join(binaries, 'events.dat'));
    const report = new Uint8Array(gunzipSync(readFileSync(join(binaries, 'events.report.gz'))));
    const text = await (await openText(report, 'events.report')).load();
    const { same, different } = compareFields(binary, text);
    // libtraceevent has no letter for a task that was preempted: it prints R.
    expect(different.filter(one => one !== 'sched:sched_switch.prev_state: 0 instead of 256')).toEqual([]);
    for (const field of [
      'sched:sched_switch.prev_state',
      'sched:sched_wakeup.target_cpu',
      'block:block_rq_issue.sector',
      'block:block_rq_complete.error',
      'ext4:ext4_da_write_begin.dev',
      'writeback:sb_mark_inode_writeback.dirtied_when',
      'workqueue:workqueue_queue_work.workqueue',
      'kmem:mm_page_alloc.pfn',
    ]) {
      expect(same.get(field), field).toBeGreaterThan(0);
    }
  });
});
