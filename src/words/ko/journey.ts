import type { journey as english } from '../en/journey.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** `ringside journey`. */
export const journey: InOtherWords<typeof english> = {
  'journey.about': '작업 하나를 그것이 기다린 모든 것을 거쳐 따라가기: 태스크, 인터럽트, 장치, 타이머, 워크',
  'journey.of':
    '무엇을: read, read@dd, read@216, read#3 (세 번째), request, packet:lo, work:함수, signal:15, function:vfs_read, task@dd; 그중 가장 긴 것',
  'journey.least': '전체의 이 비율(0~1)보다 짧은 구간은 한 줄로 모음',
  'journey.none': p => `이 기록에는 ${p.of} 작업이 없습니다`,
  'journey.none.remedy': p => `있는 것 가운데 가장 긴 것: ${p.names}`,
  'journey.nothing': '이 기록에는 따라갈 수 있는 것이 없습니다',
  'journey.bad-of': p => `${p.of}: 작업을 뜻하지 않습니다`,
  'journey.choose': '따라갈 수 있는 것, 긴 것부터  (ringside journey 파일 --of 이름@태스크)',
  'journey.needs': 'sched:sched_switch와 sched:sched_waking이 필요합니다: ringside record --plan everything',
  'journey.user': '프로그램에서 계산',
  'journey.kernel': '커널에서 계산',
  'journey.computing': '계산',
  'journey.cpu': 'CPU를 기다림',
  'journey.interrupt': '인터럽트',
  'journey.device': '장치를 기다림',
  'journey.queue': '장치 앞에서 기다림',
  'journey.work': '워크를 기다림',
  'journey.timer': '타이머를 기다림',
  'journey.task': '다른 태스크를 기다림',
  'journey.waiting': '기다림',
  'journey.unknown': '알 수 없음',
  'journey.small': p => `짧은 것 ${p.count}개: ${p.kinds}`,
  'journey.effects': p => `${p.name} 이(가) 일으킨 것`,
  'journey.effect.request': '요청',
  'journey.effect.work': '워크',
  'journey.effect.signal': '시그널',
  'journey.effect.fork': '새 태스크',
  'journey.effect.writeback': '쓰기 되돌림',
};
