import type { calls as english } from '../en/calls.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** `ringside report FILE calls`. */
export const calls: InOtherWords<typeof english> = {
  'calls.style': 'calls: uftrace, uftrace report와 graph의 출력 그대로',
  'calls.avg-total': 'calls: 전체 시간의 평균, 최소, 최대',
  'calls.avg-self': 'calls: 함수 자체 시간의 평균, 최소, 최대',
  'calls.task': 'calls: 함수 대신 태스크',
  'calls.graph': 'calls: 모든 호출의 그래프, 또는 한 함수 아래의 그래프',
  'calls.more': p => `… 그 밖에 ${p.count}개: --top으로 더 볼 수 있습니다`,
};
