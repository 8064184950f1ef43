import { misc } from './record-types.ts';

/** perf shows at most so many frames of a chain (PERF_MAX_STACK_DEPTH). */
export const mostFrames = 127;

/** From here on addresses are marks: which memory the frames behind them are of. */
const firstMarkLow = 0xffff_f001;
const allOnes = 0xffff_ffff;
const marks: Readonly<Record<number, number>> = {
  [-32 >>> 0]: misc.hypervisor,
  [-128 >>> 0]: misc.kernel,
  [-512 >>> 0]: misc.user,
};

/** Whether an address of a chain is a mark. */
export function isMark(high: number, low: number): boolean {
  return high === allOnes && low >= firstMarkLow;
}

/** The memory that a mark stands for; undefined where perf does not know it, for which it drops the whole chain. */
export function modeOfMark(low: number): number | undefined {
  return marks[low];
}
