export const workqueue: Readonly<Record<string, string>> = {
  'Work items: who queued them, how long they waited, which worker ran them for how long.':
    '워크: 누가 큐에 넣었고, 얼마나 기다렸고, 어느 워커가 얼마나 실행했는지.',
  'Work items by function: how long they ran.': '함수별 워크: 얼마나 실행되었는지.',
  'The function of the work item.': '워크의 함수.',
  'Work items by workqueue: how long they ran.': '워크큐별 워크: 얼마나 실행되었는지.',
  'The workqueue; empty where the queueing or its name is not recorded.':
    '워크큐. 큐에 넣은 것이나 이름이 기록되지 않았으면 비어 있다.',
  'Work items by function and workqueue: how long they waited until a worker ran them.':
    '함수와 워크큐별 워크: 워커가 실행할 때까지 얼마나 기다렸는지.',
  'Who queued work items, or started the timers of delayed ones, and how long those waited.':
    '누가 워크를 큐에 넣거나 지연 워크의 타이머를 시작했고, 워크가 얼마나 기다렸는지.',
  'Where it was queued: in a task, a softirq (timers are) or an interrupt; empty where the recording does not say.':
    '큐에 넣은 곳: 태스크, softirq(타이머가 그렇다), 또는 인터럽트. 기록이 말하지 않으면 비어 있다.',
  'Delayed work items by function: how long their timers ran before they were queued.':
    '함수별 지연 워크: 큐에 들어가기 전에 타이머가 얼마나 돌았는지.',
  'Workers: how long they ran work items, what they did meanwhile, and how long they had none.':
    '워커: 워크를 얼마나 실행했고, 그동안 무엇을 했고, 얼마나 오래 워크가 없었는지.',
  'Time of the recording in which it had no work item.': '기록 중 워크가 없던 시간.',
  'Of the items’ time: on a CPU. Needs sched_switch, as the next ones do.':
    '워크의 시간 중: CPU 위에 있던 시간. 다음 열들처럼 sched_switch가 필요하다.',
  'Of the items’ time: waiting for a CPU.': '워크의 시간 중: CPU를 기다린 시간.',
  'Of the items’ time: asleep.': '워크의 시간 중: 잠든 시간.',
  'Of the items’ time: waiting for a disk, a lock (D).': '워크의 시간 중: 디스크나 락을 기다린 시간 (D).',
  'How long work items ran.': '워크가 얼마나 실행되었는지.',
  'How long work items waited for a worker.': '워크가 워커를 얼마나 기다렸는지.',
  'Every work item, from its queueing to its end.': '큐에 들어갈 때부터 끝날 때까지의 모든 워크.',
  'The first that was seen of it.': '처음으로 보인 때.',
  'Of a delayed item: from the start of its timer to its queueing.':
    '지연 워크의 경우: 타이머의 시작부터 큐에 들어갈 때까지.',
  'From queueing to activation: the workqueue let no more run at once.':
    '큐에 들어갈 때부터 활성화까지: 워크큐가 한꺼번에 더 실행하지 못하게 한 시간.',
  'From queueing to start.': '큐에 들어갈 때부터 시작까지.',
  'From start to end.': '시작부터 끝까지.',
  'Functions that led to the queueing, the outermost first.': '큐에 넣기까지 거친 함수들, 가장 바깥 것부터.',
  'The CPU that it started on.': '시작된 CPU.',
  'The CPU that it was queued for; none for any.': '큐에 넣을 때 지정된 CPU. 어느 것이든 되면 없다.',
  'The event that started its timer.': '타이머를 시작한 이벤트.',
  'The event of its queueing.': '큐에 넣은 이벤트.',
  'The event of its activation.': '활성화 이벤트.',
  'The event of its start.': '시작된 이벤트.',
  'The event of its end.': '끝난 이벤트.',
  'Work items of each worker.': '각 워커의 워크.',
  'Who queued a work item.': '누가 워크를 큐에 넣었는지.',
  'Who started the timer of a delayed work item.': '누가 지연 워크의 타이머를 시작했는지.',
};
