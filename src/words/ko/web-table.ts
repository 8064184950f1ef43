import type { webTable as english } from '../en/web-table.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** Tables of the page. */
export const webTable: InOtherWords<typeof english> = {
  'table.rows': p => `${p.all}행`,
  'table.rows-of': p => `${p.all}행 중 ${p.wished}행`,
  'table.where.label': '조건에 맞는 행만 보기',
  'table.where.help': '조건: = != < <= > >= ~ (포함) !~, and, or, not, ( ); 단위 ns us ms s K M G',
  'table.no-filter': '이 필터 지우기',
  'table.columns': '열',
  'table.as-first': '처음 상태로',
  'table.csv.help': '이 행을 모두 CSV로 저장',
  'table.contains': '이 열에 다음이 들어 있거나 비교가 맞는 행만 보기',
  'table.contains.text': '글자',
  'table.greatest-first': '큰 값부터',
  'table.least-first': '작은 값부터',
  'table.hide': '숨기기',
  'table.what-is': p => `${p.id} 열이 뭔가요?`,
  'table.empty': '행이 없습니다. 이런 일은 기록되지 않았습니다.',
  'table.none': '조건에 맞는 행이 없습니다.',
  'table.no-column': p => `${p.id} 열이 없습니다`,
};
