import type { webCompare as english } from '../en/web-compare.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** Two recordings side by side. */
export const webCompare: InOtherWords<typeof english> = {
  'compare.second': '이 기록 옆에 두 번째 기록 열기',
  'compare.second.what': '여기에 놓거나 파일을 고르세요. 첫 번째가 앞, 두 번째가 뒤입니다.',
  'compare.before': '앞',
  'compare.after': '뒤',
  'compare.swap': '두 번째로 다른 기록 열기',
  'compare.show.tables': '표',
  'compare.show.flames': '플레임 그래프',
  'compare.show.journeys': '여정',
  'compare.show.strips': '시간순',
  'compare.align': '맞출 이벤트',
  'compare.align.first': '각 기록의 첫 이벤트',
  'compare.nth': '몇 번째',
  'compare.strip': (p: { name: string }) => `시간에 따른 ${p.name}의 이벤트`,
  'compare.strips.about': '두 기록을 한 시간축에 놓고, 맞춘 이벤트부터 시간을 센다.',
  'compare.table': '표',
  'compare.nothing': '두 기록에 견줄 만한 것이 없습니다. 둘 다 같은 종류의 이벤트가 있어야 합니다.',
  'compare.no-calls': '플레임 그래프는 함수 호출을 견줍니다. 두 기록 모두 함수 호출이 있어야 합니다.',
  'compare.flames.about':
    '두 기록을 합친 플레임 그래프. 너비는 두 몫의 평균이고, 몫이 늘면 빨강, 줄면 파랑이다.',
  'compare.grew': '늘었음',
  'compare.shrank': '줄었음',
  'compare.share': (p: { name: string; before: string; after: string }) =>
    `${p.name}: 앞 ${p.before}, 뒤 ${p.after}`,
  'compare.rows': (p: { shown: string; all: string }) => `${p.all}행 중 ${p.shown}행, 차이가 큰 순서`,
  'compare.follow': '둘 다 따라가기',
  'compare.follow.what': '두 기록에 모두 있는 동작을 적으세요: read, read@dd, request, function:vfs_read.',
  'compare.comparing': '견주는 중',
  'compare.verdict.more': '하나하나가 우연이 아니게 늘었음',
  'compare.verdict.less': '하나하나가 우연이 아니게 줄었음',
  'compare.verdict.noise': '우연 정도의 차이',
  'compare.verdict.new': '뒤에만 있음',
  'compare.verdict.gone': '앞에만 있음',
  'compare.verdict.unknown': '판단하기에 너무 적음',
};
