import { describe, expect, it } from 'vitest';
import { encodeLatin1 } from '../../base/index.ts';
import { type EventFormat, KernelSymbols } from '../../store/index.ts';
import { parseEventFormat } from '../../tracefs/index.ts';
import { OutputBytes } from '../output-bytes.ts';
import { FunctionNames } from '../trace-cmd/function-names.ts';
import { RecordState } from '../trace-cmd/record-state.ts';
import { printPlace, printSymbol } from './addresses.ts';
import { compileFormatText } from './format-text.ts';
import { irqColumns, irqPrinter } from './irq-flags.ts';
import type { KernelContext } from './kernel-context.ts';
import { kernelTraits } from './kernel-version.ts';
import { kernelDefaults, parseKernelWishes } from './kernel-wishes.ts';
import { printNoiseHead } from './noise-head.ts';
import { printHead } from './record-head.ts';
import { SymbolTable } from './symbol-table.ts';
import { compileSyscall } from './syscall-events.ts';

const kallsyms = `ffffffff81000000 T start
ffffffff81000100 T alias_first
ffffffff81000100 T alias_second
ffffffff81000180 t last
ffffffff81000200 B end
ffffffffc0001000 t in_module\t[some]
ffffffffc0001040 t behind\t[some]
`;

const symbols = new SymbolTable(new KernelSymbols(encodeLatin1(kallsyms)));
const context: KernelContext = {
  littleEndian: true,
  longBytes: 8,
  symbols,
  kernelStrings: new Map(),
  functionNames: new FunctionNames(symbols),
};

const commonFields = `\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
\tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;
\tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;
\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;
`;

function formatOf(fields: readonly string[], print: string, name = 'demo', system = 'demo'): EventFormat {
  const text = fields.map(field => {
    const [type, offset, size, signed] = field.split('@');
    return `\tfield:${type};\toffset:${offset};\tsize:${size};\tsigned:${signed ?? 0};\n`;
  });
  const whole = `name: ${name}\nID: 9\nformat:\n${commonFields}\n${text.join('')}\nprint fmt: ${print}\n`;
  return parseEventFormat(whole, system, 8)!;
}

function stateOf(bytes: Uint8Array): RecordState {
  const state = new RecordState();
  state.bytes = bytes;
  state.view = new DataView(bytes.buffer);
  state.length = bytes.length;
  return state;
}

function shown(print: (out: OutputBytes) => void): string {
  const out = new OutputBytes();
  print(out);
  return Buffer.from(out.view()).toString('latin1');
}

describe('a print format in the kernel', () => {
  const fields = [
    'int a@8@4@1',
    'unsigned int flags@12@4',
    'short nice@16@2@1',
    'unsigned char[4] raw@18@4',
    '__data_loc unsigned long[] mask@24@4',
    'long delta@32@8@1',
    'void * where@40@8',
  ];
  const bytes = new Uint8Array(56);
  const view = new DataView(bytes.buffer);
  view.setInt32(8, 10, true);
  view.setUint32(12, 0x0040_0005, true);
  view.setInt16(16, -5, true);
  bytes.set([1, 2, 0xab, 4], 18);
  view.setUint32(24, (8 << 16) | 48, true);
  view.setBigInt64(32, -7n, true);
  view.setBigUint64(40, 0xffff_ffff_8100_0110n, true);
  bytes.set([0x0f, 0, 0, 0, 0, 0, 0, 0], 48);

  it.each([
    // C groups to the left, and a parenthesis is one: libtraceevent does neither.
    ['"%d", REC->a - 3 - 2', '5'],
    ['"%x", REC->flags & (1 | 2)', '1'],
    ['"%d", 2 + 3 * 4 == 14 && REC->a > 9 ? 1 : 0', '1'],
    ['"%d", REC->nice', '-5'],
    ['"%u", (unsigned char)REC->nice', '251'],
    ['"%ld %ld", REC->delta / 2, REC->delta >> 1', '-3 -4'],
    ['"%s", REC->delta < 0 ? "before" : "after"', 'before'],
    ['"%d", sizeof(REC->a) + sizeof(unsigned long)', '12'],
    // trace_print_flags_seq, trace_print_symbols_seq, trace_print_array_seq
    ['"%s", __print_flags(REC->flags, "|", { 1, "A" }, { 4, "B" })', 'A|B|0x400000'],
    ['"[%8s]", __print_flags(REC->flags & 5, "|", { 1, "A" }, { 4, "B" })', '[     A|B]'],
    ['"%s", __print_symbolic(REC->a, { 1, "one" })', '0xa'],
    ['"%s", __print_symbolic(REC->a, { 10, "ten" })', 'ten'],
    ['"%s", __print_array(REC->raw, 4, 1)', '{0x1,0x2,0xab,0x4}'],
    ['"%s", __print_array(REC->raw, 2, 2)', '{0x201,0x4ab}'],
    ['"%s", __print_hex(REC->raw, 4)', '01 02 ab 04'],
    // CPUs as a mask, where libtraceevent lists them.
    ['"%s", __get_cpumask(mask)', '00000000,0000000f'],
    ['"%ps %pS", REC->where, REC->where', 'alias_first alias_first+0x10/0x80'],
    ['"%p", REC->where', 'ffffffff81000110'],
    ['"%p", (void *)0', '0000000000000000'],
    ['"%s", str_yes_no(REC->a)', 'yes'],
    ['"%d", ((unsigned char *)__get_dynamic_array(mask))[0]', '15'],
  ])('%s is %s', (print, expected) => {
    const text = compileFormatText(formatOf(fields, print), context);
    expect(shown(out => text(stateOf(bytes), out))).toBe(expected);
  });

  it('that is not understood shows the fields', () => {
    const text = compileFormatText(formatOf(fields.slice(0, 1), '"%s", who_knows(REC->a)'), context);
    expect(shown(out => text(stateOf(bytes), out))).toBe(' a=10');
  });

  it('may be nested without end', () => {
    const deep = `"%d", ${'('.repeat(5000)}1${')'.repeat(5000)}`;
    const text = compileFormatText(formatOf(fields.slice(0, 1), deep), context);
    expect(shown(out => text(stateOf(bytes), out))).toBe(' a=10');
  });
});

describe('names of addresses', () => {
  const place = (low: number, high = 0xffff_ffff): string =>
    shown(out => printPlace(out, context, high, low, { offset: true, address: false }));

  it('are the first of several, and reach up to the next', () => {
    expect(place(0x8100_0104)).toBe('alias_first+0x4/0x80');
    expect(place(0x8100_00ff)).toBe('start+0xff/0x100');
  });

  it('carry their module where printf makes them, and without an offset not in stacks', () => {
    expect(place(0xc000_1010)).toBe('in_module+0x10/0x40 [some]');
    const plain = shown(out =>
      printPlace(out, context, 0xffff_ffff, 0xc000_1010, { offset: false, address: true }),
    );
    expect(plain).toBe('in_module <ffffffffc0001010>');
    expect(shown(out => printSymbol(out, context, 0xffff_ffff, 0xc000_1010, {}))).toBe('in_module [some]');
  });

  it('are the addresses themselves where there is none', () => {
    expect(place(0x10, 0)).toBe('0x00000010');
    expect(place(0, 0)).toBe('0');
    expect(shown(out => printSymbol(out, context, 0, 0x10, {}))).toBe('0x10');
  });
});

describe('the columns of interrupts', () => {
  const format = formatOf([], '""');
  const trace = { formats: [format], littleEndian: true };
  const columns = (release: string, flags: number, count: number): string => {
    const print = irqPrinter(trace, irqColumns(trace, kernelTraits(`Linux ${release}`)));
    return shown(out => print(stateOf(Uint8Array.of(0, 0, flags, count, 0, 0, 0, 0)), out));
  };

  it.each([
    // Linux 54357f0c9149 (5.15) shows migrate-disable, 289e7b0f7eb4 (5.19) bottom halves.
    ['4.19.0', 0x81, 0x02, 'd..2'],
    ['5.14.0', 0x01, 0x12, 'd..12'],
    ['5.15.0', 0x01, 0x12, 'd..21'],
    ['6.1.0-56-amd64', 0x81, 0x12, 'D..21'],
    ['6.1.0-56-amd64', 0x80, 0, 'b....'],
    ['6.1.0-56-amd64', 0x02, 0, 'X....'],
    ['6.1.0-56-amd64', 0x24, 0, '.N...'],
    ['6.1.0-56-amd64', 0x04, 0, '.n...'],
    ['6.1.0-56-amd64', 0x20, 0, '.p...'],
    ['6.1.0-56-amd64', 0x18, 0, '..H..'],
    ['6.1.0-56-amd64', 0x48, 0, '..Z..'],
    ['6.1.0-56-amd64', 0x40, 0, '..z..'],
    // 6.13: lazy preemption
    ['6.13.0', 0x02, 0, '.l...'],
    ['6.13.0', 0x06, 0, '.b...'],
    ['6.13.0', 0x22, 0, '.L...'],
    ['6.13.0', 0x26, 0, '.B...'],
    // Kernels with real-time patches had it before.
    ['6.12.117+deb12-rt-amd64', 0x02, 0x10, '.l..1'],
    ['6.12.117+deb12-rt-amd64', 0x27, 0, 'dB...'],
    ['6.12.117+deb12-amd64', 0x02, 0, 'X....'],
    ['6.12.0-start', 0x02, 0, 'X....'],
  ])('of %s with flags %i and depth %i', (release, flags, count, expected) => {
    expect(columns(release, flags, count)).toBe(expected);
  });
});

describe('the head', () => {
  const head = (release: string, tracer = 'nop', options = ''): string => {
    const formats = [formatOf([], '""')];
    const kernel = kernelTraits(`Linux host ${release} x86_64`);
    const wishes = options === '' ? kernelDefaults : parseKernelWishes(options);
    if (typeof wishes === 'string') throw new Error(wishes);
    const facts = {
      cpuStats: 'CPU: 0\nentries: 3\noverrun: 4\nread events: 2\n',
      cpuCount: 8,
      uname: release,
    };
    const trace = { facts, count: 5 };
    return shown(out =>
      printHead({ trace, tracer, kernel, columns: irqColumns({ formats }, kernel), wishes }, out),
    );
  };

  it('of kernels before 5.10', () => {
    // Documentation/trace/ftrace.rst
    expect(head('4.19.0')).toBe(`# tracer: nop
#
# entries-in-buffer/entries-written: 5/9   #P:8
#
#                              _-----=> irqs-off
#                             / _----=> need-resched
#                            | / _---=> hardirq/softirq
#                            || / _--=> preempt-depth
#                            ||| /     delay
#           TASK-PID   CPU#  ||||    TIMESTAMP  FUNCTION
#              | |       |   ||||       |         |
`);
  });

  it('of a graph with the options of its tracer', () => {
    expect(head('6.1.0', 'function_graph', 'funcgraph-abstime,nofuncgraph-cpu,nofuncgraph-duration')).toBe(
      `# tracer: function_graph
#
#     TIME                      FUNCTION CALLS
#      |                        |   |   |   |
`,
    );
  });

  it('of timerlat is its own', () => {
    // kernel/trace/trace_osnoise.c
    const formats = [formatOf([], '""')];
    const columns = irqColumns({ formats }, kernelTraits('Linux 6.1.0'));
    expect(shown(out => printNoiseHead('timerlat', columns, out))).toBe(
      `#                                _-----=> irqs-off
#                               / _----=> need-resched
#                              | / _---=> hardirq/softirq
#                              || / _--=> preempt-depth
#                              ||| / _-=> migrate-disable
#                              |||| /     delay
#                              |||||            ACTIVATION
#           TASK-PID      CPU# |||||   TIMESTAMP   ID            CONTEXT                 LATENCY
#              | |         |   |||||      |         |                  |                       |
`,
    );
  });

  it('has no option that the kernel does not have', () => {
    expect(parseKernelWishes('sym-offset,colour')).toBe('colour');
  });
});

describe('system calls', () => {
  it('name themselves', () => {
    const enter = formatOf(
      ['int __syscall_nr@8@4@1', 'int dfd@16@8', 'const char * filename@24@8'],
      '"dfd: 0x%08lx, filename: 0x%08lx", REC->dfd, REC->filename',
      'sys_enter_openat',
      'syscalls',
    );
    const bytes = new Uint8Array(32);
    new DataView(bytes.buffer).setUint32(16, 0xffff_ff9c, true);
    const print = compileSyscall(enter, context, kernelTraits('Linux 6.1.0'))!;
    expect(shown(out => print(stateOf(bytes), out))).toBe('sys_openat(dfd: ffffff9c, filename: 0)');
  });

  it('of kernels from 6.19 on show what their arguments point to', () => {
    const enter = formatOf(
      [
        'int __syscall_nr@8@4@1',
        'int fd@16@8',
        'const char * filename@24@8',
        '__data_loc char[] __filename_val@32@4',
      ],
      '"fd: 0x%08lx"',
      'sys_enter_openat',
      'syscalls',
    );
    const bytes = new Uint8Array(44);
    const view = new DataView(bytes.buffer);
    view.setUint32(16, 3, true);
    view.setUint32(24, 0x1000, true);
    view.setUint32(32, (5 << 16) | 36, true);
    bytes.set(encodeLatin1('/etc\0'), 36);
    const print = compileSyscall(enter, context, kernelTraits('Linux 6.19.0'))!;
    expect(shown(out => print(stateOf(bytes), out))).toBe('sys_openat(fd: 3, filename: 0x1000 "/etc")');
  });
});
