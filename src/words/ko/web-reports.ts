import type { webReports as english } from '../en/web-reports.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** The views Reports, Events and Losses. */
export const webReports: InOtherWords<typeof english> = {
  'reports.analyses': '물어볼 수 있는 것',
  'reports.no': '기록 안 됨',
  'reports.partly': '일부',
  'reports.not-recorded': p => `여기에 기록되지 않은 이벤트: ${p.events}`,
  'reports.lacks': p => `더 알려면 ${p.events} 이벤트도 기록해야 합니다: ringside record ${p.record}`,
  'reports.making': p => `${p.table} 만드는 중`,
  'reports.whole': p => `전체 기록: ${p.span}, 이벤트 ${p.events}개`,
  'reports.part': p => `${p.span} 중 ${p.from} – ${p.to}: 이벤트 ${p.events}개`,
  'reports.all-of-it': '전체 기록으로',
  'reports.all-rows': p => `${p.count}행 모두 보기`,
  'reports.empty': p => `행이 없는 표: ${p.tables}`,
  'reports.durations': p => `${p.table}의 시간 분포`,
  'reports.heat': '어떤 길이의 시간이 언제 나왔나',
  'reports.heat-dot': p => `${p.time}에 ${p.duration} 걸린 하나: 타임라인에서 그 이벤트 보기`,
  'reports.heat-cell': p => `${p.from} – ${p.to}에 ${p.shortest} – ${p.longest} 길이 ${p.count}번`,
  'reports.keys':
    '화살표로 옮기고 Enter로 열고 Alt+↓로 열 설명을 보고 Shift+← →로 너비를 바꾸고 Ctrl+C로 복사합니다.',
  'eventlist.where.help': 'trace-cmd의 필터: system/event: field == value && …; && || ! ( ) == != < > =~',
  'eventlist.jump': '시각(초)',
  'losses.nothing': '잃은 것이 없고 모두 이해했습니다.',
  'losses.nothing-lost': '잃은 이벤트가 없습니다.',
  'losses.ledger': '빠졌거나 이해하지 못한 것',
  'losses.stretches': '이벤트를 잃은 때',
  'losses.when': '시각',
  'losses.long': '길이',
  'losses.events': '이벤트',
  'losses.unpaired': '분석에서 빼야 했던 것',
  'losses.unrecorded': '기록하지 않은 것',
  'losses.unrecorded.what': '이 질문들에 답하려면 이 기록에 없는 이벤트가 필요합니다.',
};
