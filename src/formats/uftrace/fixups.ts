// Functions after which a task's stack is not what its calls say.
const starts = new Set(['execl', 'execlp', 'execle', 'execv', 'execve', 'execvp', 'execvpe']);
const marks = new Set(['setjmp', '_setjmp', 'sigsetjmp', '__sigsetjmp']);
const jumps = new Set(['longjmp', 'siglongjmp', '__longjmp_chk']);
const forks = new Set(['fork', 'vfork', 'daemon']);

/** What a function does to the stack of its caller: nothing usually. */
export type StackEffect = 'none' | 'exec' | 'setjmp' | 'longjmp' | 'fork';

/** Whether a call of this function ends the program (exec), marks or restores a stack, or makes a second one. */
export function stackEffect(name: string): StackEffect {
  if (starts.has(name)) return 'exec';
  if (marks.has(name)) return 'setjmp';
  if (jumps.has(name)) return 'longjmp';
  return forks.has(name) ? 'fork' : 'none';
}
