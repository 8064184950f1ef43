export const others: Readonly<Record<string, string>> = {
  'Events that no analysis asks for: listed, counted, with what their fields amount to.':
    '어느 분석도 찾지 않는 이벤트: 늘어놓고, 세고, 필드의 값을 모아 보인다.',
  'Events that no analysis asks for: how many, how often.':
    '어느 분석도 찾지 않는 이벤트: 몇 개이고, 얼마나 잦은지.',
  'Events a second of the recording.': '기록의 초당 이벤트.',
  'On how many CPUs.': '일어난 CPU의 수.',
  'While how many thread ids ran.': '실행되던 서로 다른 스레드 ID의 수.',
  'When the first was.': '첫 이벤트의 때.',
  'When the last was.': '마지막 이벤트의 때.',
  'Fields of these events, and what the numbers in them amount to.':
    '이 이벤트들의 필드와, 그 안의 수를 모은 것.',
  'Name of the field.': '필드의 이름.',
  'Its type in C.': 'C로 나타낸 필드의 타입.',
  'The smallest value.': '가장 작은 값.',
  'Mean of the values.': '값의 평균.',
  'Half of the values were no larger.': '값의 절반은 이보다 크지 않다.',
  '90 % of the values were no larger.': '값의 90 %는 이보다 크지 않다.',
  '99 % of the values were no larger.': '값의 99 %는 이보다 크지 않다.',
  'The largest value.': '가장 큰 값.',
  'Sum of the values.': '값의 합.',
  'How many of each event were in each hundredth of the recording.':
    '기록을 백으로 나눈 각 구간에 든 각 이벤트의 수.',
  'When the stretch begins.': '구간의 시작.',
  'Events a second in that stretch.': '그 구간의 초당 이벤트.',
  'How often each event came.': '각 이벤트가 얼마나 자주 왔는지.',
};
