import type { SyscallArchitecture } from '../../kernel/index.ts';
import type { Trace } from '../../store/index.ts';

/** Which architecture's numbers a trace's system calls have: as the file says, else as its kernel's functions are called. */
export function architectureOf({ facts, symbols }: Trace): SyscallArchitecture {
  const said = `${facts.uname} ${facts.machine ?? ''}`;
  if (/aarch64|arm64/i.test(said)) return 'arm64';
  if (/x86_64|amd64/i.test(said)) return 'x86-64';
  return symbols.count > 0 && symbols.byName('__arm64_sys_read') >= 0 ? 'arm64' : 'x86-64';
}
