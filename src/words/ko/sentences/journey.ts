export const journey: Readonly<Record<string, string>> = {
  'The stretches of an operation, in order; those inside of another follow it, one level deeper.':
    '작업의 구간, 일어난 순서대로. 다른 구간 안에 든 것은 그 뒤에 한 단계 깊게 이어진다.',
  'How many stretches it lies inside of.': '이 구간을 둘러싼 구간의 수.',
  'What the time went into: user, kernel, computing, cpu (waiting for one), interrupt, device, queue, work, timer, task, waiting, unknown.':
    '시간이 쓰인 곳: user, kernel, computing, cpu(CPU를 기다림), interrupt, device, queue, work, timer, task, waiting, unknown.',
  'The call, the part of the kernel, the device, the handler, the timer’s function or the task.':
    '호출, 커널의 부분, 장치, 핸들러, 타이머의 함수, 또는 태스크.',
  'The CPU it was on, if any.': '있던 CPU, 있는 경우.',
  '1 where nothing lies inside: these add up to the whole.':
    '안에 아무것도 들지 않으면 1. 이것을 모두 더하면 전체가 된다.',
  'What the operation’s time went into, all stretches of a kind and name together.':
    '작업의 시간이 어디에 쓰였는지, 종류와 이름이 같은 구간을 모두 합친다.',
  'How many stretches.': '구간의 수.',
  'Their time.': '구간들의 시간.',
  'Its part of the operation’s time, 0 to 1.': '작업 시간에 대한 비율, 0에서 1.',
  'What the operation set going that went its own way: requests, work items, signals, tasks, writeback.':
    '작업이 시작시켰지만 제 갈 길을 간 것: 요청, 워크, 시그널, 태스크, 쓰기 되돌림.',
  'request, work, signal, fork or writeback.': 'request, work, signal, fork 또는 writeback.',
  'What it was.': '무엇이었는지.',
  'From the beginning of the operation to its own.': '작업의 시작부터 이것의 시작까지.',
  'How long it lasted, where its end was recorded.': '이어진 시간, 끝이 기록된 경우.',
};
