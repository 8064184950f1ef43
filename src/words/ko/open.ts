import type { open as english } from '../en/open.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** `ringside open`. */
export const open: InOtherWords<typeof english> = {
  'open.about': '기록을 브라우저에서 보여 줍니다. 이 컴퓨터에서만 접속할 수 있습니다',
  'open.file': '열 기록: 하나, 비교하려면 둘, 주지 않으면 가장 새것',
  'open.port': '사용할 포트(기본값: 비어 있는 아무 포트)',
  'open.no-browser': '주소만 출력하고 브라우저는 열지 않습니다',
  'open.ends': '이 주소를 브라우저에서 여세요. Ctrl-C로 끝냅니다.',
  'open.forward': p =>
    `다른 컴퓨터에 접속해 있습니다. 사용하는 컴퓨터에서 포트를 전달한 뒤 거기서 주소를 여세요.\n  ${p.command}`,
  'open.too-many': '기록은 두 개까지만 비교할 수 있습니다',
  'open.too-many.remedy': '하나만 주거나, 비교할 두 개를 주세요.',
  'open.no-port': p => `"${p.text}"은(는) 포트가 아닙니다`,
  'open.no-port.remedy': '0부터 65535까지의 수를 주세요. 0은 비어 있는 아무 포트를 씁니다.',
  'open.port-taken': p => `포트 ${p.port}을(를) 사용할 수 없습니다`,
  'open.port-taken.remedy':
    '다른 프로그램이 쓰고 있거나 1024보다 작은 포트입니다. --port를 빼면 비어 있는 포트를 씁니다.',
  'open.no-stream': '화면은 기록의 앞뒤를 오가며 읽으므로 표준 입력에서 읽을 수 없습니다',
  'open.no-stream.remedy': '먼저 파일로 저장한 뒤 그 파일을 여세요.',
};
