import type { recordPage as english } from '../en/record-page.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** 기록 화면. */
export const recordPage: InOtherWords<typeof english> = {
  'recording.title': '명령 기록하기',
  'recording.what':
    '명령은 진짜 리눅스 커널이 도는 마이크로 VM에서 이 컴퓨터의 프로그램으로 실행됩니다. 이 컴퓨터의 것은 아무것도 바꿀 수 없습니다.',
  'recording.command': '명령',
  'recording.command.about': '프로그램과 그 인자. | > && * 가 있으면 셸에 맡깁니다.',
  'recording.command.wrong': '따옴표가 닫히지 않았습니다.',
  'recording.target': '어디에서',
  'recording.target.vm': p => `${p.kernel} 마이크로 VM`,
  'recording.plan': '무엇을 기록할지',
  'recording.plan.answers': p => `답할 수 있는 것: ${p.answers}`,
  'recording.more': '더 보기',
  'recording.events': '더 기록할 이벤트',
  'recording.events.about': '패턴을 빈칸으로 나눠 적습니다: kmem:kmalloc sched:*',
  'recording.functions': '함수',
  'recording.functions.none': '기록하지 않음',
  'recording.functions.graph': '커널 함수를 호출 그래프로',
  'recording.functions.user': '프로그램, 라이브러리, 커널의 함수',
  'recording.whole': '명령만이 아니라 시스템 전체',
  'recording.start': '기록',
  'recording.stop': '멈추고 남기기',
  'recording.cancel': '취소',
  'recording.preparing': '준비하는 중',
  'recording.running': p => `실행 중: ${p.where}`,
  'recording.finishing': '커널이 쓴 것을 읽는 중',
  'recording.output': '명령의 출력',
  'recording.cancelled': '취소했습니다. 남은 것은 없습니다.',
  'recording.gone': '서버와의 연결이 끊어졌습니다.',
  'recording.gone.remedy': '`ringside open`으로 다시 시작하세요.',
  'run.too-many': p => `페이지를 위해 이미 이런 게스트 ${p.count}개가 돌고 있습니다.`,
  'run.too-many.remedy': '하나가 끝날 때까지 기다리거나 끝내세요.',
  'recording.exit': p => `명령이 ${p.code}(으)로 끝났습니다.`,
  'recording.killed': p => `게스트의 메모리가 가득 차서 커널이 ${p.names}을(를) 끝냈습니다.`,
  'recording.again': '다시 기록',
};
