export const locks: Readonly<Record<string, string>> = {
  'Who waited for which lock, how long, and from where.': '누가 어느 락을, 얼마나, 어디서 기다렸는지.',
  'Waits by kind of lock.': '락의 종류별 대기.',
  'spinlock, mutex, rwsem read …; lockdep where the kernel says names instead.':
    'spinlock, mutex, rwsem read 등. 커널이 대신 이름을 말하면 lockdep.',
  'Waits by lock.': '락별 대기.',
  'The lock: its name where it is a variable of the kernel or lockdep names it, else its address.':
    '락: 커널의 변수이거나 lockdep이 이름을 알면 그 이름, 아니면 주소.',
  'Waits by task and kind of lock.': '태스크와 락의 종류별 대기.',
  'Waits by the functions that led to them, where stacks were recorded.':
    '대기에 이른 함수별 대기, 스택을 기록한 경우.',
  'Functions that led to it, the outermost first.': '거기에 이른 함수들, 가장 바깥 것부터.',
  'How long locks were held, by name: from kernels that check locks.':
    '락을 잡고 있던 시간, 이름별: 락을 검사하는 커널에서만.',
  'How long tasks waited for locks.': '태스크가 락을 얼마나 기다렸는지.',
  'Every wait for a lock.': '락을 기다린 모든 경우.',
  '1 where it ended without the lock.': '락을 얻지 못하고 끝났으면 1.',
  'Every stretch in which a lock was held.': '락을 잡고 있던 모든 구간.',
  'Waits for locks of each task.': '각 태스크의 락 대기.',
};
