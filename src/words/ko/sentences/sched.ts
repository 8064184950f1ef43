export const sched: Readonly<Record<string, string>> = {
  'Who ran where, who waited for a CPU and for how long, who woke whom.':
    '누가 어디서 실행되었고, 누가 CPU를 얼마나 기다렸고, 누가 누구를 깨웠는지.',
  'How each CPU spent its time.': '각 CPU가 시간을 어떻게 썼는지.',
  'The CPU.': 'CPU.',
  'A task other than the idle one ran.': '유휴 태스크가 아닌 태스크가 실행되었다.',
  'The idle task ran.': '유휴 태스크가 실행되었다.',
  'Its busy part of the time known, 0 to 1.': '알려진 시간 중 바빴던 비율, 0에서 1.',
  'Switches on it.': '이 CPU에서 일어난 태스크 전환.',
  'Different tasks that ran on it.': '이 CPU에서 실행된 서로 다른 태스크.',
  'Tasks that waited for it, on average over time.': '이 CPU를 기다린 태스크 수의 시간 평균.',
  'The most tasks that waited for it at once.': '이 CPU를 한꺼번에 기다린 태스크의 최대 수.',
  'What each task did with its time, those that ran longest first.':
    '각 태스크가 시간을 어떻게 썼는지, 가장 오래 실행된 것부터.',
  'On a CPU.': 'CPU 위에 있었다.',
  'Woken and waiting for a CPU.': '깨어나서 CPU를 기다렸다.',
  'Taken from the CPU and waiting for one.': 'CPU를 빼앗기고 다시 CPU를 기다렸다.',
  'Gave the CPU up by itself and waiting for one.': '스스로 CPU를 양보하고 다시 CPU를 기다렸다.',
  'Asleep until something or a signal wakes it (S).': '무언가나 시그널이 깨울 때까지 잠들어 있었다 (S).',
  'Asleep until what it waits for is there (D).': '기다리는 것이 올 때까지 잠들어 있었다 (D).',
  'A kernel thread without work (I), or the idle task while another ran.':
    '일이 없는 커널 스레드 (I), 또는 다른 태스크가 실행되는 동안의 유휴 태스크.',
  'Stopped or parked (T, t, P).': '정지되었거나 주차되었다 (T, t, P).',
  'Nothing tells: before its first event, or events were lost.':
    '알 수 없다: 첫 이벤트보다 앞이거나 이벤트가 유실되었다.',
  'How often it left a CPU.': 'CPU를 떠난 횟수.',
  'How often it was taken from a CPU though it wanted to go on.': '더 실행되려 했는데 CPU를 빼앗긴 횟수.',
  'How often it gave the CPU up and wanted to go on.': 'CPU를 양보하고도 더 실행되려 한 횟수.',
  'How often it ran on another CPU than before.': '이전과 다른 CPU에서 실행된 횟수.',
  'Its nice value when it ran last; none for real-time tasks.':
    '마지막으로 실행될 때의 nice 값. 실시간 태스크에는 없다.',
  'The kernel’s priority: 0 to 99 real-time, 100 to 139 nice −20 to 19.':
    '커널의 우선순위: 0–99는 실시간, 100–139는 nice −20–19.',
  'Runqueue latency by task: how long it waited for a CPU when it wanted one.':
    '태스크별 런큐 지연: CPU를 원할 때 얼마나 기다렸는지.',
  'How long tasks waited for a CPU.': '태스크가 CPU를 얼마나 기다렸는지.',
  'The shortest duration of the bucket.': '구간의 가장 짧은 시간.',
  'The bucket ends below this.': '구간은 이보다 아래에서 끝난다.',
  'How many durations fell into it.': '이 구간에 든 시간의 개수.',
  'Every time a task waited for a CPU: the runqueue latency, from waking or preemption to running.':
    '태스크가 CPU를 기다린 모든 경우: 깨움이나 선점부터 실행까지의 런큐 지연.',
  'When it began to wait.': '기다리기 시작한 때.',
  'How long it waited.': '기다린 시간.',
  'runnable (woken), preempted or yielded.': 'runnable(깨어남), preempted(선점됨) 또는 yielded(양보함).',
  'Where it ran then.': '그 뒤에 실행된 곳.',
  'The waking or the switch that began it.': '기다림을 시작시킨 깨움이나 전환.',
  'The switch that ended it.': '기다림을 끝낸 전환.',
  'Who woke whom, and how long the woken task then waited for a CPU.':
    '누가 누구를 깨웠고, 깨어난 태스크가 그 뒤 CPU를 얼마나 기다렸는지.',
  'Name of the woken thread.': '깨어난 스레드의 이름.',
  'Who was taken from a CPU by whom, and how long it then waited.':
    '누가 누구에게 CPU를 빼앗겼고, 그 뒤 얼마나 기다렸는지.',
  'The thread that was running.': '실행되고 있던 스레드.',
  'The thread that ran instead.': '대신 실행된 스레드.',
  'While tasks wanted the same CPU: the share that their nice values promise against the one they had.':
    '여러 태스크가 같은 CPU를 원하는 동안: nice 값이 약속하는 몫과 실제로 얻은 몫.',
  'Its nice value then.': '그때의 nice 값.',
  'The weight that the kernel gives this nice value.': '커널이 이 nice 값에 주는 가중치.',
  'How long it wanted the CPU while others did too.':
    '다른 태스크도 원하는 동안 이 태스크가 CPU를 원한 시간.',
  'How much of that it ran.': '그중 실행된 시간.',
  'The share its weight promises, 0 to 1.': '가중치가 약속하는 몫, 0에서 1.',
  'The share it had, 0 to 1.': '실제로 얻은 몫, 0에서 1.',
  'Time off the CPU by task, state and the kernel stack at the switch.':
    '태스크, 상태, 전환 때의 커널 스택별로 CPU를 떠나 있던 시간.',
  'Name of the thread.': '스레드의 이름.',
  'sleeping, blocked, preempted, … as in sched.runs.':
    'sleeping, blocked, preempted 등, sched.runs에서와 같다.',
  'The functions it was in, the outermost first; empty where none was recorded.':
    '들어가 있던 함수들, 가장 바깥 것부터. 기록되지 않았으면 비어 있다.',
  'Every stretch of time of a task on a CPU, with what came before and how it ended.':
    '태스크가 CPU 위에 있던 모든 구간과, 그 앞의 일과 끝난 방식.',
  'When it began.': '시작된 때.',
  'Where it ran.': '실행된 곳.',
  'How long it ran.': '실행된 시간.',
  'How long it had waited for this CPU, awake.': '깨어난 채 이 CPU를 기다린 시간.',
  'How long it had been asleep before that.': '그 앞에 잠들어 있던 시간.',
  'How: preempted, yielded, sleeping, blocked, stopped, parked, idle, dead; unknown where the recording ends.':
    '끝난 방식: preempted, yielded, sleeping, blocked, stopped, parked, idle, dead. 기록이 끝난 곳에서는 unknown.',
  'The switch that began it.': '시작시킨 전환.',
  'Every time a task ran on another CPU than before.': '태스크가 이전과 다른 CPU에서 실행된 모든 경우.',
  'When it ran on the new CPU.': '새 CPU에서 실행된 때.',
  'Where it had run.': '이전에 실행된 CPU.',
  'Since it had left the old CPU.': '이전 CPU를 떠난 뒤로 지난 시간.',
  'The switch on the new CPU.': '새 CPU에서의 전환.',
  'Tasks that were forked in the recording, with their lives.': '기록 안에서 포크된 태스크와 그 일생.',
  'When it was forked.': '포크된 때.',
  'Forks in the recording between it and a task that was there before.':
    '이미 있던 태스크와 이 태스크 사이에 기록된 포크의 수.',
  'From fork to exit; not known where it lived on.': '포크부터 종료까지. 계속 살아 있었으면 알 수 없다.',
  'How much of it was on a CPU.': '그중 CPU 위에 있던 시간.',
  'The fork.': '포크 이벤트.',
  'The exit.': '종료 이벤트.',
  'How many tasks waited for each CPU, whenever that changed.':
    '각 CPU를 기다린 태스크의 수, 그 수가 바뀔 때마다.',
  'From then on.': '이때부터 적용된다.',
  'The CPU that they waited for.': '기다린 대상 CPU.',
  'How many waited, without the one that ran.': '실행 중인 것을 뺀, 기다린 태스크의 수.',
  'What ran on each CPU.': '각 CPU에서 무엇이 실행되었는지.',
  'Where each task ran.': '각 태스크가 어디서 실행되었는지.',
  'How each task waited for a CPU.': '각 태스크가 CPU를 어떻게 기다렸는지.',
  'How many tasks waited for each CPU.': '각 CPU를 기다린 태스크의 수.',
  'From the waking to the switch that let the woken task run.':
    '깨움부터, 깨어난 태스크를 실행시킨 전환까지.',
};
