import { describe, expect, it } from 'vitest';
import { encodeLatin1 } from '../../base/index.ts';
import { KernelSymbols, TaskNames, Trace } from '../../store/index.ts';
import { parseEventFormat } from '../../tracefs/index.ts';
import { OutputBytes } from '../output-bytes.ts';
import { type KernelWishes, kernelDefaults } from './kernel-wishes.ts';
import { RecordPrinter } from './record-printer.ts';

const kallsyms = `ffffffff81000000 T work
ffffffff81000100 T inner
ffffffff82000000 T handle_irq
ffffffff82000000 T __irqentry_text_start
ffffffff82000100 T __irqentry_text_end
ffffffff82000200 T behind
`;
const common = `\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
\tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;
\tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;
\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;
`;
const func =
  '\tfield:unsigned long func;\toffset:8;\tsize:8;\tsigned:0;\n\tfield:int depth;\toffset:16;\tsize:4;\tsigned:1;\n';
const times =
  '\tfield:unsigned long long calltime;\toffset:24;\tsize:8;\tsigned:0;\n\tfield:unsigned long long rettime;\toffset:32;\tsize:8;\tsigned:0;\n';
const returned = '\tfield:unsigned long retval;\toffset:40;\tsize:8;\tsigned:0;\n';
const text =
  '\tfield:unsigned long ip;\toffset:8;\tsize:8;\tsigned:0;\n\tfield:char buf[];\toffset:16;\tsize:0;\tsigned:0;\n';
const formats = [
  ['funcgraph_entry', func],
  ['funcgraph_exit', func + times + returned],
  ['print', text],
].map(([name, fields], index) => {
  const whole = `name: ${name}\nID: ${index + 1}\nformat:\n${common}\n${fields}\nprint fmt: "%d", REC->depth\n`;
  return parseEventFormat(whole, 'ftrace', 8)!;
});
const [enter, leave, mark] = [0, 1, 2];

interface Event {
  readonly event: number;
  readonly cpu?: number;
  readonly pid?: number;
  readonly func?: bigint;
  readonly depth?: number;
  readonly duration?: number;
  readonly returned?: bigint;
  readonly text?: string;
}

const size = 48;
const work = 0xffff_ffff_8100_0000n;
const inner = 0xffff_ffff_8100_0100n;
const handleIrq = 0xffff_ffff_8200_0000n;

/** A trace of these events, a microsecond apart. */
function traceOf(events: readonly Event[], cpuStats = '', uname = 'Linux 6.1.0'): Trace {
  const views = [0, 1].map(() => new DataView(new ArrayBuffer(events.length * size)));
  events.forEach((one, row) => {
    const view = views[one.cpu ?? 0]!;
    const at = row * size;
    view.setUint16(at, formats[one.event]!.id, true);
    view.setBigUint64(at + 8, one.func ?? work, true);
    view.setInt32(at + 16, one.depth ?? 0, true);
    view.setUint32(at + 32, one.duration ?? 0, true);
    view.setBigUint64(at + 40, BigInt.asUintN(64, one.returned ?? 0n), true);
    if (one.text !== undefined) new Uint8Array(view.buffer).set(encodeLatin1(`${one.text}\0`), at + 16);
  });
  return new Trace({
    count: events.length,
    time: Float64Array.from(events, (_, row) => row * 1000),
    cpu: Uint16Array.from(events, ({ cpu = 0 }) => cpu),
    pid: Int32Array.from(events, ({ pid = 7 }) => pid),
    event: Uint16Array.from(events, ({ event }) => event),
    run: Uint16Array.from(events, ({ cpu = 0 }) => cpu),
    place: Uint32Array.from(events, (_, row) => row * size),
    length: Uint32Array.from(events, () => size),
    start: 5_000_000_000n,
    clock: { name: 'local', unit: 'ns' },
    littleEndian: true,
    longBytes: 8,
    formats,
    runs: views.map((view, cpu) => ({ buffer: 0, cpu, view })),
    buffers: [''],
    losses: [],
    tasks: new TaskNames(),
    symbols: new KernelSymbols(encodeLatin1(kallsyms)),
    kernelStrings: new Map(),
    facts: {
      format: '',
      source: '',
      uname,
      writer: '',
      cpuCount: 2,
      cpuStats,
      pageSize: 4096,
    },
    problems: [],
  });
}

function printed(traces: readonly Trace[], wishes: KernelWishes = kernelDefaults): string {
  const printer = new RecordPrinter(wishes);
  const out = new OutputBytes();
  for (const trace of traces) {
    printer.use(trace);
    for (let row = 0; row < trace.count; row++) printer.print(row, out);
  }
  return Buffer.from(out.view()).toString('latin1');
}

describe('calls as the kernel shows them', () => {
  it('stand between arrows where they are code of interrupts', () => {
    // print_graph_irq of kernel/trace/trace_functions_graph.c
    const events = [
      { event: enter, func: handleIrq },
      { event: enter, func: inner, depth: 1 },
      { event: leave, func: inner, depth: 1, duration: 1500 },
      { event: leave, func: handleIrq, duration: 12_345_678 },
    ];
    expect(printed([traceOf(events)])).toBe(
      [
        ' 0)   ==========> |',
        ' 0)               |  handle_irq() {',
        ' 0)   1.500 us    |    inner();',
        ' 0) * 12345.67 us |  }',
        ' 0)   <========== |',
        '',
      ].join('\n'),
    );
  });

  it.each([
    // print_graph_retval: an error is a number, all else an address; before 6.13 with another sign.
    ['Linux 6.13.0', -2n, ' ret=-2'],
    ['Linux 6.13.0', 0xffff_fffen, ' ret=-2'],
    ['Linux 6.13.0', 3n, ' ret=0x3'],
    ['Linux 6.13.0', -4096n, ' ret=0xfffffffffffff000'],
    ['Linux 6.12.0', 3n, ' = 0x3'],
  ])('of %s say that %i was returned', (uname, value, shown) => {
    const events = [
      { event: enter, func: work },
      { event: enter, func: inner, depth: 1 },
      { event: leave, func: inner, depth: 1, returned: value },
      { event: leave, func: work, returned: value },
    ];
    const lines = printed([traceOf(events, '', uname)], { ...kernelDefaults, graphRetval: true }).split('\n');
    expect(lines[1]).toBe(` 0)   0.000 us    |    inner(); /*${shown} */`);
    expect(lines[2]).toBe(` 0)   0.000 us    |  } /* work${shown} */`);
  });

  it('have texts as comments, without who wrote them', () => {
    const events = [
      { event: enter, func: work },
      { event: mark, func: inner, text: 'here\n' },
      { event: leave, func: work, duration: 900 },
    ];
    expect(printed([traceOf(events)])).toBe(
      [' 0)               |  work() {', ' 0)               |  /* here */', ' 0)   0.900 us    |  }', ''].join(
        '\n',
      ),
    );
  });

  it('are leaves by what follows on their own CPU', () => {
    const events = [
      { event: enter, func: inner, cpu: 0 },
      { event: enter, func: work, cpu: 1 },
      { event: leave, func: inner, cpu: 0, duration: 10 },
      { event: leave, func: work, cpu: 1, pid: 8, duration: 20 },
    ];
    expect(printed([traceOf(events)])).toBe(
      [
        ' 0)   0.010 us    |  inner();',
        ' 1)               |  work() {',
        ' ------------------------------------------',
        ' 1)    <...>-7     =>    <...>-8    ',
        ' ------------------------------------------',
        '',
        ' 1)   0.020 us    |  }',
        '',
      ].join('\n'),
    );
  });
});

describe('lines as the kernel shows them', () => {
  it('say where another CPU begins when events were overwritten', () => {
    // test_cpu_buff_start of kernel/trace/trace.c
    const events = [0, 0, 1].map(cpu => ({ event: mark, cpu, func: inner, text: 'x' }));
    const lines = (cpuStats: string): readonly string[] => printed([traceOf(events, cpuStats)]).split('\n');
    expect(lines('entries: 3\noverrun: 1\n')[2]).toBe('##### CPU 1 buffer started ####');
    expect(lines('entries: 3\noverrun: 0\n')[2]).toBe(
      '           <...>-7       [001] .....     5.000002: inner: x',
    );
  });

  it('are the same in one piece and in two', () => {
    const trace = traceOf([0, 1, 0, 1].map(cpu => ({ event: mark, cpu, func: inner, text: 'x' })));
    const latency = { ...kernelDefaults, latencyFormat: true, verbose: true };
    const pieces = [trace.slice(0, 2), trace.slice(2, 4)];
    expect(printed(pieces)).toBe(printed([trace]));
    expect(printed(pieces, latency).split('\n').at(-2)).toBe(printed([trace], latency).split('\n').at(-2));
  });
});
