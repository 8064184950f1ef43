import type { events as english } from '../en/events.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** `ringside events`. */
export const events: InOtherWords<typeof english> = {
  'events.about': '기록된 이벤트를 텍스트로, 그 형식의 본래 도구와 한 바이트도 다르지 않게 출력합니다',
  'events.file': 'trace.dat 또는 기록 폴더; 없으면 가장 최근 기록',
  'events.event': '이 이벤트만: 이름, 시스템:이름, 시스템; *와 ? 사용 가능',
  'events.cpu': '이 CPU만: 0-3,5',
  'events.pid': '이 스레드가 실행 중일 때의 이벤트만: 100,200-210',
  'events.task': '이 이름의 태스크가 실행 중일 때의 이벤트만; *와 ? 사용 가능',
  'events.from': '이 시각부터: 표시되는 초, 또는 시작부터 +시간 (s, ms, us, ns)',
  'events.to': '이 시각까지',
  'events.grep': '이 정규식에 맞는 줄만',
  'events.first': '처음 몇 줄만',
  'events.last': '마지막 몇 줄만',
  'events.nanoseconds': '나노초까지 표시',
  'events.latency': '인터럽트와 선점 상태 표시',
  'events.raw': '출력 형식 대신 필드를 표시',
  'events.json': '한 줄에 JSON 객체 하나, 첫 줄이 나머지를 설명',
  'events.no-recording': p => `${p.folder}에 기록이 없습니다`,
  'events.no-recording.remedy': '기록하세요: ringside record -- 명령, 또는 파일을 지정하세요',
  'events.no-file': p => `없습니다: ${p.file}`,
  'events.no-file.remedy': 'trace.dat 또는 기록 폴더를 지정하세요',
  'events.no-trace': p => `${p.folder}에 trace.dat이 없습니다`,
  'events.unknown-format': p => `알려진 형식의 기록이 아닙니다: ${p.file}`,
  'events.unknown-format.remedy': p => `알려진 형식: ${p.known}`,
  'events.no-event': p => `이 기록에는 이런 이벤트가 없습니다: ${p.name}`,
  'events.no-event.remedy': '이름, 시스템:이름, 시스템으로 지정하세요; *와 ? 사용 가능',
  'events.bad-value': p => `${p.option} 값이 될 수 없습니다: ${p.value}`,
  'events.bad-value.remedy': p => `${p.option} 값은 ringside events --help에 있습니다`,
  'events.time.emulated':
    '에뮬레이션 시간: 순서와 경로와 횟수는 실제이고, 걸린 시간은 에뮬레이터의 것입니다.',
  'events.time.instructions':
    '명령어 시간: 1 ns가 실행한 명령어 하나입니다. 걸린 시간은 매번 거의 같지만, 실제 기계의 것은 아닙니다.',
  'events.uncounted': '개수 모름',
  'events.severity.loss': '빠짐',
  'events.severity.broken': '손상',
  'events.severity.note': '참고',
};
