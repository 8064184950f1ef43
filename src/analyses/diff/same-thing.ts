import { withoutVariant } from '../../kernel/index.ts';

// Kernel threads that there is one of for each CPU or pool: kernel/workqueue.c, kernel/smpboot.c.
const perCpuThread =
  /^(kworker|ksoftirqd|migration|cpuhp|rcuc|rcuop|rcuog|rcuos|idle_inject|swapper|irq_work|ktimers|backlog_napi)\/.*$/;

/** What a name is about in any recording: functions without the compiler's suffixes, per-CPU threads without their CPU. */
export function sameThing(column: string, text: string): string {
  if (column === 'function' || column.endsWith('_function')) return withoutVariant(text);
  if (column === 'comm' || column.endsWith('_comm')) return text.replace(perCpuThread, '$1');
  return text;
}
