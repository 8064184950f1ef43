import { findField, type Trace } from '../../store/index.ts';
import type { OutputBytes } from '../output-bytes.ts';
import { type Evaluate, readField } from '../trace-cmd/evaluate.ts';
import type { RecordState } from '../trace-cmd/record-state.ts';
import type { KernelTraits } from './kernel-version.ts';

const irqsOff = 0x01;
const lazyOrNoSupport = 0x02;
const needResched = 0x04;
const hardIrq = 0x08;
const softIrq = 0x10;
const preemptResched = 0x20;
const nmi = 0x40;
const bhOff = 0x80;

/** What a kernel shows of the state that its records carry. */
export interface IrqColumns {
  /** Flag 0x02 is a lazy need to reschedule: from 6.13 on, with real-time patches before. Else: nothing is known of interrupts. */
  readonly lazy: boolean;
  /** Flag 0x80 is disabled bottom halves, from 5.19 on. */
  readonly bottomHalves: boolean;
  /** The upper half of the preemption depth is that of migrate-disable, from 5.15 on. */
  readonly migrate: boolean;
  /** Real-time patches up to 6.1: a column for the lazy flag and one for the lazy depth. */
  readonly lazyDepth: boolean;
}

export function irqColumns(trace: Pick<Trace, 'formats'>, { version, realTime }: KernelTraits): IrqColumns {
  const [format] = trace.formats;
  const lazyDepth = format !== undefined && findField(format, 'common_preempt_lazy_count') !== undefined;
  return {
    lazy: !lazyDepth && (version >= 6013 || realTime),
    bottomHalves: version >= 5019,
    migrate: version >= 5015,
    lazyDepth,
  };
}

/** Prints the columns `d..2.` of a record (trace_print_lat_fmt of kernel/trace/trace_output.c). */
export function irqPrinter(
  trace: Pick<Trace, 'formats' | 'littleEndian'>,
  columns: IrqColumns,
): (state: RecordState, out: OutputBytes) => void {
  const [format] = trace.formats;
  const common = (name: string): Evaluate => {
    const field = format === undefined ? undefined : findField(format, name);
    return field === undefined ? () => 0 : readField(field, trace.littleEndian);
  };
  const flags = common('common_flags');
  const preempt = common('common_preempt_count');
  const lazyDepth = common('common_preempt_lazy_count');
  return (state, out) => {
    const set = flags(state);
    const count = preempt(state) & 0xff;
    out.byte(irqLetter(set, columns));
    out.byte(reschedLetter(set, columns.lazy));
    if (columns.lazyDepth) out.byte((set & lazyOrNoSupport) !== 0 ? letter.L : letter.dot);
    out.byte(contextLetter(set));
    const depth = columns.migrate ? count & 0xf : count;
    printDepth(out, depth);
    if (columns.lazyDepth) printDepth(out, lazyDepth(state) & 0xff);
    if (columns.migrate) printDepth(out, count >>> 4);
  };
}

const letter = {
  dot: 46,
  B: 66,
  D: 68,
  H: 72,
  L: 76,
  N: 78,
  X: 88,
  Z: 90,
  b: 98,
  d: 100,
  h: 104,
  l: 108,
  n: 110,
  p: 112,
  s: 115,
  z: 122,
};

function irqLetter(set: number, { bottomHalves, lazy, lazyDepth }: IrqColumns): number {
  const isBhOff = bottomHalves && (set & bhOff) !== 0;
  if ((set & irqsOff) !== 0) return isBhOff ? letter.D : letter.d;
  if (isBhOff) return letter.b;
  return !lazy && !lazyDepth && (set & lazyOrNoSupport) !== 0 ? letter.X : letter.dot;
}

/** The letter of the need to reschedule: `N`, `n`, `p`, with a lazy one `B`, `b`, `L`, `l`. */
export function reschedLetter(set: number, knowsLazy: boolean): number {
  const now = (set & needResched) !== 0;
  const preemption = (set & preemptResched) !== 0;
  const lazy = knowsLazy && (set & lazyOrNoSupport) !== 0;
  if (now && preemption) return lazy ? letter.B : letter.N;
  if (now) return lazy ? letter.b : letter.n;
  if (preemption) return lazy ? letter.L : letter.p;
  return lazy ? letter.l : letter.dot;
}

function contextLetter(set: number): number {
  const hard = (set & hardIrq) !== 0;
  if ((set & nmi) !== 0) return hard ? letter.Z : letter.z;
  const soft = (set & softIrq) !== 0;
  if (hard) return soft ? letter.H : letter.h;
  return soft ? letter.s : letter.dot;
}

function printDepth(out: OutputBytes, depth: number): void {
  if (depth === 0) out.byte(letter.dot);
  else out.hex(depth);
}

/** What the columns are, in their order. */
export function irqLegend({ bottomHalves, migrate, lazyDepth }: IrqColumns): string[] {
  return [
    bottomHalves ? 'irqs-off/BH-disabled' : 'irqs-off',
    'need-resched',
    ...(lazyDepth ? ['need-resched-lazy'] : []),
    'hardirq/softirq',
    'preempt-depth',
    ...(lazyDepth ? ['preempt-lazy-depth'] : []),
    ...(migrate ? ['migrate-disable'] : []),
  ];
}

/** `_-----=>`, `/ _----=>`, `| / _---=>`: the bars of a legend, one row shorter than the one before. */
export function legendRow(index: number, dashes: number): string {
  const bars = index === 0 ? '  ' : index === 1 ? ' / ' : `${'|'.repeat(index - 1)} / `;
  return index === 0 ? `  _${'-'.repeat(dashes)}=>` : `${bars}_${'-'.repeat(dashes - index)}=>`;
}
