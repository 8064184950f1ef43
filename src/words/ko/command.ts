import type { command as english } from '../en/command.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** 명령줄 자체. */
export const command: InOtherWords<typeof english> = {
  'command.about': '링 0의 링사이드 좌석: 실제 Linux 커널의 동작을 기록하고 무엇을 했는지 보여 줍니다.',
  'command.version': 'Ringside의 버전',
  'command.lang': '안내 언어: en 또는 ko (기본값: LANG의 언어)',
  'command.json': '텍스트 대신 JSON 객체 하나로 출력',
  'command.unknown-language': p => `없는 언어입니다: ${p.asked}`,
  'command.unknown-language.remedy': '--lang에는 en 또는 ko를 지정하세요',
};
