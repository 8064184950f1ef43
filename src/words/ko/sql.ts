import type { sql as english } from '../en/sql.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** `ringside sql`. */
export const sql: InOtherWords<typeof english> = {
  'sql.about': '이벤트와 report의 모든 표에 SQL로 묻기; 문장이 없으면 셸',
  'sql.statement': '실행할 문장; 표준 입력이 터미널이 아니면 거기서 읽음',
  'sql.top': '글로 보일 줄 수; JSON과 CSV에는 모두 들어감',
  'sql.csv': 'CSV로',
  'sql.more': p => `… ${p.count}줄 더 (--top, --json, --csv)`,
  'sql.two-formats': '형식은 하나만 고르십시오',
  'sql.welcome':
    '문장은 ; 로 끝냅니다 — .tables, .schema 뷰, .functions, .help, .quit; Tab은 완성, Ctrl-C는 중단.',
  'sql.help': `.tables [일부]   이름에 이것이 든 뷰
.schema 뷰       그 뷰의 열
.functions       DuckDB의 함수 말고 더 있는 것
.quit            또는 Ctrl-D
이벤트 하나의 뷰에는 그 동안만 읽는 함수 이름_between(from, to) 이 있습니다: 시작부터의 나노초.`,
};
