/** Tables of the recording itself, of a stretch of time, of calls and of a comparison. */
export const tables: Readonly<Record<string, string>> = {
  // The recording.
  'What is missing from this recording or could not be understood.': '이 기록에서 빠졌거나 이해하지 못한 것.',
  'Stable name of the kind of problem.': '문제 종류의 변하지 않는 이름.',
  'loss, broken or note.': 'loss(유실), broken(깨짐) 또는 note(알림).',
  'Where it was met first.': '처음 만난 곳.',
  'How many; -1 where the number is not known.': '개수. 모르면 -1.',
  'What it means.': '그 뜻.',
  'Every recorded event, by time.': '기록된 모든 이벤트, 시간순.',
  'Nanoseconds since the start of the trace.': '트레이스가 시작된 뒤로 지난 나노초.',
  'The CPU it was recorded on.': '기록된 CPU.',
  'The thread that ran there; 0 is the idle task.': '거기서 실행되던 스레드. 0은 유휴 태스크.',
  'Name of that thread.': '그 스레드의 이름.',
  'The tracing instance; empty for the top one.': '트레이싱 인스턴스. 최상위이면 비어 있다.',

  // The overview.
  'How often each event was recorded, the most frequent first.': '각 이벤트가 기록된 횟수, 잦은 것부터.',
  'How many of it were recorded.': '기록된 수.',
  'Its part of all events, 0 to 1.': '모든 이벤트에 대한 비율, 0에서 1.',
  'How many of it a second.': '초당 수.',
  'When it was recorded first.': '처음 기록된 때.',
  'When it was recorded last.': '마지막으로 기록된 때.',
  'The threads that ran while events were recorded, those with the most events first.':
    '이벤트가 기록될 때 실행되던 스레드, 이벤트가 많은 것부터.',
  'Id of the thread; 0 is the idle task.': '스레드의 ID. 0은 유휴 태스크.',
  'Events recorded while it ran.': '실행되는 동안 기록된 이벤트.',
  'The CPUs that events were recorded on, for each tracing instance.':
    '이벤트가 기록된 CPU, 트레이싱 인스턴스별.',
  'Number of the CPU.': 'CPU의 번호.',
  'Events recorded on it.': '이 CPU에서 기록된 이벤트.',
  'When its first event was recorded.': '첫 이벤트가 기록된 때.',
  'When its last event was recorded.': '마지막 이벤트가 기록된 때.',
  'What the events of this recording can tell about, and what else would have to be recorded.':
    '이 기록의 이벤트로 알 수 있는 것과, 그 밖에 기록해야 할 것.',
  'Name of the subject.': '주제의 이름.',
  'yes, partly or no: whether its events were recorded.':
    'yes, partly 또는 no: 이 주제의 이벤트가 기록되었는지.',
  'The events it needs that have no record here.': '필요하지만 여기에 기록이 없는 이벤트.',
  'The recorder’s plan that records it.': '이것을 기록하는 기록 계획(plan).',

  // A stretch of time.
  'What each task did in this stretch of time, those that ran longest first.':
    '이 구간에서 각 태스크가 한 일, 가장 오래 실행된 것부터.',
  'Woken, preempted or yielded, and waiting for a CPU.': '깨어났거나 선점되었거나 양보하고 CPU를 기다렸다.',
  'Asleep until something or a signal wakes it, stopped, or without work.':
    '무언가나 시그널이 깨울 때까지 잠들었거나, 정지되었거나, 일이 없었다.',
  'Events that were recorded while it ran.': '실행되는 동안 기록된 이벤트.',
  'How each CPU spent this stretch of time.': '각 CPU가 이 구간을 어떻게 썼는지.',
  'Interrupts and softirqs took it from whatever ran; what is nested counts once.':
    '인터럽트와 softirq가 실행되던 것에게서 CPU를 빼앗았다. 겹친 것은 한 번만 센다.',
  'Events that were recorded on it.': '이 CPU에서 기록된 이벤트.',
  'Interrupts, softirqs and tasklets in this stretch of time, the longest in sum first.':
    '이 구간의 인터럽트, softirq, 태스크릿, 합이 긴 것부터.',
  'How often it ran.': '실행된 횟수.',
  'How long, with what interrupted it.': '중단시킨 것까지 합친 시간.',
  'Functions in this stretch of time, those with most time of their own first.':
    '이 구간의 함수, 자신의 시간이 긴 것부터.',
  'The function.': '함수.',
  'The layer or part of the kernel that it belongs to.': '함수가 속한 계층이나 커널의 부분.',
  'Calls with time in the stretch.': '이 구간에 시간이 든 호출.',
  'Time in it, without what it called and without waits.': '부른 함수와 대기를 뺀, 함수 안의 시간.',
  'System calls that began in this stretch of time, the longest in sum first.':
    '이 구간에서 시작된 시스템 콜, 합이 긴 것부터.',
  'The system call.': '시스템 콜.',
  'How long those took that returned.': '복귀한 호출이 걸린 시간.',
  'The longest.': '가장 긴 것.',
  'Block requests that were issued in this stretch of time.': '이 구간에서 장치로 전달된 블록 요청.',
  'The device.': '장치.',
  'read, write, discard, flush …': 'read, write, discard, flush 등.',
  'How much.': '크기.',
  'How long they took from issue to completion, in sum.': '전달(issue)부터 완료까지 걸린 시간의 합.',
  'Events in this stretch of time by type, the most first.': '이 구간의 이벤트, 종류별로 많은 것부터.',
  'What was in flight on the device, each from its queueing to its completion (Q2C).':
    '장치에서 처리 중이던 것, 각각 큐에 들어갈 때부터 완료까지 (Q2C).',
  'Requests in flight on the device, from issue to completion (D2C).':
    '장치에서 처리 중인 요청, 전달부터 완료까지 (D2C).',

  // Calls.
  'What `report FILE calls` shows: every function, those with the most time first.':
    '`report FILE calls`가 보이는 것: 모든 함수, 시간이 긴 것부터.',
  'Time in its calls, those inside of other calls of it left out.':
    '이 함수의 호출 안의 시간. 같은 함수의 호출 안에 든 호출은 뺀다.',
  'Time in the function itself, without what it called.': '부른 함수를 뺀, 함수 자신의 시간.',
  'How often it was called.': '불린 횟수.',
  'Its name; linux:schedule is time off the CPU.': '함수의 이름. linux:schedule은 CPU를 떠나 있던 시간이다.',

  // A comparison.
  'The second less the first.': '둘째에서 첫째를 뺀 값.',
  'The change as a part of the first: 0.5 is half as much again.':
    '첫째에 대한 변화의 비율: 0.5이면 절반만큼 더 늘었다.',
  'more or less: more than chance; noise: not; new, gone: only in one; unknown: too few to tell.':
    'more 또는 less: 우연 이상의 변화. noise: 우연의 범위. new, gone: 한쪽에만 있음. unknown: 너무 적어 알 수 없음.',
  'Half of its single values in the first recording were no larger.':
    '첫 기록에서 낱낱 값의 절반은 이보다 크지 않다.',
  'Half of its single values in the second were no larger.':
    '둘째 기록에서 낱낱 값의 절반은 이보다 크지 않다.',
  '99 % of its single values in the first recording were no larger.':
    '첫 기록에서 낱낱 값의 99 %는 이보다 크지 않다.',
  '99 % of its single values in the second were no larger.':
    '둘째 기록에서 낱낱 값의 99 %는 이보다 크지 않다.',
  'Single values in the first recording.': '첫 기록의 낱낱 값의 수.',
  'Single values in the second.': '둘째 기록의 낱낱 값의 수.',
  'How probable such a difference is by chance alone.': '이런 차이가 우연만으로 생길 확률.',
  'The change without its sign.': '부호를 뺀 변화.',
};
