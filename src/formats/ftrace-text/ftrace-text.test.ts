import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeLatin1, encodeUtf8, FormatError, sourceFromBytes } from '../../base/index.ts';
import type { Trace } from '../../store/index.ts';
import { ftraceText } from './index.ts';

const recordings = join(import.meta.dirname, '../../../recordings/ftrace-text');
const read = (name: string): Uint8Array =>
  new Uint8Array(gunzipSync(readFileSync(join(recordings, `${name}.txt.gz`))));

async function load(text: string | Uint8Array): Promise<Trace> {
  const bytes = typeof text === 'string' ? encodeUtf8(text) : text;
  return (await ftraceText.open({ kind: 'file', source: sourceFromBytes(bytes) }, {})).load();
}

const eventsOf = (trace: Trace): readonly string[] =>
  Array.from(trace.event.subarray(0, trace.count), event => {
    const format = trace.formats[event];
    return format === undefined ? '?' : `${format.system}:${format.name}`;
  });
const line = (text: string): string => `              sh-7       [003] d..2.   110.521557: ${text}\n`;

describe('text is known by its content', () => {
  it.each([
    ['/* a */\nint main(void)\n{\n  foo();\n}\n', false],
    ['{"traceEvents": [1, 2]}\n', false],
    ['cpus=2\n', false],
    ['', false],
    ['# A heading\n\nText.\n', false],
    ['2026-11-25 16:00:00 [1] a: b\n', false],
    [line('x: y'), true],
    ['# tracer: nop\n#\n', true],
    ['cpus=2\n              sh-7     [003]   110.521557: x:                    y\n', true],
    [' 1)   2.223 us    |  foo();\n', true],
    ['#\n# trigger info: hist:keys=pid:vals=hitcount [active]\n#\n', true],
    ['<!DOCTYPE html>\n<html><head><title>Android System Trace</title></head>\n', true],
    ['<!DOCTYPE html>\n<html><body>Hello</body></html>\n', false],
  ])('%j: %s', (text, mine) => {
    expect(ftraceText.recognisesFile!(encodeUtf8(text))).toBe(mine);
  });

  it('what holds no events is refused by its name', async () => {
    for (const [name, what] of [
      ['pairs/hist', /histogram of a hist trigger/],
      ['pairs/trigger', /triggers of an event/],
    ] as const) {
      await expect(load(read(name))).rejects.toThrow(FormatError);
      await expect(load(read(name))).rejects.toThrow(what);
    }
    expect((await load(read('pairs/empty'))).count).toBe(0);
    expect((await load(read('pairs/snapshot'))).count).toBe(0);
  });
});

describe('what lines say beside events', () => {
  it('losses stand before the event they are followed by', async () => {
    const trace = await load(
      `# tracer: nop\n#\n# entries-in-buffer/entries-written: 2/7   #P:4\n#\n${line('x: y')}CPU:3 [LOST 12 EVENTS]\n${line('x: y')}CPU:3 [LOST EVENTS]\n${line('x: y')}`,
    );
    expect(trace.losses.map(({ row, count }) => [row, count])).toEqual([
      [1, 12],
      [2, -1],
    ]);
    expect(trace.problems).toMatchObject([{ name: 'tracer.lost-events', severity: 'loss', count: -1 }]);
    expect(trace.facts.cpuCount).toBe(4);
  });

  it('a stack is one row', async () => {
    const trace = await load(
      `${line('<stack trace>')} => a\n => b [m]\n${line('x: y')}${line('<user stack trace>')} =>  <00007f>\n`,
    );
    expect(eventsOf(trace)).toEqual(['ftrace:kernel_stack', 'ftrace:x', 'ftrace:user_stack']);
    expect(trace.fields.value(0, 'caller')!(0)).toEqual(['a', 'b [m]']);
    expect(trace.problems).toEqual([]);
  });

  it('lines that are not understood are counted, with the first place', async () => {
    const trace = await load(`${line('x: y')}what is this\nand this\n${line('@@@ !')}`);
    expect(trace.problems).toMatchObject([
      { name: 'ftrace-text.unknown-line', count: 2, place: `line 2, byte ${line('x: y').length}` },
      { name: 'ftrace-text.unknown-event', count: 1 },
    ]);
    expect(eventsOf(trace)).toEqual(['ftrace:x', '?']);
  });

  it('names of tasks are learnt, those that the kernel forgot are not', async () => {
    const trace = await load(
      `           <...>-7       [003] d..2.   110.5: x: y\n${line('x: y')}`.replace('110.5:', '110.500000:'),
    );
    expect(trace.tasks.of(7)).toBe('sh');
  });

  it('instances become buffers', async () => {
    const trace = await load(
      'cpus=2\nfoo:               sh-7     [003]   110.521557: x:                    y\n                   sh-7     [003]   110.521558: x:                    y\n',
    );
    expect(trace.buffers).toEqual(['', 'foo']);
    expect(Array.from(trace.run, run => trace.buffers[trace.runs[run]!.buffer])).toEqual(['foo', '']);
    expect(trace.tasks.of(7)).toBe('sh');
  });

  it('events without a name on their line are known by their shape', async () => {
    const texts: readonly (readonly [string, string])[] = [
      ['vfs_read <-ksys_read', 'ftrace:function'],
      ['ovl_open [overlay] <-do_dentry_open', 'ftrace:function'],
      [
        'vfs_read+0x0/0x30 <ffffffff81363d40> <-path_openat+0xb7d/0x1260 <ffffffff8137c31d>',
        'ftrace:function',
      ],
      ['vfs_read(file=0xffff888004, count=1) <-ksys_read', 'ftrace:function'],
      ['vfs_read <-ksys_read (repeats: 5, last_ts:  110.521557)', 'ftrace:func_repeats'],
      ['vfs_read', 'ftrace:function'],
      ['#1     inner/outer(us):   12/14    ts:1499801089.066141940 count:1', 'ftrace:hwlat'],
      ['1000000        190  99.98100       9     18      0      1007     18      1', 'ftrace:osnoise'],
      ['#12    context    irq timer_latency      1234 ns', 'ftrace:timerlat'],
      ['      7:120:S ==> [001]     8:120:R sh', 'ftrace:context_switch'],
      ['      7:120:S   + [001]     8:120:R sh', 'ftrace:wakeup'],
      ['# 3a buf: 01 02', 'ftrace:raw_data'],
      ['tracing_mark_write: B|1|hello', 'ftrace:print'],
      ['my_function [my_module]: hello', 'ftrace:bprint'],
      ['sys_openat(dfd: ffffff9c, filename: 7f00)', 'syscalls:sys_enter_openat'],
      ['sys_openat -> 0x3', 'syscalls:sys_exit_openat'],
      ['myprobe: (do_sys_openat2+0x0/0x170) dfd=0x1', 'kprobes:myprobe'],
      ['myuprobe: (0x55d0c0a41149)', 'uprobes:myuprobe'],
      ['  8,0    Q  WS 123 + 8 [dd]', 'ftrace:blk'],
    ];
    const trace = await load(texts.map(([text]) => line(text)).join(''));
    expect(eventsOf(trace)).toEqual(texts.map(([, event]) => event));
    expect(trace.problems).toEqual([]);
  });

  it('a page of systrace holds its trace between scripts', async () => {
    const html = `<!DOCTYPE html>\n<html><head><title>Android System Trace</title>\n<script>var x = 'trace-data';\n</script>\n<script class="trace-data" type="application/text">\n# tracer: nop\n#\n${line('x: y')}</script>\n<p>\n</html>\n`;
    const trace = await load(html);
    expect(eventsOf(trace)).toEqual(['ftrace:x']);
    expect(trace.problems).toEqual([]);
  });
});

describe('broken text', () => {
  const text = read('pairs/graph-all');
  it('cut off anywhere is read up to there', async () => {
    for (let i = 0; i < 200; i++) {
      const cut = Math.floor((text.length * i) / 200);
      const trace = await load(text.subarray(0, cut));
      expect(trace.count).toBeLessThanOrEqual(1879);
    }
  });

  it('with other bytes in it is read around them', async () => {
    const bytes = text.slice();
    let seed = 7;
    for (let i = 0; i < 2000; i++) {
      seed = (seed * 48271) % 2147483647;
      const at = seed % bytes.length;
      const before = bytes[at]!;
      bytes[at] = seed & 255;
      if (i % 40 === 0) {
        const trace = await load(bytes);
        for (let row = 0; row < trace.count; row += 97) {
          const event = trace.event[row]!;
          for (const { name } of trace.formats[event]?.fields ?? []) trace.fields.value(event, name)?.(row);
        }
      }
      if (i % 3 === 0) bytes[at] = before;
    }
  });
});

describe('text larger than one stretch', () => {
  it('comes in traces that join without a gap', async () => {
    const one = read('pairs/stacks');
    const times = Math.ceil(70e6 / one.length);
    const bytes = new Uint8Array(one.length * times);
    for (let i = 0; i < times; i++) bytes.set(one, i * one.length);
    const recording = await ftraceText.open({ kind: 'file', source: sourceFromBytes(bytes) }, {});
    let rows = 0;
    let traces = 0;
    for await (const trace of recording.stream()) {
      rows += trace.count;
      traces++;
    }
    expect(traces).toBeGreaterThan(1);
    expect(rows).toBe((await load(one)).count * times);
  });

  it.each(['pairs/stacks', 'pairs/graph-abstime-proc-tail', 'pairs/events', 'subsystems'])(
    '%s in stretches of 20 KB has the rows of the whole',
    async name => {
      const source = sourceFromBytes(read(name));
      const recording = await ftraceText.open({ kind: 'file', source }, { residentBytes: 20_000 });
      const rows: string[] = [];
      let most = 0;
      const describe = (trace: Trace, row: number): string => {
        const { place, length, run, runs } = trace;
        const { view } = runs[run[row]!]!;
        const text = new Uint8Array(view.buffer, view.byteOffset + place[row]!, length[row]!);
        const event = trace.formats[trace.event[row]!]?.name;
        return `${trace.time[row]} ${trace.cpu[row]} ${trace.pid[row]} ${event} ${decodeLatin1(text)}`;
      };
      for await (const trace of recording.stream()) {
        for (const { view } of trace.runs) most = Math.max(most, view.byteLength);
        for (let row = 0; row < trace.count; row++) rows.push(describe(trace, row));
      }
      const whole = await load(read(name));
      expect(most).toBeLessThanOrEqual(20_000);
      expect(rows).toEqual(Array.from({ length: whole.count }, (_, row) => describe(whole, row)));
    },
  );
});
