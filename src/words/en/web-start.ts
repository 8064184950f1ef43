/** The first screen. */
export const webStart = {
  'start.counting': 'Counting events',
  'start.adding-up': 'Adding up where the time went',
  'start.looking': 'Looking for what is remarkable',
  'start.recorded': (p: {
    readonly long: string;
    readonly events: string;
    readonly cpus: number;
    readonly tasks: number;
  }) =>
    `${p.long} on ${p.cpus} ${p.cpus === 1 ? 'CPU' : 'CPUs'}: ${p.events} events of ${p.tasks} ${p.tasks === 1 ? 'task' : 'tasks'}.`,
  'start.functions': (p: { readonly parts: string }) => `Most time in functions: ${p.parts}.`,
  'start.task': (p: { readonly task: string; readonly parts: string }) => `${p.task} ${p.parts}.`,
  'start.state.running': (p: { readonly share: string }) => `ran ${p.share} of its time`,
  'start.state.runnable': (p: { readonly share: string }) => `waited ${p.share} for a CPU`,
  'start.state.blocked': (p: { readonly share: string }) => `was blocked ${p.share}`,
  'start.state.sleeping': (p: { readonly share: string }) => `slept ${p.share}`,
  'start.label.running': 'Running',
  'start.label.runnable': 'Waiting for a CPU',
  'start.label.blocked': 'Blocked (uninterruptible)',
  'start.label.sleeping': 'Sleeping',
  'start.met': (p: { readonly parts: string }) => `It met ${p.parts}.`,
  'start.and': ' and ',
  'start.faults': (p: { readonly count: string }) =>
    `${p.count} page ${p.count === '1' ? 'fault' : 'faults'}`,
  'start.interrupts': (p: { readonly count: string }) =>
    `${p.count} ${p.count === '1' ? 'interrupt' : 'interrupts'}`,
  'start.all-there': 'Nothing was lost.',
  'start.window': 'a part of a larger recording',
  'start.all-problems': (p: { readonly count: number }) => `All ${p.count} in the ledger`,
  'start.time': 'Where the time went',
  'start.by-part': 'Time in functions, by part of the system',
  'start.by-state': (p: { readonly task: string }) => `What ${p.task} did with its time`,
  'start.ask': 'What can be asked of it',
  'start.partly': 'recorded in part',
  'start.not-recorded': (p: { readonly count: number }) =>
    `${p.count} more could be asked if it was recorded: how`,
  'start.more': (p: { readonly count: number }) => `… ${p.count} more`,
} as const;
