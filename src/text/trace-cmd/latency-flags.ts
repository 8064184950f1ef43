import { findField, type Trace } from '../../store/index.ts';
import { irqColumns, reschedLetter } from '../kernel/irq-flags.ts';
import { kernelTraits } from '../kernel/kernel-version.ts';
import { type Evaluate, readField } from './evaluate.ts';
import type { Print } from './print-strings.ts';

const irqsOff = 1;
const noSupport = 2;
const needResched = 4;
const hardIrq = 8;
const softIrq = 16;

/** The column of `trace-cmd report -l`: interrupts off, need to reschedule, context, depth of preempt-disable. */
export function latencyPrinter(trace: Trace, raw: boolean): Print {
  const [format] = trace.formats;
  const common = (name: string): Evaluate | undefined => {
    const field = format === undefined ? undefined : findField(format, name);
    return field === undefined ? undefined : readField(field, trace.littleEndian);
  };
  const flags = common('common_flags') ?? (() => 0);
  const preempt = common('common_preempt_count') ?? (() => 0);
  if (raw) {
    return (state, out) => {
      out.text('-0x');
      out.hex(flags(state));
    };
  }
  // libtraceevent keeps one place for both of these and so sees the lock depth in both.
  const lockDepth = common('common_lock_depth');
  const migrateDisable = lockDepth ?? common('common_migrate_disable');
  const knowsLazy = hasLazyResched(trace);
  return (state, out) => {
    const set = flags(state);
    const count = preempt(state);
    const lazy = knowsLazy && (set & noSupport) !== 0;
    out.byte((set & irqsOff) !== 0 ? 100 : !lazy && (set & noSupport) !== 0 ? 88 : 46);
    out.byte(lazy ? reschedLetter(set, true) : (set & needResched) !== 0 ? 78 : 46);
    const hard = (set & hardIrq) !== 0;
    const soft = (set & softIrq) !== 0;
    out.byte(hard && soft ? 72 : hard ? 104 : soft ? 115 : 46);
    if ((count & 0xf) !== 0) out.hex(count & 0xf);
    else out.byte(46);
    if ((count & 0xf0) !== 0) out.hex(count >>> 4);
    else out.byte(46);
    for (const depth of [migrateDisable, lockDepth]) {
      if (depth === undefined) continue;
      const value = depth(state) | 0;
      if (value < 0) out.byte(46);
      else out.decimal(value);
    }
  };
}

/**
 * Whether flag 0x02 is a lazy need to reschedule. trace-cmd 3.1.6 takes it for the older "nothing known of interrupts" and
 * prints `X`; the kernel's letters are right (docs/differences.md).
 */
function hasLazyResched(trace: Trace): boolean {
  const kernel = kernelTraits(trace.facts.uname);
  return kernel.release !== '' && irqColumns(trace, kernel).lazy;
}
