export const syscalls: Readonly<Record<string, string>> = {
  'What programs asked of the kernel: system calls, their arguments, errors and how long they took.':
    '프로그램이 커널에 요청한 것: 시스템 콜과 그 인수, 오류, 걸린 시간.',
  'System calls by name: how many, how many failed, how long they took.':
    '이름별 시스템 콜: 몇 번, 몇 번 실패했고, 얼마나 걸렸는지.',
  'The system call, by the name that programs call it; "call N" where its number has no known name.':
    '프로그램이 부르는 이름의 시스템 콜. 번호의 이름을 모르면 "call N".',
  'How many returned an error.': '오류를 돌려준 호출의 수.',
  'How many were not seen to return: exits, calls that last beyond the recording, and those across losses.':
    '복귀를 보지 못한 호출의 수: exit류, 기록이 끝난 뒤까지 이어진 호출, 유실 구간에 걸친 호출.',
  'System calls by task.': '태스크별 시스템 콜.',
  'System calls by task and name.': '태스크와 이름별 시스템 콜.',
  'Errors that system calls returned, by task, call and error.':
    '시스템 콜이 돌려준 오류, 태스크와 호출과 오류별.',
  'The error that it returned, by name.': '돌려준 오류의 이름.',
  'How often.': '횟수.',
  'The first such return.': '처음으로 그렇게 복귀한 이벤트.',
  'System calls by the file that they worked on, as far as the recording saw it opened.':
    '대상 파일별 시스템 콜, 파일을 여는 것이 기록에 보인 만큼.',
  'What the file descriptor was opened as: a path where an event has it, or the kind of file; for execve the program.':
    '파일 디스크립터가 무엇으로 열렸는지: 이벤트에 있으면 경로, 없으면 파일의 종류. execve는 프로그램.',
  'How long system calls took, by name.': '시스템 콜이 얼마나 걸렸는지, 이름별.',
  'What the time of system calls went to, by name.': '시스템 콜의 시간이 어디에 쓰였는지, 이름별.',
  'How many of the calls left the CPU.': 'CPU를 떠난 호출의 수.',
  'The time of all of them.': '모든 호출의 시간.',
  'Time in which the task ran.': '태스크가 실행된 시간.',
  'Time in which it was ready to run and waited for a CPU: woken, preempted or having yielded.':
    '실행될 준비가 되어 CPU를 기다린 시간: 깨어났거나, 선점되었거나, 양보한 뒤.',
  'Time asleep where a signal would have woken it.': '시그널이 깨울 수 있는 상태로 잠든 시간.',
  'Time asleep where only what it waited for could wake it: a disk, a lock.':
    '기다리는 것만이 깨울 수 있는 상태로 잠든 시간: 디스크, 락.',
  'Time in which it was stopped, parked or idle.': '정지되었거나 주차되었거나 유휴였던 시간.',
  'Time of which nothing tells what it did: before the first event about it, or where events were lost.':
    '무엇을 했는지 알 수 없는 시간: 그 태스크의 첫 이벤트보다 앞, 또는 이벤트가 유실된 곳.',
  'System calls in which the task left the CPU: what it waited for, and who woke it.':
    '태스크가 CPU를 떠난 시스템 콜: 무엇을 기다렸고, 누가 깨웠는지.',
  'When the call was entered.': '호출에 진입한 때.',
  'From its entry to its return.': '진입부터 복귀까지.',
  'Where in the kernel its longest sleep began, callers first.':
    '가장 긴 잠이 시작된 커널 안의 위치, 호출자부터.',
  'The switch with which its longest sleep began.': '가장 긴 잠이 시작된 전환.',
  'The waking that ended its last sleep.': '마지막 잠을 끝낸 깨움.',
  'Every system call with its arguments and its result.': '인수와 결과를 갖춘 모든 시스템 콜.',
  'When it was entered.': '진입한 때.',
  'The CPU it was entered on.': '진입한 CPU.',
  'Its arguments, with flags and constants by name.': '인수. 플래그와 상수는 이름으로.',
  'What it returned.': '돌려준 값.',
  'The event of its return.': '복귀 이벤트.',
  'System calls of each task.': '각 태스크의 시스템 콜.',
  'Who woke a task that slept in a system call.': '시스템 콜 안에서 잠든 태스크를 누가 깨웠는지.',

  'The system calls of the recorded kernel: by which number programs ask for which function, and where that is.':
    '기록된 커널의 시스템 콜: 프로그램이 어느 번호로 어느 함수를 요청하고, 그 함수가 어디에 있는지.',
  'What a program puts into rax on x86-64, into x8 on arm64.':
    '프로그램이 x86-64에서는 rax에, arm64에서는 x8에 넣는 값.',
  'The name that programs call it by.': '프로그램이 부르는 이름.',
  'The function of the kernel that it enters.': '들어가는 커널 함수.',
  'The file of the kernel’s source that defines it; empty where no kernel of this version is known here.':
    '그것을 정의하는 커널 소스 파일. 이 버전의 커널을 모르면 비어 있다.',
  'The line of its definition; not known where only another build of this version is known here.':
    '정의된 줄. 같은 버전의 다른 빌드만 알면 알 수 없다.',
};
