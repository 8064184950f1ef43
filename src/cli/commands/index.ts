import type { Command } from 'commander';

/** Adds one command to the program; `setExitCode` is how it says what the process exits with. */
export type RegisterCommand = (program: Command, setExitCode: (code: number) => void) => void;

/** Every command, one line each. Its module is loaded when it is asked for: loading all takes longer than most answers. */
const commands: Readonly<Record<string, () => Promise<RegisterCommand>>> = {
  doctor: async () => (await import('./doctor.ts')).doctor,
  record: async () => (await import('./record.ts')).record,
  events: async () => (await import('./events.ts')).events,
  replay: async () => (await import('./replay.ts')).replay,
  report: async () => (await import('./report.ts')).report,
  journey: async () => (await import('./journey.ts')).journey,
  diff: async () => (await import('./diff.ts')).diff,
  sql: async () => (await import('./sql.ts')).sql,
  export: async () => (await import('./export.ts')).exportTo,
  elf: async () => (await import('./elf.ts')).elf,
  open: async () => (await import('./open.ts')).open,
  start: async () => (await import('./start.ts')).start,
  lab: async () => (await import('./lab.ts')).lab,
  vm: async () => (await import('./vm.ts')).vm,
};

/** The command of this name; all of them where there is none, as for the help. */
export function loadCommands(name: string | undefined): Promise<readonly RegisterCommand[]> {
  const load = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  return Promise.all((load === undefined ? Object.values(commands) : [load]).map(one => one()));
}
