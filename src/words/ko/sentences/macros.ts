/** Functions that queries may call. */
export const macros: Readonly<Record<string, string>> = {
  'Nanoseconds as microseconds.': '나노초를 마이크로초로.',
  'Nanoseconds as milliseconds.': '나노초를 밀리초로.',
  'Half of the values are no larger.': '값의 절반은 이보다 크지 않다.',
  '90 % of the values are no larger.': '값의 90 %는 이보다 크지 않다.',
  '99 % of the values are no larger.': '값의 99 %는 이보다 크지 않다.',
  '99.9 % of the values are no larger.': '값의 99.9 %는 이보다 크지 않다.',
  'The power of two at or below a value, 0 below 1: GROUP BY it for a histogram.':
    '값 이하인 2의 거듭제곱, 1 미만은 0: GROUP BY로 묶으면 히스토그램이 된다.',
  'How long two stretches of time are both there; 0 where they do not meet.':
    '두 구간이 겹치는 시간. 겹치지 않으면 0.',
  'The last event of a name at or before a time, as a table of one row.':
    '어떤 시각까지의, 그 이름의 마지막 이벤트. 한 줄짜리 표로.',
};
