import type { setup as english } from '../en/setup.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** 컴퓨터 준비: 무엇을 내려받는지, 얼마나 되었는지, 무엇이 막고 있는지. */
export const setup: InOtherWords<typeof english> = {
  'setup.check': '이 컴퓨터를 준비하는 중',
  'setup.check.unpack': p => `${p.file} 압축 풀기`,
  'setup.waiting': '같은 것을 준비하고 있는 다른 Ringside를 기다리는 중',
  'setup.looking-up': p => `패키지 찾는 중: ${p.label}`,
  'setup.reading-lists': '배포판의 패키지 목록을 읽는 중',
  'setup.downloading': '내려받는 중',
  'setup.unpacking': '압축을 푸는 중',
  'setup.depmod': '커널 모듈 목록을 만드는 중',
  'setup.where': p => `준비: 설치하지 않고 ${p.folder}에 압축만 풉니다.`,
  'setup.will-unpack': p => `  ${p.label}: 패키지 ${p.count}개, 내려받을 크기 ${p.size}`,
  'setup.will-install': p => `준비: ${p.label} 설치. 실행할 명령: ${p.command}`,
  'setup.installing': p => `설치하는 중: ${p.label}`,
  'setup.install-failed': p =>
    `준비: 설치하지 못해 캐시에 압축을 풉니다 (${p.label}). APT의 메시지:\n${p.output}`,
  'setup.unknown-system': p =>
    `Ringside의 패키지 이름 표에 ${p.name} 항목이 없습니다 (Debian 12는 검증됨, Debian 13과 Ubuntu 22.04·24.04는 표에 있으나 검증되지 않음)`,
  'setup.unknown-system.run': p => `필요한 것을 직접 설치하세요: ${p.command}`,
  'setup.unknown-system.read':
    'QEMU와 정적 링크된 busybox, 커널을 직접 설치한 뒤 `ringside doctor`를 실행하세요',
  'setup.unknown-arch': p =>
    `Ringside가 패키지를 아는 아키텍처는 amd64와 arm64인데, 이 컴퓨터는 ${p.arch}입니다`,
  'setup.no-apt': 'apt와 dpkg를 설치하거나, QEMU와 busybox를 직접 설치한 뒤 `ringside doctor`를 실행하세요',
  'setup.no-network':
    '네트워크와 프록시 설정(http_proxy, /etc/apt/apt.conf.d)을 확인한 뒤 다시 실행하세요. 이미 끝난 부분은 그대로 남아 있습니다',
  'setup.gone':
    '지금 패키지 목록과 미러의 내용이 서로 맞지 않습니다. 몇 분 뒤에 다시 실행하거나 /etc/apt/sources.list.d에서 다른 미러를 쓰세요',
  'setup.not-found':
    '/etc/apt/sources.list.d의 저장소를 확인하세요. 응답한 저장소 가운데 이 패키지를 가진 곳이 없습니다 (Ubuntu에서는 "universe"가 필요합니다)',
  'setup.apt-failed':
    'APT의 메시지를 읽고 문제를 해결한 뒤 다시 실행하세요. 이미 끝난 부분은 그대로 남아 있습니다',
  'setup.disk-full': p =>
    `${p.folder} 폴더가 있는 디스크의 공간을 비우거나 XDG_CACHE_HOME으로 다른 위치를 지정한 뒤 다시 실행하세요`,
  'setup.closed': '쓸 수 있는 폴더를 XDG_CACHE_HOME으로 지정하거나, 문제가 된 폴더의 소유자를 확인하세요',
  'setup.broken-package': '다시 실행하세요. 패키지를 새로 내려받습니다',
  'setup.odd-folder': p => `APT가 사용할 수 없는 폴더 이름입니다: ${p.folder}`,
  'setup.choose-cache': '이름에 따옴표나 역슬래시가 없는 폴더를 XDG_CACHE_HOME으로 지정하세요',
  'setup.no-kernel-in': p => `커널이 들어 있지 않습니다: ${p.name}`,
  'setup.no-package-name': p => `패키지 이름이 아닙니다: ${p.name}`,
  'thing.qemu': p => `${p.arch} 게스트용 QEMU`,
  'thing.busybox': p => `${p.arch} 게스트용 busybox`,
  'thing.objdump': p => `${p.arch} 코드용 objdump`,
  'thing.kernel': p => `커널 ${p.name}`,
  'thing.guest-programs': p => `게스트용 프로그램(${p.names})`,
};
