export const irq: Readonly<Record<string, string>> = {
  'Interrupts, softirqs, tasklets and timers: how long they ran, what they interrupted, how late they came.':
    '인터럽트, softirq, 태스크릿, 타이머: 얼마나 실행되었고, 무엇을 중단시켰고, 얼마나 늦었는지.',
  'Interrupts by number and handler.': '번호와 핸들러별 인터럽트.',
  'Number of the interrupt.': '인터럽트의 번호.',
  'The name under which the driver asked for the interrupt.': '드라이버가 인터럽트를 요청할 때 쓴 이름.',
  'The total without the time of what interrupted it.': '합에서, 이것을 중단시킨 것의 시간을 뺀 시간.',
  'Interrupts that processors send themselves and each other: local timers, wakeups, calls.':
    '프로세서가 자신이나 서로에게 보내는 인터럽트: 로컬 타이머, 깨움, 함수 호출.',
  'What the interrupt is for: local_timer, reschedule, call_function …':
    '인터럽트의 용도: local_timer, reschedule, call_function 등.',
  'Softirqs by vector and where they ran.': '벡터와 실행된 곳별 softirq.',
  'TIMER, NET_RX, BLOCK …': 'TIMER, NET_RX, BLOCK 등.',
  'Where it ran: at an interrupt exit, in ksoftirqd, in an irq thread, or in a task that let softirqs run again.':
    '실행된 곳: 인터럽트 종료 때, ksoftirqd, irq 스레드, 또는 softirq를 다시 허용한 태스크 안.',
  'How long softirqs waited from their first raise until they ran.':
    'softirq가 처음 발생 요청(raise)된 때부터 실행될 때까지 얼마나 기다렸는지.',
  'Tasklets by function.': '함수별 태스크릿.',
  'The function that is called.': '불리는 함수.',
  'Interrupts, softirqs and tasklets of each CPU.': '각 CPU의 인터럽트, softirq, 태스크릿.',
  'irq, vector, softirq or tasklet.': 'irq, vector, softirq 또는 tasklet.',
  'The handler, vector, softirq, or function of the tasklet.': '핸들러, 벡터, softirq, 또는 태스크릿의 함수.',
  'What was interrupted, and by what. Threads that run softirqs are not interrupted by them.':
    '무엇이 무엇에 중단되었는지. softirq를 실행하는 스레드는 그 softirq에 중단된 것이 아니다.',
  'What ran in the task’s stead already; empty: the task.':
    '태스크 대신 이미 실행되던 것. 비어 있으면 태스크.',
  'Timers by function: how late they expired.': '함수별 타이머: 얼마나 늦게 만료되었는지.',
  'hrtimer, or timer (of the timer wheel).': 'hrtimer, 또는 (타이머 휠의) timer.',
  'Timers by function: how long it ran.': '함수별 타이머: 함수가 얼마나 오래 실행되었는지.',
  'How long handlers and softirqs ran.': '핸들러와 softirq가 얼마나 오래 실행되었는지.',
  'How long softirqs waited to run.': 'softirq가 실행되기까지 얼마나 기다렸는지.',
  'How late timers expired.': '타이머가 얼마나 늦게 만료되었는지.',
  'Every run of a handler, vector, softirq or tasklet.': '핸들러, 벡터, softirq, 태스크릿의 모든 실행.',
  'How long it ran, with what interrupted it.': '중단시킨 것까지 합쳐 실행된 시간.',
  'The duration without the time of what interrupted it.': '중단시킨 것의 시간을 뺀 실행 시간.',
  'Of a softirq: from its first raise to its entry.':
    'softirq의 경우: 처음 발생 요청(raise)된 때부터 진입까지.',
  'What it interrupted; empty: the task.': '중단시킨 대상. 비어 있으면 태스크.',
  'The event of its entry.': '진입 이벤트.',
  'The event of its exit.': '종료 때의 이벤트.',
  'The event that raised the softirq.': 'softirq의 발생을 요청(raise)한 이벤트.',
  'Every expiry of a timer.': '타이머의 모든 만료.',
  'When it expired.': '만료된 때.',
  'How long after the asked time; an hrtimer with slack may come before its hard limit.':
    '요청한 시각보다 늦은 시간. 여유(slack)가 있는 hrtimer는 최종 기한보다 먼저 올 수 있다.',
  'How long its function ran.': '함수가 실행된 시간.',
  'From its start to its expiry.': '시작부터 만료까지.',
  'The event that started it.': '시작시킨 이벤트.',
  'The event of its expiry.': '만료 이벤트.',
  'The event at which its function returned.': '함수가 복귀한 이벤트.',
  'Interrupts and softirqs of each CPU.': '각 CPU의 인터럽트와 softirq.',
  'Who raised a softirq.': '누가 softirq의 발생을 요청(raise)했는지.',
  'Who started a timer.': '누가 타이머를 시작했는지.',
};
