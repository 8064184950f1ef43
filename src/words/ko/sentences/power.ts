export const power: Readonly<Record<string, string>> = {
  'CPU idle states and frequencies: how long, and what woke the CPUs.':
    'CPU의 유휴 상태와 주파수: 얼마나 오래였고, 무엇이 CPU를 깨웠는지.',
  'Idle states of each CPU: how long it stayed in them.': '각 CPU의 유휴 상태: 각 상태에 얼마나 머물렀는지.',
  'The idle state, deeper the higher; what it is stands in /sys/devices/system/cpu/cpu0/cpuidle.':
    '유휴 상태, 클수록 깊다. 그 뜻은 /sys/devices/system/cpu/cpu0/cpuidle에 있다.',
  'The part of the recording’s time, 0 to 1.': '기록 시간에 대한 비율, 0에서 1.',
  'What woke idle CPUs, and how long they had slept.': '무엇이 유휴 CPU를 깨웠고, 얼마나 잠들어 있었는지.',
  'The interrupt that ended it; empty where none was recorded.':
    '유휴를 끝낸 인터럽트. 기록되지 않았으면 비어 있다.',
  'Idle states that did not fit how long the CPU slept.': 'CPU가 잠든 시간에 맞지 않았던 유휴 상태.',
  'How often it was too deep: the sleep was too short.': '너무 깊었던 횟수: 잠이 너무 짧았다.',
  'How often a deeper state would have paid.': '더 깊은 상태가 이로웠을 횟수.',
  'Frequencies of each CPU: how long it stayed at them.': '각 CPU의 주파수: 각 주파수에 얼마나 머물렀는지.',
  'The frequency.': '주파수.',
  'How long CPUs stayed idle.': 'CPU가 얼마나 오래 유휴였는지.',
  'Every time a CPU was idle.': 'CPU가 유휴였던 모든 경우.',
  'How long it lasted.': '이어진 시간.',
  'The event that began it.': '시작시킨 이벤트.',
  'The event that ended it.': '끝낸 이벤트.',
  'Every change of a CPU’s frequency, and how long it stayed.':
    'CPU 주파수의 모든 변화와, 그 주파수에 머문 시간.',
  'Idle states of each CPU.': '각 CPU의 유휴 상태.',
  'Frequency of each CPU.': '각 CPU의 주파수.',
};
