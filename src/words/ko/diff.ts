import type { diff as english } from '../en/diff.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** `ringside diff`. */
export const diff: InOtherWords<typeof english> = {
  'diff.about': '두 기록 사이에 무엇이 달라졌고, 그것이 우연 이상인지',
  'diff.before': '비교할 기준이 되는 기록',
  'diff.after': '비교할 기록',
  'diff.name': p => `이것만, 이름 또는 이름.표: ${p.analyses}`,
  'diff.where': "이 조건이 맞는 줄만: 'verdict = more'",
  'diff.nothing': '두 기록에는 비교할 수 있는 것이 없습니다',
};
