/** Signals from 1 on, the same on x86-64 and arm64: include/uapi/asm-generic/signal.h. */
const signals =
  'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS'.split(
    ' ',
  );

const firstRealTime = 32;

/** The name of a signal: `SIGTERM`, `SIGRT2` for those of real time; the number where it is none. */
export function signalName(number: number): string {
  const name = signals[number - 1];
  if (name !== undefined) return `SIG${name}`;
  return number >= firstRealTime && number <= 64 ? `SIGRT${number - firstRealTime}` : String(number);
}

/** What a signal does to a process that did not say otherwise (signal(7), include/linux/signal.h). */
export type DefaultAction = 'ends' | 'dumps core' | 'stops' | 'continues' | 'nothing';

const withCore = 'QUIT ILL TRAP ABRT BUS FPE SEGV XCPU XFSZ SYS'.split(' ');
const stopping = 'STOP TSTP TTIN TTOU'.split(' ');
const nothing = 'CHLD URG WINCH'.split(' ');

/** The default action of a signal by its number. */
export function defaultActionOf(number: number): DefaultAction {
  const name = signals[number - 1] ?? '';
  if (withCore.includes(name)) return 'dumps core';
  if (stopping.includes(name)) return 'stops';
  if (nothing.includes(name)) return 'nothing';
  return name === 'CONT' ? 'continues' : 'ends';
}

export const killSignal = 9;
export const childSignal = 17;

/** Why a signal was sent (`si_code`, include/uapi/asm-generic/siginfo.h): those of any signal, then those of one. */
const anyCodes = new Map([
  [128, 'SI_KERNEL'],
  [0, 'SI_USER'],
  [-1, 'SI_QUEUE'],
  [-2, 'SI_TIMER'],
  [-3, 'SI_MESGQ'],
  [-4, 'SI_ASYNCIO'],
  [-5, 'SI_SIGIO'],
  [-6, 'SI_TKILL'],
]);
const codesOf: Readonly<Record<string, readonly string[]>> = {
  ILL: 'ILL_ILLOPC ILL_ILLOPN ILL_ILLADR ILL_ILLTRP ILL_PRVOPC ILL_PRVREG ILL_COPROC ILL_BADSTK'.split(' '),
  FPE: 'FPE_INTDIV FPE_INTOVF FPE_FLTDIV FPE_FLTOVF FPE_FLTUND FPE_FLTRES FPE_FLTINV FPE_FLTSUB'.split(' '),
  SEGV: 'SEGV_MAPERR SEGV_ACCERR SEGV_BNDERR SEGV_PKUERR'.split(' '),
  BUS: 'BUS_ADRALN BUS_ADRERR BUS_OBJERR BUS_MCEERR_AR BUS_MCEERR_AO'.split(' '),
  TRAP: 'TRAP_BRKPT TRAP_TRACE TRAP_BRANCH TRAP_HWBKPT TRAP_UNK TRAP_PERF'.split(' '),
  CHLD: 'CLD_EXITED CLD_KILLED CLD_DUMPED CLD_TRAPPED CLD_STOPPED CLD_CONTINUED'.split(' '),
  IO: 'POLL_IN POLL_OUT POLL_MSG POLL_ERR POLL_PRI POLL_HUP'.split(' '),
  SYS: 'SYS_SECCOMP SYS_USER_DISPATCH'.split(' '),
};

/** The name of a signal's code: `SI_USER`, `SEGV_MAPERR`, `CLD_KILLED`; the number where it has none. */
export function signalCodeName(signal: number, code: number): string {
  return anyCodes.get(code) ?? codesOf[signals[signal - 1] ?? '']?.[code - 1] ?? String(code);
}
