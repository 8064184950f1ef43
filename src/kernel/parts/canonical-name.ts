/** What the compiler appends to a function's name when it makes a variant of it. */
const variants = /\.(?:isra|part|constprop|cold|llvm|lto_priv|localalias|warm|unlikely|ctx)\b.*$/;

/** The function's name as the source has it: `do_fault.isra.0.cold` and `__pfx_do_fault` → `do_fault`. */
export function withoutVariant(name: string): string {
  const base = name.includes('.') ? name.replace(variants, '') : name;
  return base.startsWith('__pfx_') ? base.slice(6) : base;
}

// Macros of the kernel that make several functions of one name:
// TRACE_EVENT (include/trace/trace_events.h), SYSCALL_DEFINE (arch/*/include/asm/syscall_wrapper.h).
const families: readonly (readonly [RegExp, string])[] = [
  [/^__(?:x64|ia32|arm64|se|do)_sys_(\w+)$/, '@syscall/'],
  [/^__(?:x64|ia32|x32|arm64|se|do)_compat_sys_(\w+)$/, '@compat/'],
  [
    /^(?:__traceiter|__probestub|(?:do_)?trace_event_raw_event|trace_raw_output|trace_event_get_offsets|(?:do_)?perf_trace|__bpf_trace|__SCT__tp_func)_(\w+)$/,
    '@event/',
  ],
];

/**
 * The key under which the tables keep a function: `@syscall/read` for all of `__x64_sys_read`, `__do_sys_read`…,
 * `@event/sched_switch` for all that a tracepoint is made of, the name without its variant for the rest.
 */
export function canonicalName(name: string): string {
  const base = withoutVariant(name);
  if (base.charCodeAt(0) !== 95 && !/^(?:do_)?(?:trace|perf)_/.test(base)) return base;
  for (const [pattern, key] of families) {
    const match = pattern.exec(base);
    if (match !== null) return key + match[1]!;
  }
  return base;
}
