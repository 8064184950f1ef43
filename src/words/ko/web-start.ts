import type { webStart as english } from '../en/web-start.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** The first screen. */
export const webStart: InOtherWords<typeof english> = {
  'start.counting': '이벤트를 세는 중',
  'start.adding-up': '시간이 어디에 쓰였는지 더하는 중',
  'start.looking': '눈에 띄는 것을 찾는 중',
  'start.recorded': p =>
    `CPU ${p.cpus}개에서 ${p.long} 동안 태스크 ${p.tasks}개의 이벤트 ${p.events}개를 기록했습니다.`,
  'start.functions': p => `함수 안에서 보낸 시간은 대부분 ${p.parts}입니다.`,
  'start.task': p => `${p.task}: ${p.parts}.`,
  'start.state.running': p => `시간의 ${p.share} 동안 실행`,
  'start.state.runnable': p => `${p.share} 동안 CPU를 기다림`,
  'start.state.blocked': p => `${p.share} 동안 막힘`,
  'start.state.sleeping': p => `${p.share} 동안 잠`,
  'start.label.running': '실행',
  'start.label.runnable': 'CPU 대기',
  'start.label.blocked': '막힘(인터럽트 불가)',
  'start.label.sleeping': '잠',
  'start.met': p => `${p.parts}을 만났습니다.`,
  'start.and': '과 ',
  'start.faults': p => `페이지 폴트 ${p.count}번`,
  'start.interrupts': p => `인터럽트 ${p.count}번`,
  'start.all-there': '잃은 것은 없습니다.',
  'start.window': '더 큰 기록의 일부',
  'start.all-problems': p => `손실 목록 ${p.count}개 모두 보기`,
  'start.time': '시간이 쓰인 곳',
  'start.by-part': '함수 안에서 보낸 시간, 시스템의 부분별',
  'start.by-state': p => `${p.task}의 시간`,
  'start.ask': '물어볼 수 있는 것',
  'start.partly': '일부만 기록됨',
  'start.not-recorded': p => `기록했다면 더 물어볼 수 있는 것 ${p.count}가지와 기록하는 법`,
  'start.more': p => `… ${p.count}개 더`,
};
