import type { vm as english } from '../en/vm.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** 게스트: 시작되는 동안, 그 안의 셸, 보관하는 것. */
export const vm: InOtherWords<typeof english> = {
  'vm.booting': p => `${p.kernel} 부팅 중`,
  'vm.booting-to-save': p => `${p.kernel} 첫 부팅 중(다음부터는 순식간에 이어서 시작합니다)`,
  'vm.resume-failed': p => `저장된 게스트를 되살리지 못해(${p.reason}) 새로 부팅합니다.`,
  'vm.arming': p => `${p.tracer} 트레이서를 켜는 중(커널의 모든 함수를 고치므로 처음 한 번만 오래 걸립니다)`,
  'vm.reading-facts': '커널이 스스로에 대해 알려 주는 이벤트, 함수, 심볼을 읽는 중',
  'vm.making-disks': '실습용 디스크를 만드는 중',

  'vm.kvm.check': 'KVM으로 게스트 시작',
  'vm.kvm.not-used': p => `게스트를 에뮬레이션합니다. KVM을 쓸 수 없습니다(${p.reason}).`,
  'vm.kvm.remedy':
    '--accel kvm을 빼면 게스트를 에뮬레이션합니다. 가상 머신이라면 관리자에게 중첩 가상화를 요청하세요',
  'vm.kvm.leave-out': '--accel kvm을 빼면 게스트를 에뮬레이션합니다',
  'vm.kvm.counts-instructions': '--time instructions에는 에뮬레이션된 프로세서가 필요합니다',
  'vm.kvm.other-arch': p =>
    `같은 종류의 게스트만 실행할 수 있습니다. 이 컴퓨터는 ${p.host}, 게스트는 ${p.guest}`,
  'vm.kvm.absent': '/dev/kvm이 없습니다',
  'vm.kvm.absent-remedy': '펌웨어에서 가상화를, 가상 머신이라면 중첩 가상화를 켜거나 --accel kvm을 빼세요',
  'vm.kvm.closed': '/dev/kvm의 사용 권한이 없습니다',
  'vm.kvm.closed-to-guests': '/dev/kvm이 root에게만 열려 있는데 QEMU는 root 권한을 버리고 실행됩니다',
  'vm.kvm.closed-to-guests-remedy':
    '/dev/kvm을 그룹에 맡기거나(chgrp kvm /dev/kvm && chmod 660 /dev/kvm) --qemu-user root로 QEMU를 root로 실행하세요',

  'vm.about': '게스트의 셸, 그리고 Ringside가 보관하는 게스트와 커널',
  'vm.quiet': '오류 말고는 아무 말도 하지 않습니다',
  'vm.shell.about': '기록하지 않고 게스트에서 셸이나 명령 하나를 실행합니다',
  'vm.shell.command': '명령과 그 인자. 없으면 사용자의 셸',
  'vm.shell.where': p => `${p.machine}의 root 셸입니다.`,
  'vm.shell.how':
    '여기서 무엇을 해도 이 컴퓨터는 바뀌지 않습니다. exit나 Ctrl-D로 나가고, 게스트가 멈추면 Ctrl-]를 세 번 누르세요.',
  'vm.shell.out': p =>
    `${p.folder}에 둔 파일(trace.dat, uftrace.data, tracefs 파일의 사본 등)은 셸을 나갈 때 이 컴퓨터로 가져옵니다.`,
  'vm.shell.output': '가져온 파일을 둘 폴더. 기본값은 기록들 사이의 새 폴더',
  'vm.shell.home': p => `가져왔습니다: ${p.folder} (${p.size})`,
  'vm.shell.next': p => `다음: ${p.commands}`,
  'vm.shell.left-behind': p =>
    `${p.folder}에 남겨 둔 것: ${p.count}개(이름이 평범한 글자로 100자보다 짧은 보통 파일만 가져옵니다)`,
  'vm.shell.left': '게스트를 끝냈습니다.',
  'vm.shell.interrupted': '명령에 전달했습니다. 한 번 더 누르면 강제로 끝냅니다',

  'vm.list.about': '캐시에 있는 커널, 저장된 게스트, 프로그램과 실행 중인 게스트를 보여 줍니다',
  'vm.list.running': '실행 중인 게스트',
  'vm.list.saved': '저장된 게스트',
  'vm.list.kernels': '커널',
  'vm.list.programs': '압축을 푼 프로그램과 패키지 목록',
  'vm.list.leftovers': '남은 것',
  'vm.list.locks': p => `쓰지 않는 잠금 파일 ${p.count}개`,
  'vm.list.none': '없음',
  'vm.list.unarmed': '트레이서 꺼짐',
  'vm.list.total': p => `${p.folder}: 모두 ${p.size}. ringside vm clean으로 공간을 비울 수 있습니다.`,
  'vm.clean.about': '다시 만들 수 있는 것을 지웁니다. 기본값은 저장된 게스트와 남은 것',
  'vm.clean.all': '모두: 저장된 게스트, 커널, 압축을 푼 프로그램, 패키지 목록',
  'vm.clean.saved': '저장된 게스트. 다음에 시작할 때 새로 부팅합니다',
  'vm.clean.kernels': '커널. 다음에 필요할 때 다시 가져옵니다',
  'vm.clean.packages': '압축을 푼 프로그램과 패키지 목록. 다음에 필요할 때 다시 가져옵니다',
  'vm.clean.older-than': '이만큼의 날 동안 쓰지 않은 것만',
  'vm.clean.dry-run': '지우지 않고 무엇이 지워질지만 보여 줍니다',
  'vm.clean.no-days': '날수를 숫자로 적으세요.',
  'vm.clean.done': p => `지웠습니다. ${p.size}의 공간이 생겼습니다.`,
  'vm.clean.would': p => `지우면 ${p.size}의 공간이 생깁니다.`,
  'vm.clean.nothing': '지울 것이 없습니다.',
  'vm.clean.used': p => `사용 중이라 남겨 둠: ${p.name}`,
  'vm.clean.stuck': p => `지우지 못함: ${p.name} (${p.reason})`,
  'vm.ago.now': '방금',
  'vm.ago.minutes': p => `${p.count}분 전`,
  'vm.ago.hours': p => `${p.count}시간 전`,
  'vm.ago.days': p => `${p.count}일 전`,
};
