export const signal: Readonly<Record<string, string>> = {
  'Signals: who sent which to whom, how long until they were delivered, what they did, and who died of them.':
    '시그널: 누가 누구에게 무엇을 보냈고, 전달까지 얼마나 걸렸고, 무엇을 했고, 누가 그것으로 죽었는지.',
  'Signals by name: how many, what became of them, and how long they took to be delivered.':
    '이름별 시그널: 몇 개였고, 어떻게 되었고, 전달까지 얼마나 걸렸는지.',
  'The signal.': '시그널.',
  'How many were generated.': '생성된 수.',
  'How many were not queued, because the target ignores or blocks them for good.':
    '대상이 무시하거나 영영 막아 두어 큐에 들어가지 못한 수.',
  'How many were not queued, because one of the same was waiting already.':
    '같은 것이 이미 기다리고 있어 큐에 들어가지 못한 수.',
  'How many lost their information or were refused, because the queue was full.':
    '큐가 가득 차 정보를 잃거나 거절된 수.',
  'How many were queued and not seen to be delivered.': '큐에 들어갔지만 전달이 보이지 않은 수.',
  'Signals by who sent them to whom.': '누가 누구에게 보냈는지별 시그널.',
  'Threads that ended: by which signal from whom, and the SIGCHLD that followed.':
    '끝난 스레드: 누가 보낸 어느 시그널로 끝났고, 이어서 SIGCHLD가 어떻게 되었는지.',
  'When it ended.': '끝난 때.',
  'The signal that ended it; empty where it ended by itself.': '끝낸 시그널. 스스로 끝났으면 비어 있다.',
  'From the generation of that signal to the end.': '그 시그널의 생성부터 끝까지.',
  'What became of the SIGCHLD.': 'SIGCHLD가 어떻게 되었는지.',
  'From the end to the generation of SIGCHLD.': '끝부터 SIGCHLD의 생성까지.',
  'From the generation of SIGCHLD to its delivery.': 'SIGCHLD의 생성부터 전달까지.',
  'The generation of the signal that ended it.': '끝낸 시그널이 생성된 이벤트.',
  'The generation of the SIGCHLD.': 'SIGCHLD가 생성된 이벤트.',
  'How long signals took from generation to delivery.': '시그널이 생성부터 전달까지 걸린 시간.',
  'Every signal from its generation to its delivery.': '생성부터 전달까지의 모든 시그널.',
  'When it was generated.': '생성된 때.',
  'Until it was delivered.': '전달될 때까지.',
  'Where it was generated: task, softirq or interrupt, where the thread is not the sender.':
    '생성된 곳: 스레드가 보낸 쪽이 아니면 task, softirq 또는 interrupt.',
  'process: any of its threads may take it; thread: only that one.':
    'process: 그 프로세스의 어느 스레드든 받을 수 있다. thread: 그 스레드만 받는다.',
  'Why it was sent (si_code).': '보낸 까닭 (si_code).',
  'What the kernel did at generation: queued, ignored, already pending, or why that failed.':
    '생성 때 커널이 한 일: 큐에 넣음, 무시함, 이미 대기 중, 또는 실패한 까닭.',
  'What its delivery did: ran a handler, was ignored, or the default by what that does.':
    '전달이 한 일: 핸들러를 실행함, 무시됨, 또는 기본 동작이면 그 동작.',
  'The program’s function that handled it.': '시그널을 처리한 프로그램의 함수.',
  'The signal it was delivered as, where the kernel ends a whole process by SIGKILL instead.':
    '커널이 프로세스 전체를 SIGKILL로 끝내는 경우처럼, 대신 전달된 시그널.',
  'Where in the kernel it was generated, callers first.': '생성된 커널 안의 위치, 호출자부터.',
  'Where in the kernel it was delivered, callers first.': '전달된 커널 안의 위치, 호출자부터.',
  'The event of its generation.': '생성 이벤트.',
  'The event of its delivery.': '전달 이벤트.',
  'Signals of each task, from generation to delivery.': '각 태스크의 시그널, 생성부터 전달까지.',
  'From the generation of a signal to its delivery.': '시그널의 생성부터 전달까지.',
  'From the end of a task to the SIGCHLD that tells of it.': '태스크의 끝부터 그것을 알리는 SIGCHLD까지.',
};
