export const calls: Readonly<Record<string, string>> = {
  'Which functions were called, by whom, how long, on and off the CPU; and from where events came.':
    '어떤 함수를 누가 불렀고, CPU 위와 밖에서 얼마나 걸렸는지, 그리고 이벤트가 어디서 왔는지.',
  'Time by part of the kernel; wait is time off the CPU.':
    '커널의 부분별 시간. 대기는 CPU를 떠나 있던 시간이다.',
  'The part of the kernel that the function belongs to, by its name.':
    '함수가 속한 커널의 부분, 이름으로 판단한다.',
  'How many calls.': '호출의 수.',
  'Time in the functions themselves, without what they called and without waits.':
    '부른 함수와 대기를 뺀, 함수 자신의 시간.',
  'Every function that was called: how often, how long, on the CPU and off it.':
    '불린 모든 함수: 몇 번, 얼마나 오래, CPU 위에서와 밖에서.',
  'The function; its address where no symbol covers it.': '함수. 심볼이 없으면 주소.',
  'The module of the kernel that has it; empty for the kernel itself.':
    '함수가 있는 커널 모듈. 커널 자체이면 비어 있다.',
  'Time in calls, those inside of other calls of the same left out.':
    '호출 안의 시간. 같은 함수의 호출 안에 든 호출은 뺀다.',
  'Of the total, time on a CPU; unknown where sched_switch was not recorded.':
    '전체 중 CPU 위에 있던 시간. sched_switch를 기록하지 않았으면 알 수 없다.',
  'Of the total, time off the CPU; unknown where sched_switch was not recorded.':
    '전체 중 CPU를 떠나 있던 시간. sched_switch를 기록하지 않았으면 알 수 없다.',
  'Mean time of a call.': '호출의 평균 시간.',
  'The shortest call.': '가장 짧은 호출.',
  'Half of the calls were no longer.': '호출의 절반은 이보다 길지 않다.',
  '90 % of the calls were no longer.': '호출의 90 %는 이보다 길지 않다.',
  '99 % of the calls were no longer.': '호출의 99 %는 이보다 길지 않다.',
  'The longest call.': '가장 긴 호출.',
  'Calls by task.': '태스크별 호출.',
  'How many different functions.': '서로 다른 함수의 수.',
  'The tree of calls of all tasks together: every path of functions from the outermost.':
    '모든 태스크를 합친 호출 트리: 가장 바깥 함수부터의 모든 경로.',
  'Functions from the outermost to the innermost, with ; between them.':
    '가장 바깥 함수부터 가장 안쪽 함수까지, 사이에 ;을 둔다.',
  'How many functions are above it.': '위에 있는 함수의 수.',
  'Time in these calls.': '이 호출들 안의 시간.',
  'Who called each function: calls of function_graph, or stacks of events with both, one above the other.':
    '누가 각 함수를 불렀는지: function_graph의 호출, 또는 이벤트의 스택에서 위아래로 놓인 두 함수.',
  'Whose count it is: function_graph, or the event that stacks were recorded with.':
    '무엇을 센 것인지: function_graph, 또는 스택이 함께 기록된 이벤트.',
  'What called it; empty where it is the outermost.': '부른 함수. 가장 바깥이면 비어 있다.',
  'How many calls, or stacks.': '호출 또는 스택의 수.',
  'Time in these calls; unknown of stacks.': '이 호출들 안의 시간. 스택에서는 알 수 없다.',
  'What each function called: calls of function_graph, or stacks of events with both.':
    '각 함수가 무엇을 불렀는지: function_graph의 호출, 또는 둘이 함께 든 이벤트의 스택.',
  'What it called.': '불린 함수.',
  'Stacks that were recorded with events, by event and task.':
    '이벤트와 함께 기록된 스택, 이벤트와 태스크별.',
  'system:name of the event that the stack was recorded with.': '스택이 함께 기록된 이벤트의 system:name.',
  'How many events had this stack.': '이 스택을 가진 이벤트의 수.',
  'The first of them.': '그중 첫 이벤트.',
  'Functions in the stacks of events.': '이벤트의 스택에 든 함수.',
  'In how many stacks it is the innermost.': '이 함수가 가장 안쪽인 스택의 수.',
  'In how many stacks it is.': '이 함수가 든 스택의 수.',
  'How many different functions called it.': '이 함수를 부른 서로 다른 함수의 수.',
  'How many different functions it called.': '이 함수가 부른 서로 다른 함수의 수.',
  'Every call of a function that function_graph recorded.': 'function_graph가 기록한 모든 함수 호출.',
  'The CPU on which it began.': '호출이 시작된 CPU.',
  'From its begin to its end; at least this where it is unfinished.':
    '시작부터 끝까지. 끝나지 않았으면 적어도 이만큼.',
  'Of that, in the function itself.': '그중 함수 자신 안의 시간.',
  'Of that, off the CPU; unknown where sched_switch was not recorded.':
    '그중 CPU를 떠나 있던 시간. sched_switch를 기록하지 않았으면 알 수 없다.',
  'How many recorded callers are above it.': '위에 있는, 기록된 호출자의 수.',
  '1 where its return was not recorded, 2 where it ran until the end.':
    '복귀가 기록되지 않았으면 1, 기록이 끝날 때까지 실행되었으면 2.',
  'The event of its begin.': '시작 이벤트.',
  'Calls of functions of each task, one below the other.':
    '각 태스크의 함수 호출, 부른 순서대로 아래로 쌓는다.',
};
