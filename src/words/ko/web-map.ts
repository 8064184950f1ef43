import type { webMap as english } from '../en/web-map.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** The parts of the kernel as a map. */
export const webMap: InOtherWords<typeof english> = {
  'web.map.label': '커널의 각 부분',
  'web.map.reading': '커널의 각 부분을 합치는 중',
  'web.map.by': '밝기 기준',
  'web.map.by.time': '시간',
  'web.map.by.calls': '호출 수',
  'web.map.from.calls': '각 부분의 함수 자체에서 쓴 시간만큼 밝습니다.',
  'web.map.from.calls.calls': '각 부분의 함수가 불린 횟수만큼 밝습니다.',
  'web.map.from.stacks': '기록된 스택이 끝난 횟수만큼 밝습니다. 호출은 추적하지 않았습니다.',
  'web.map.from.events':
    '호출을 추적하지 않아 각 부분의 이벤트 수만큼 밝습니다. 시간을 보려면 -p function_graph로 기록하세요.',
  'web.map.nothing': '이 구간에는 커널에서 기록된 것이 없습니다.',
  'web.map.events': p => `이벤트 ${p.count}개`,
  'web.map.stacks': p => `스택 ${p.count}개`,
  'web.map.share': p => `전체의 ${p.share}`,
  'web.map.user-space': '유저 공간',
  'web.map.user': '프로그램',
  'web.map.library': '라이브러리',
  'web.map.wait': 'CPU 밖',
  'web.map.kernel': '커널, 어느 부분인지 모름',
  'web.map.user.what': '프로그램 자신의 함수.',
  'web.map.library.what': '프로그램이 쓰는 라이브러리의 함수.',
  'web.map.wait.what': '자거나 CPU를 기다린 태스크.',
  'web.map.kernel.what': '어느 부분의 함수인지 알려 주는 것이 없는 함수.',
  'web.map.functions': '이 부분의 함수',
  'web.map.flame': '플레임 그래프에서 밝히기',
  'web.map.report': '이 부분의 표',
  'web.map.deselect': '선택 해제',
  'web.map.choose': '가리키면 하는 일이 나오고, 누르면 어디서나 그 부분을 밝힙니다.',
  'web.map.no-functions': '여기서는 이 부분의 함수가 불리지 않았습니다.',
};
