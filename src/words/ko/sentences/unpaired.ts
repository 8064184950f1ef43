/** What an analysis saw only one end of, by the things it pairs: locks and CPU states by name. */
const things: Readonly<Record<string, string>> = {
  'Waits for locks': '락 대기',
  'Holds of locks': '락 점유',
  'Idle stretches': '유휴 구간',
  Frequencies: '주파수 구간',
};

const ofThings = Object.entries(things).flatMap(([english, korean]) => [
  [`${english} that had not ended where the recording ends.`, `기록이 끝날 때 끝나지 않은 ${korean}.`],
  [`${english} that ended without a beginning in the recording.`, `시작이 기록에 없는데 끝난 ${korean}.`],
  [`${english} that lasted beyond the end of the recording.`, `기록이 끝난 뒤까지 이어진 ${korean}.`],
  [
    `${english} that are not told, because events between were lost.`,
    `사이의 이벤트가 유실되어 보이지 않는 ${korean}.`,
  ],
]);

/** What an analysis saw only one end of. */
export const unpaired: Readonly<Record<string, string>> = {
  ...Object.fromEntries(ofThings),
  'Began and had not ended where the recording ends or loses events.':
    '시작되었지만 기록이 끝나거나 이벤트가 유실된 곳까지 끝나지 않았다.',
  'Ended without a beginning in the recording.': '시작이 기록에 없는데 끝났다.',
  'Not paired, because events between were lost.': '사이의 이벤트가 유실되어 짝짓지 않았다.',
  'Entered and had not returned where the recording ends or loses events.':
    '진입했지만 기록이 끝나거나 이벤트가 유실된 곳까지 복귀하지 않았다.',
  'Returned without an entry in the recording.': '진입이 기록에 없는데 복귀했다.',
  'Generated and not seen to be delivered: blocked, taken by a program that waits for it, or its task ended.':
    '생성되었지만 전달이 보이지 않았다: 막혀 있거나, 기다리던 프로그램이 가져갔거나, 태스크가 끝났다.',
  'Delivered without a generation in the recording.': '생성이 기록에 없는데 전달되었다.',
  'Stretches in which nothing tells what a task did, because events were lost.':
    '이벤트가 유실되어 태스크가 무엇을 했는지 알 수 없는 구간.',
  'calls whose return was not recorded: they end where the next thing of their task shows them over':
    '복귀가 기록되지 않은 호출: 태스크의 다음 일이 끝났음을 보이는 곳에서 끝난 것으로 한다',
  'returns of functions whose call was not recorded': '호출이 기록되지 않은 함수의 복귀',
  'Packets not followed further, because events were lost.': '이벤트가 유실되어 더 따라가지 않은 패킷.',
  'Ends of transmissions whose beginning is not in the recording.': '시작이 기록에 없는 송신의 끝.',
  'Connections not followed further, because events were lost.': '이벤트가 유실되어 더 따라가지 않은 연결.',
  'Changes of state that do not say of which socket: texts have no address of it.':
    '어느 소켓인지 말하지 않는 상태 변화: 글로 된 기록에는 소켓의 주소가 없다.',
  'Work items ran whose queueing is not in the recording.': '큐에 넣은 것이 기록에 없는 워크가 실행되었다.',
  'Work items were queued and ran, but events between were lost: their waits are not told.':
    '워크가 큐에 들어가고 실행되었지만 사이의 이벤트가 유실되었다: 기다린 시간은 보이지 않는다.',
  'Interrupts or softirqs that had not ended where the recording ends or loses events.':
    '기록이 끝나거나 이벤트가 유실된 곳까지 끝나지 않은 인터럽트나 softirq.',
  'Interrupts or softirqs that ended without a beginning in the recording.':
    '시작이 기록에 없는데 끝난 인터럽트나 softirq.',
  'Beginnings and ends that were not paired, because events between were lost.':
    '사이의 이벤트가 유실되어 짝짓지 않은 시작과 끝.',
  'Raises of softirqs that were pending already.': '이미 대기 중인 softirq에 대한 발생 요청(raise).',
  'Runs of softirqs whose raise is not in the recording.': '발생 요청(raise)이 기록에 없는 softirq의 실행.',
  'Were queued or issued and not seen to complete.':
    '큐에 들어가거나 장치로 전달되었지만 완료가 보이지 않았다.',
  'Completed without having been seen to be issued.': '장치로 전달된 것이 보이지 않았는데 완료되었다.',
  'Were under way where events were lost, and are not followed further.':
    '처리 중에 이벤트가 유실되어 더 따라가지 않는다.',
  'Allocations that were open where events were lost: their frees are not looked for behind.':
    '이벤트가 유실될 때 해제되지 않았던 할당: 그 뒤에서 해제를 찾지 않는다.',
};
