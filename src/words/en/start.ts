/** `npm start`: the first sight of a kernel at work. */
export const start = {
  'start.about': 'record `mv` of a file with user, library and kernel functions, and show its tree',
  'start.no-serve': 'only print; do not serve the browser UI',
  'start.recording': (p: { kernel: string }) => `Recording /bin/mv on a real kernel (${p.kernel})`,
  'start.what': `What you are looking at
  \`mv seat front-row\` ran in a micro-VM on a real Linux kernel, with its own ext4 disk. The tree shows what happened
  when it renamed the file: the call of the C library, the system call that it makes, and under it every function
  of the kernel, with the part of the kernel that it belongs to. Indented means "called by the line above".`,
  'start.shown': (p: { shown: number; all: number }) =>
    `Shown: ${p.shown} of ${p.all} calls, those of the rename itself, at the upper levels.`,
  'start.next': (p: { ringside: string }) => `What to try next
  ${p.ringside} replay --layers                  the whole tree of this recording
  ${p.ringside} replay --layers -F do_renameat2  one function and all that it calls
  ${p.ringside} record -- ls /                   what the kernel does for any command
  ${p.ringside} record -p function_graph -g vfs_read -- cat /etc/hostname
  ${p.ringside} vm shell                         a shell in the guest; break things, it is back in a second
  ${p.ringside} doctor                           what this machine can do`,
  'start.again': 'The last recording, while a new one is made:',
  'start.page': (p: { address: string }) => `See it in the browser: ${p.address}`,
  'start.kept': (p: { folder: string }) => `The recording: ${p.folder}`,
} as const;
