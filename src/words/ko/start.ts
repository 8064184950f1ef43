import type { start as english } from '../en/start.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** `npm start`: 일하는 커널을 처음 보는 순간. */
export const start: InOtherWords<typeof english> = {
  'start.about': '파일을 옮기는 `mv`를 유저, 라이브러리, 커널 함수까지 기록해 트리로 보여 줍니다',
  'start.no-serve': '출력만 하고 브라우저 화면은 띄우지 않습니다',
  'start.recording': p => `진짜 커널(${p.kernel})에서 /bin/mv를 기록하는 중`,
  'start.what': `무엇을 보고 있나요
  마이크로 VM의 진짜 리눅스 커널과 ext4 디스크 위에서 \`mv seat front-row\`가 실행되었습니다. 이 트리는 파일 이름이
  바뀔 때 일어난 일입니다. C 라이브러리 호출, 그것이 부르는 시스템 콜, 그리고 그 아래 커널의 모든 함수와
  각 함수가 속한 커널의 부분이 나옵니다. 들여쓰기는 "윗줄이 불렀다"는 뜻입니다.`,
  'start.shown': p => `전체 호출 ${p.all}개 가운데 이름 바꾸기에 해당하는 윗부분 ${p.shown}개를 보였습니다.`,
  'start.next': p => `다음에 해 볼 것
  ${p.ringside} replay --layers                  이 기록의 전체 트리
  ${p.ringside} replay --layers -F do_renameat2  한 함수와 그것이 부르는 모든 것
  ${p.ringside} record -- ls /                   아무 명령에나 커널이 하는 일
  ${p.ringside} record -p function_graph -g vfs_read -- cat /etc/hostname
  ${p.ringside} vm shell                         게스트의 셸. 망가뜨려도 1초면 돌아옵니다
  ${p.ringside} doctor                           이 컴퓨터에서 할 수 있는 것`,
  'start.again': '지난번 기록입니다. 그동안 새로 기록합니다.',
  'start.page': p => `브라우저에서 보기: ${p.address}`,
  'start.kept': p => `기록한 곳: ${p.folder}`,
};
