/** What a call that succeeded does to the file descriptors of its process. */
export type FileEffect =
  | { readonly kind: 'open' | 'made'; readonly what: string; readonly flags: number }
  | {
      readonly kind: 'duplicate' | 'close' | 'close-range' | 'fcntl' | 'pair' | 'exec' | 'clone';
      readonly flags: number;
    };

const none = -1;

/** By the kernel's name of the call; `flags` is the argument with the flag of closing at exec (`O_CLOEXEC` for all). */
const effects: Readonly<Record<string, FileEffect>> = {
  open: { kind: 'open', what: '', flags: 1 },
  creat: { kind: 'open', what: '', flags: none },
  openat: { kind: 'open', what: '', flags: 2 },
  openat2: { kind: 'open', what: '', flags: none },
  open_tree: { kind: 'open', what: '', flags: 2 },
  open_by_handle_at: { kind: 'open', what: '', flags: 2 },
  mq_open: { kind: 'open', what: '', flags: 1 },
  socket: { kind: 'made', what: 'socket', flags: 1 },
  accept: { kind: 'made', what: 'socket', flags: none },
  accept4: { kind: 'made', what: 'socket', flags: 3 },
  eventfd: { kind: 'made', what: 'eventfd', flags: none },
  eventfd2: { kind: 'made', what: 'eventfd', flags: 1 },
  epoll_create: { kind: 'made', what: 'epoll', flags: none },
  epoll_create1: { kind: 'made', what: 'epoll', flags: 0 },
  timerfd_create: { kind: 'made', what: 'timerfd', flags: 1 },
  signalfd: { kind: 'made', what: 'signalfd', flags: none },
  signalfd4: { kind: 'made', what: 'signalfd', flags: 3 },
  inotify_init: { kind: 'made', what: 'inotify', flags: none },
  inotify_init1: { kind: 'made', what: 'inotify', flags: 0 },
  fanotify_init: { kind: 'made', what: 'fanotify', flags: none },
  memfd_create: { kind: 'made', what: 'memfd', flags: none },
  pidfd_open: { kind: 'made', what: 'pidfd', flags: none },
  perf_event_open: { kind: 'made', what: 'perf_event', flags: none },
  io_uring_setup: { kind: 'made', what: 'io_uring', flags: none },
  userfaultfd: { kind: 'made', what: 'userfaultfd', flags: 0 },
  pipe: { kind: 'pair', flags: none },
  pipe2: { kind: 'pair', flags: 1 },
  socketpair: { kind: 'pair', flags: 1 },
  dup: { kind: 'duplicate', flags: none },
  dup2: { kind: 'duplicate', flags: none },
  dup3: { kind: 'duplicate', flags: 2 },
  fcntl: { kind: 'fcntl', flags: none },
  close: { kind: 'close', flags: none },
  close_range: { kind: 'close-range', flags: none },
  execve: { kind: 'exec', flags: none },
  execveat: { kind: 'exec', flags: none },
  clone: { kind: 'clone', flags: 0 },
  clone3: { kind: 'clone', flags: none },
  fork: { kind: 'clone', flags: none },
  vfork: { kind: 'clone', flags: none },
};

/** What a call does to file descriptors, by the kernel's name of it. */
export function effectOf(entry: string): FileEffect | undefined {
  return Object.hasOwn(effects, entry) ? effects[entry] : undefined;
}
