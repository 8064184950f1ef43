/**
 * The weight of each nice value from −20 to 19: a task's share of a CPU is its weight by the sum of all that want it. One
 * nice step is a quarter more or a fifth less (kernel/sched/core.c, sched_prio_to_weight).
 */
const weights = [
  88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916, 9548, 7620, 6100, 4904, 3906, 3121,
  2501, 1991, 1586, 1277, 1024, 820, 655, 526, 423, 335, 272, 215, 172, 137, 110, 87, 70, 56, 45, 36, 29, 23,
  18, 15,
] as const;

/** The nice value of a priority; NaN for those of real-time and deadline tasks. */
export function niceOf(priority: number): number {
  return priority >= 100 && priority <= 139 ? priority - 120 : Number.NaN;
}

/** The weight of a nice value; NaN where it is none. */
export function weightOf(nice: number): number {
  return weights[nice + 20] ?? Number.NaN;
}
