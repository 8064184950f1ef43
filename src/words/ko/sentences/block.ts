export const block: Readonly<Record<string, string>> = {
  'Block devices: bios and requests from queue to completion, by stage, device, thread, direction and size.':
    '블록 장치: 큐에서 완료까지의 bio와 요청, 단계와 장치와 스레드와 방향과 크기별.',
  'How long devices took for requests, from issue to completion, by device and direction.':
    '장치가 요청을 처리하는 데 걸린 시간, 전달(issue)부터 완료까지, 장치와 방향별.',
  'The device by its numbers: major,minor.': '번호로 나타낸 장치: 주,부.',
  'read, write, discard, flush, zone or other.': 'read, write, discard, flush, zone 또는 other.',
  'How much it reads or writes.': '읽거나 쓰는 크기.',
  'How many began where the one before ended.': '앞의 것이 끝난 곳에서 시작한 것의 수.',
  'How many began elsewhere.': '다른 곳에서 시작한 것의 수.',
  'How often requests were taken back from the device.': '요청을 장치에서 되돌려 받은 횟수.',
  'How many failed.': '실패한 것의 수.',
  'How long bios with data spent in each stage on their way to the device and back.':
    '데이터가 있는 bio가 장치로 갔다 돌아오는 길의 각 단계에서 보낸 시간.',
  'From which step to which: Q queued, A remapped, G got a request, M merged into one, I inserted into a scheduler, D issued to the device, C completed.':
    '어느 단계에서 어느 단계까지: Q 큐에 넣음, A 다시 매핑됨, G 요청을 얻음, M 요청에 병합됨, I 스케줄러에 삽입됨, D 장치로 전달됨, C 완료됨.',
  'The shortest time.': '가장 짧은 시간.',
  'Of the sum of all times from Q to C, 0 to 1.': 'Q에서 C까지의 시간 전체에 대한 비율, 0에서 1.',
  'How long bios with data spent in each stage, by device.':
    '데이터가 있는 bio가 각 단계에서 보낸 시간, 장치별.',
  'What threads asked of devices: bios from being queued to their completion.':
    '스레드가 장치에 요청한 것: 큐에 들어갈 때부터 완료까지의 bio.',
  'How many it queued.': '큐에 넣은 수.',
  'What became of what was asked of each device, its plugs, and when it was at work.':
    '각 장치에 요청한 것이 어떻게 되었는지, 플러그, 그리고 장치가 일하던 때.',
  'Bios with data that were queued.': '큐에 들어간, 데이터가 있는 bio.',
  'Requests with data that were given to it.': '장치에 전달된, 데이터가 있는 요청.',
  'Requests that were taken back.': '되돌려 받은 요청.',
  'Completions of requests with data.': '데이터가 있는 요청의 완료.',
  'Bios and requeued requests for each request issued.':
    '장치로 전달된 요청 하나마다, bio와 다시 큐에 넣은 요청의 수.',
  'What completed.': '완료된 크기.',
  'The smallest completion.': '가장 작은 완료.',
  'The largest completion.': '가장 큰 완료.',
  'How many others were queued and not issued yet as one was queued, on average.':
    'bio가 큐에 들어갈 때 큐에 있으면서 아직 전달되지 않은 다른 것의 평균 수.',
  'The most requests in flight at once.': '한꺼번에 처리 중이던 요청의 최대 수.',
  'How often it was plugged and unplugged by its task.': '태스크가 플러그하고 언플러그한 횟수.',
  'How often it was unplugged because the task slept, or a timer ran out.':
    '태스크가 잠들거나 타이머가 다 되어 언플러그된 횟수.',
  'The part of its time that it was plugged, 0 to 1.': '장치의 시간 중 플러그되어 있던 비율, 0에서 1.',
  'Requests held back for each unplug by its task.': '태스크가 언플러그할 때마다 붙들려 있던 요청의 수.',
  'Requests held back for each other unplug.': '그 밖의 언플러그마다 붙들려 있던 요청의 수.',
  'Stretches of time in which bios were at the device.': 'bio가 장치에 있던 구간의 수.',
  'Their mean.': '그 구간의 평균 길이.',
  'The mean of the time between them.': '구간 사이 시간의 평균.',
  'Their part of the time from the first to the last, 0 to 1.':
    '처음부터 마지막까지의 시간 중 그 구간의 비율, 0에서 1.',
  'How far each access was from the end of the one before, as it was queued and as it was issued.':
    '각 접근이 앞의 접근이 끝난 곳에서 얼마나 멀었는지, 큐에 들어갈 때와 장치로 전달될 때.',
  'queue or issue.': 'queue(큐에 들어갈 때) 또는 issue(전달될 때).',
  'How many accesses.': '접근의 수.',
  'Mean distance in sectors; 0 where one goes on where the last ended.':
    '섹터로 나타낸 평균 거리. 앞의 것이 끝난 곳에서 이어지면 0.',
  'Half were no farther.': '절반은 이보다 멀지 않았다.',
  'The most frequent distance.': '가장 잦은 거리.',
  'How often it was.': '그 거리가 나온 횟수.',
  'How large requests were.': '요청이 얼마나 컸는지.',
  'The smallest size of the bucket.': '구간의 가장 작은 크기.',
  'How many fell into it.': '구간에 든 수.',
  'How often each step happened, by device, CPU and direction.':
    '각 단계가 일어난 횟수, 장치와 CPU와 방향별.',
  'The CPU it was recorded on.': '기록된 CPU.',
  'The step, in the words of blktrace.': 'blktrace의 말로 나타낸 단계.',
  'read, write, discard, flush, zone, other; command: passed through to the device.':
    'read, write, discard, flush, zone, other. command: 장치에 그대로 넘겨진 명령.',
  'What completed over time, by device and direction.': '시간에 따라 완료된 것, 장치와 방향별.',
  'When the interval begins.': '구간이 시작되는 때.',
  'How long it is.': '구간의 길이.',
  'Requests that completed in it.': '그 안에 완료된 요청.',
  'Bytes a second.': '초당 바이트.',
  'How long devices took for requests, from issue to completion.':
    '장치가 요청을 처리하는 데 걸린 시간, 전달(issue)부터 완료까지.',
  'How long bios with data spent in each stage.': '데이터가 있는 bio가 각 단계에서 보낸 시간.',
  'Every time that a thread held back its requests.': '스레드가 자기 요청을 붙들어 둔(플러그) 모든 경우.',
  'When it began to.': '붙들기 시작한 때.',
  'Until it let them go.': '놓아줄 때까지.',
  'How many it let go.': '놓아준 수.',
  'asked; or slept: the kernel did it for a thread that went to sleep.':
    'asked: 스레드가 요청해서. slept: 잠든 스레드 대신 커널이 했다.',
  'The plug.': '플러그 이벤트.',
  'The unplug.': '언플러그 이벤트.',
  'How many requests were in flight on each device, whenever that changed.':
    '각 장치에서 처리 중인 요청의 수, 그 수가 바뀔 때마다.',
  'When it changed.': '바뀐 때.',
  'Requests in flight from then on.': '이때부터 처리 중인 요청의 수.',
  'The event that changed it.': '바꾼 이벤트.',
  'Every request from its issue to the device to its completion.':
    '장치로 전달된 때부터 완료까지의 모든 요청.',
  'When it was issued, the last time.': '마지막으로 전달된 때.',
  'Until it completed (D2C).': '완료될 때까지 (D2C).',
  'Where it begins, in sectors of 512 bytes.': '시작하는 위치, 512바이트 섹터 단위.',
  'What it does, in the letters of blktrace.': '하는 일, blktrace의 글자로.',
  'How many bios it is made of, of those that were seen.': '요청을 이루는 bio의 수, 기록에 보인 것만.',
  'Requests in flight on the device, it among them, as it was issued.':
    '전달될 때 장치에서 처리 중인 요청의 수, 자신도 포함한다.',
  'From the end of the request before; 0 where it goes on there.':
    '앞의 요청이 끝난 곳에서의 거리. 거기서 이어지면 0.',
  'How often it was taken back.': '되돌려 받은 횟수.',
  'What the device answered; 0 is success.': '장치의 대답. 0은 성공.',
  'Where it was issued.': '장치로 전달된 이벤트.',
  'Where it completed.': '완료된 이벤트.',
  'Every bio from being queued to its completion.': '큐에 들어갈 때부터 완료까지의 모든 bio.',
  'When it was queued.': '큐에 들어간 때.',
  'Until it completed (Q2C).': '완료될 때까지 (Q2C).',
  'back or front: the side of a request that it was merged to.':
    'back 또는 front: 병합된 요청의 뒤쪽 또는 앞쪽.',
  'What else befell it: second part of a split, bounced, requeued.':
    '그 밖에 겪은 일: 분할된 뒷부분, 바운스됨, 다시 큐에 들어감.',
  'From being queued to getting a request.': '큐에 들어간 때부터 요청을 얻을 때까지.',
  'From being queued to being merged.': '큐에 들어간 때부터 병합될 때까지.',
  'From getting a request to its insertion.': '요청을 얻은 때부터 삽입될 때까지.',
  'From the insertion to the device.': '삽입부터 장치까지.',
  'From being merged to the device.': '병합된 때부터 장치까지.',
  'From the device to its completion.': '장치부터 완료까지.',
  'Where the bio of the device above was queued that it was remapped from.':
    '이 bio가 다시 매핑되기 전의, 위 장치의 bio가 큐에 들어간 이벤트.',
  'Where it was queued.': '큐에 들어간 이벤트.',
  'Where it was remapped to a device below.': '아래 장치로 다시 매핑된 이벤트.',
  'Where it got a request.': '요청을 얻은 이벤트.',
  'Where it was merged.': '병합된 이벤트.',
  'Where its request was inserted.': '그 요청이 삽입된 이벤트.',
  'Where its request was issued.': '그 요청이 전달된 이벤트.',
  'Requests at each device, from issue to completion.': '각 장치의 요청, 전달부터 완료까지.',
  'Requests in flight on each device.': '각 장치에서 처리 중인 요청의 수.',
  'Bytes a second that completed on each device.': '각 장치에서 초당 완료된 바이트.',
  'From the queueing of a bio to the issue of its request.':
    'bio가 큐에 들어간 때부터 그 요청이 전달될 때까지.',
  'From the issue of a request to its completion.': '요청의 전달부터 완료까지.',
};
