import { knownNames } from '../trace-cmd/known-names.ts';

/** Names that kernels left in their print formats, with their values (include/linux/interrupt.h, hrtimer.h). */
export const kernelConstants: ReadonlyMap<string, bigint> = new Map(
  Object.entries({
    ...knownNames,
    HRTIMER_MODE_ABS: 0n,
    HRTIMER_MODE_REL: 1n,
    HRTIMER_MODE_ABS_PINNED: 2n,
    HRTIMER_MODE_REL_PINNED: 3n,
    HRTIMER_MODE_ABS_SOFT: 4n,
    HRTIMER_MODE_REL_SOFT: 5n,
    HRTIMER_MODE_ABS_PINNED_SOFT: 6n,
    HRTIMER_MODE_REL_PINNED_SOFT: 7n,
    HRTIMER_MODE_ABS_HARD: 8n,
    HRTIMER_MODE_REL_HARD: 9n,
    HRTIMER_MODE_ABS_PINNED_HARD: 10n,
    HRTIMER_MODE_REL_PINNED_HARD: 11n,
    true: 1n,
    false: 0n,
    NULL: 0n,
  }),
);
