import type { exportTo as english } from '../en/export.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** `ringside export`. */
export const exportTo: InOtherWords<typeof english> = {
  'export.about': '기록을 보여 주는 페이지, 또는 다른 도구의 형식으로 된 호출',
  'export.file': '호출이 담긴 기록: uftrace 디렉터리, function_graph 파일; 없으면 가장 새로운 기록',
  'export.to': p => `형식: ${p.formats}`,
  'export.output': '표준 출력 대신 이 파일에 씁니다',
  'export.sample-time': 'folded: 이만큼의 시간마다 하나씩 셉니다, 예: 1us; 0이면 호출 수를 셉니다',
  'export.no-args': 'chrome: 인수와 반환값 없이',
  'export.stacks': 'folded: 호출 대신 이벤트와 함께, 또는 이 이벤트와 함께 기록된 스택',
  'export.no-stacks': '그런 이벤트의 스택은 쓸 수 없습니다',
  'export.no-stacks.remedy': p =>
    `--to folded가 쓸 수 있는 스택: ${p.events === '' ? '없음; --stack으로 기록하십시오' : p.events}`,
  'export.style': 'uftrace: uftrace dump와 한 바이트도 다르지 않게, 그 결함까지 그대로',
  'export.no-format': p => `${p.format} 형식은 없습니다`,
  'export.no-format.remedy': p => `형식: ${p.formats}`,
  'export.from': 'html: 페이지가 이 시각에서 열립니다, 예: 1.5s; 기록 전체가 들어 있습니다',
  'export.until': 'html: 이 시각까지의 이벤트를 보여 줍니다',
  'export.page': p =>
    `${p.recorded}의 기록이 든 ${p.bytes} 페이지: Ringside나 네트워크 없이 어느 브라우저에서나 열립니다`,
  'export.page-window': '페이지는 요청한 구간에서 열립니다. 기록 전체가 들어 있습니다',
  'export.page-too-large': p =>
    `${p.bytes}는 한 페이지에 너무 큽니다: 브라우저는 최대 ${p.most}까지 읽습니다`,
  'export.page-too-large.remedy': '더 짧게 기록하거나 다음 명령으로 보여 주십시오: ringside open FILE',
  'export.page-input': '페이지는 파일이나 폴더로만 만들 수 있고 표준 입력으로는 만들 수 없습니다',
  'export.page-input.remedy': '먼저 파일에 저장하십시오.',
  'export.no-page': '페이지의 부품이 빌드되지 않았습니다',
  'export.no-page.remedy': '실행: npm run build',
};
