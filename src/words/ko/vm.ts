import type { vm as english } from '../en/vm.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** 게스트가 시작되는 동안 하는 말. */
export const vm: InOtherWords<typeof english> = {
  'vm.booting': p => `${p.kernel} 부팅 중`,
  'vm.booting-to-save': p => `${p.kernel} 첫 부팅 중(다음부터는 순식간에 이어서 시작합니다)`,
  'vm.resume-failed': p => `저장된 게스트를 되살리지 못해(${p.reason}) 새로 부팅합니다.`,
  'vm.arming': p => `${p.tracer} 트레이서를 켜는 중(커널의 모든 함수를 고치므로 처음 한 번만 오래 걸립니다)`,
  'vm.reading-facts': '커널이 스스로에 대해 알려 주는 이벤트, 함수, 심볼을 읽는 중',
  'vm.making-disks': '실습용 디스크를 만드는 중',
};
