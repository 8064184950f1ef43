import type { findings as english } from '../en/findings.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** What is worth saying first about a recording. */
export const findings: InOtherWords<typeof english> = {
  'finding.sched.longest-wait': ({ comm, duration }) =>
    `${comm}: CPU를 ${(duration / 1e6).toFixed(1)} ms 기다림`,
  'finding.calls.most-time': p =>
    `${p.function} 함수 자체가 함수 안에서 보낸 시간의 ${p.percent}%를 차지함(${(p.duration / 1e6).toFixed(1)} ms)`,
  'finding.syscalls.fails-often': ({ comm, call, error, count }) =>
    `${comm}: ${call} 호출이 ${error} 오류로 ${count}번 실패함`,
  'finding.syscalls.slowest': ({ comm, call, duration }) =>
    `${comm}: ${call} 호출 하나가 ${(duration / 1e6).toFixed(1)} ms 걸림`,
  'finding.irq.busy': ({ cpu, percent }) => `CPU ${cpu}: 전체 시간의 ${percent} %를 인터럽트와 softirq에 씀`,
  'finding.irq.softirq-waited': ({ softirq, duration }) =>
    `${softirq} softirq가 발생 후 실행되기까지 ${(duration / 1e6).toFixed(1)} ms 기다림`,
  'finding.signal.death': ({ comm, tid, signal, sender }) =>
    `${comm}(${tid})이(가) ${sender}의 ${signal} 시그널로 끝남`,
  'finding.files.misses': ({ file, misses, reads }) =>
    `${file}: 읽기 ${reads}번 중 ${misses}번은 페이지를 새로 읽어 와야 했음`,
  'finding.workqueue.waited': p =>
    `작업 항목 ${p.function}: 워커를 ${(p.duration / 1e6).toFixed(1)} ms 기다림`,
  'finding.workqueue.ran': p => `작업 항목 ${p.function}: ${(p.duration / 1e6).toFixed(1)} ms 동안 실행됨`,
  'finding.locks.waited': p => `${p.kind} ${p.lock}: 태스크들이 ${(p.duration / 1e6).toFixed(1)} ms 기다림`,
  'finding.block.slow-request': ({ device, direction, duration, usual }) =>
    `${device}: ${direction} 요청 하나가 장치에서 ${(duration / 1e6).toFixed(1)} ms 걸림(절반은 ${(usual / 1e6).toFixed(1)} ms 이하)`,
  'finding.memory.oom-kill': ({ comm, tid }) => `${comm}(${tid}): 메모리가 모자라 강제로 종료됨`,
  'finding.network.retransmits': ({ count }) => `TCP가 세그먼트 ${count}개를 재전송함`,
};
