import type { targets as english } from '../en/targets.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** 기록하는 곳: 이 컴퓨터, 또는 ssh 너머의 컴퓨터. */
export const targets: InOtherWords<typeof english> = {
  'targets.unknown': p => `"${p.on}"이라는 대상은 없습니다`,
  'targets.unknown.remedy': p => `대상: ${p.forms}.`,
  'targets.guest-options': p =>
    `${p.options}은(는) 게스트에 대한 옵션인데, --on ${p.on}은(는) 있는 그대로의 컴퓨터에서 기록합니다`,
  'targets.guest-options.remedy': '그 옵션을 빼거나, --on을 빼고 게스트에서 기록하세요.',
  'targets.record-on': p => `${p.target}에서 기록하기`,
  'targets.prepare': '컴퓨터 준비하기',
  'targets.facts': '커널에 대한 정보 읽기',
  'targets.agent': '컴퓨터와 통신하기',
  'targets.again': '다시 해 보세요. 바꾼 것은 다음 기록이 되돌려 놓습니다.',
  'targets.gone': p => `${p.target}의 셸이 끝났습니다`,
  'targets.silent': p => `${p.seconds}초 동안 답이 없습니다`,
  'targets.description': p => `${p.host}, 리눅스 ${p.release}, CPU ${p.cpus}개`,
  'targets.repaired': p => `강제로 끝난 기록(프로세스 ${p.pid})이 트레이서에 남긴 것을 되돌려 놓았습니다`,
  'targets.user-not-root': p => `uftrace는 루트일 때만 커널을 추적하는데, 명령은 ${p.what}(으)로 실행됩니다`,
  'targets.user-not-root.remedy': p =>
    `Ringside를 루트로(sudo) 시작하거나, ${p.what} 대신 루트로 로그인하거나(ssh://root@…), --user를 빼세요.`,
  'targets.no-tool': p => `그 컴퓨터에 이 기록에 필요한 ${p.what}이(가) 없습니다`,
  'targets.no-tool.remedy': p =>
    `거기에 ${p.what}을(를) 설치하거나(Ringside는 여러분의 컴퓨터에 아무것도 설치하지 않습니다), --on을 빼세요. 게스트에는 저절로 갖춰집니다.`,

  'targets.not-root': p => `커널은 루트만 추적할 수 있습니다 (${p.what})`,
  'targets.not-root.remedy': p =>
    `루트가 되거나(sudo ringside …) sudo가 ${p.what === '' ? '' : `${p.what}에게 `}암호를 묻지 않게 하세요. --on이 없으면 루트가 필요 없는 게스트에서 기록합니다.`,
  'targets.container': p =>
    `${p.what}은(는) 컨테이너라서 프로세스 번호가 커널의 트레이서가 아는 것과 다릅니다`,
  'targets.container.remedy': p =>
    `${p.what}이(가) 돌아가는 컴퓨터에서 기록하거나, --on을 빼고 게스트에서 기록하세요.`,
  'targets.no-program': p => `그 컴퓨터에 ${p.what}이(가) 없습니다`,
  'targets.no-program.remedy': p =>
    `${p.what}을(를) 설치하세요. POSIX 셸과 흔한 도구(coreutils, grep, sed, tar, 또는 busybox)면 됩니다.`,
  'targets.no-run': p => `${p.what}에 루트가 쓸 수 없습니다`,
  'targets.no-run.remedy': p =>
    `${p.what}이(가) 무엇인지 확인하세요. 기록한 뒤 되돌릴 것을 거기에 적어 둡니다.`,
  'targets.no-place': p => `거기서는 이미 기록 99개가 진행 중입니다 (${p.what})`,
  'targets.no-place.remedy': p => `하나가 끝날 때까지 기다리세요. ${p.what}에 목록이 있습니다.`,
  'targets.not-mounted': p => `tracefs가 마운트되어 있지 않습니다 ${p.what}`.trimEnd(),
  'targets.not-mounted.remedy': p =>
    `거기서 루트로: mount -t tracefs tracefs /sys/kernel/tracing ${p.what.includes('[confidentiality]') ? '(커널이 잠겨 있으면 안 됩니다)' : ''}`.trimEnd(),
  'targets.no-tracefs': p => `커널 ${p.what}은(는) tracefs 없이 빌드되었습니다`,
  'targets.no-tracefs.remedy': p =>
    `${p.what} 대신 CONFIG_FTRACE=y인 커널을 쓰거나, --on 없이 게스트에서 기록하세요.`,
  'targets.closed': p =>
    `커널이 루트에게도 트레이서를 보여 주지 않습니다${p.what === '' ? '' : ` (lockdown: ${p.what})`}`,
  'targets.closed.remedy': p =>
    `${p.what.includes('[confidentiality]') ? 'lockdown=confidentiality 없이 시작하거나' : '무엇이 루트를 막는지(컨테이너, SELinux) 확인하거나'}, --on 없이 게스트에서 기록하세요.`,
  'targets.no-instances': p => `커널 ${p.what}의 트레이서는 나눠 쓸 수 없습니다: 인스턴스가 없습니다`,
  'targets.no-instances.remedy': p =>
    `${p.what}보다 새 커널(3.10부터)에는 있습니다. 아니면 --on 없이 게스트에서 기록하세요.`,
  'targets.no-tracer': p => `이 커널에는 트레이서 "${p.what}"이(가) 없습니다`,
  'targets.no-tracer.remedy': p => `${p.what} 대신 이벤트(-e)를 기록하거나, --on 없이 게스트에서 기록하세요.`,
  'targets.ftrace-off': p =>
    `함수 추적이 꺼져 있어서(kernel.ftrace_enabled가 0) ${p.what}에는 아무것도 보이지 않습니다`,
  'targets.ftrace-off.remedy': p =>
    `거기서 루트로: sysctl kernel.ftrace_enabled=1. 그러면 ${p.what}이(가) 됩니다.`,
  'targets.top-ringside': p =>
    `다른 Ringside(프로세스 ${p.what})가 하나뿐인 트레이서의 최상위를 쓰고 있습니다`,
  'targets.top-ringside.remedy': p =>
    `프로세스 ${p.what}이(가) 끝날 때까지 기다리세요. 이벤트만 기록하는 것은 동시에 할 수 있습니다.`,
  'targets.top-tracer': p => `누군가 트레이서를 쓰고 있습니다: current_tracer가 ${p.what}입니다`,
  'targets.top-tracer.remedy': p =>
    `기다리거나, ${p.what}을(를) 아무도 쓰지 않는다면 거기서 루트로: echo nop > /sys/kernel/tracing/current_tracer. 이벤트(-e)만 기록하면 방해하지 않습니다.`,
  'targets.top-events': p => `누군가 트레이서를 쓰고 있습니다: 켜져 있는 이벤트: ${p.what}`,
  'targets.top-events.remedy': p =>
    `기다리거나, ${p.what.trim().split(' ')[0]}을(를) 아무도 쓰지 않는다면 거기서 루트로: echo > /sys/kernel/tracing/set_event. 이벤트(-e)만 기록하면 방해하지 않습니다.`,
  'targets.top-unread': p =>
    `누군가 추적했고, 트레이서 최상위에 아직 읽지 않은 이벤트가 ${p.what}개 있습니다`,
  'targets.top-unread.remedy': p =>
    `읽거나, 그 ${p.what}개가 필요 없다면 거기서 루트로: echo > /sys/kernel/tracing/trace. 이벤트(-e)만 기록하면 방해하지 않습니다.`,

  'targets.ssh.address': p => `"${p.text}"은(는) 컴퓨터의 주소가 아닙니다`,
  'targets.ssh.address.remedy':
    'ssh://HOST, ssh://USER@HOST, ssh://USER@HOST:PORT처럼 쓰세요. HOST는 ~/.ssh/config의 이름이어도 됩니다.',
  'targets.ssh.no-program': '여기에 ssh 프로그램이 없습니다',
  'targets.ssh.host-unknown': p => `${p.host}의 키를 아직 모릅니다: ${p.said}`,
  'targets.ssh.host-unknown.remedy': p => `한 번 직접 로그인해서(ssh ${p.host}) 키를 비교하고 받아들이세요.`,
  'targets.ssh.host-changed': p => `${p.host}의 키가 알던 것과 다릅니다: ${p.said}`,
  'targets.ssh.host-changed.remedy': p =>
    `이유를 알아보세요. 맞다면 ssh-keygen -R ${p.host}이(가) 옛 키를 지웁니다.`,
  'targets.ssh.denied': p => `${p.host}에 들어갈 수 없습니다: ${p.said}`,
  'targets.ssh.denied.remedy': p =>
    `아무것도 묻지 않는 키가 필요합니다: ssh-copy-id ${p.host}, 키에 암호가 있으면 ssh-add.`,
  'targets.ssh.name': p => `${p.host}이라는 이름을 아무도 모릅니다: ${p.said}`,
  'targets.ssh.name.remedy': p => `철자를 확인하거나 ~/.ssh/config에 ${p.host}을(를) 적으세요.`,
  'targets.ssh.unreachable': p => `${p.host}에 닿을 수 없습니다: ${p.said}`,
  'targets.ssh.unreachable.remedy': p =>
    `${p.host}이(가) 켜져 있고 sshd가 그 포트에서 기다리는지 확인하세요. ProxyJump는 ~/.ssh/config에 적습니다.`,
  'targets.ssh.no-root': p => `${p.host}의 커널은 루트만 추적할 수 있는데, 거기서 루트가 아닙니다: ${p.said}`,
  'targets.ssh.no-root.remedy': p =>
    `루트로 로그인하거나(ssh://root@${p.host}), 거기서 sudo가 암호를 묻지 않게 하세요(sh에 대한 NOPASSWD 줄).`,
  'targets.ssh.no-shell': p => `${p.host}의 로그인에 POSIX 셸이 없습니다: ${p.said}`,
  'targets.ssh.no-shell.remedy': p =>
    `${p.host}에서 sh를 실행할 수 있는 로그인을 쓰세요. 강제 명령이나 nologin으로는 안 됩니다.`,
  'targets.ssh.ended': p => `${p.host}(으)로의 ssh가 끝났습니다: ${p.said}`,
  'targets.ssh.ended.remedy': p =>
    `ssh -o BatchMode=yes ${p.host} true가 뭐라고 하는지 보세요. 바꾼 것은 다음 기록이 되돌려 놓습니다.`,
};
