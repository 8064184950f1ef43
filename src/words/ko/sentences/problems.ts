/** What is missing from a recording, or could not be understood. */
export const problems: Readonly<Record<string, string>> = {
  // Loss.
  'Events that came while others were being written, and found no room, were lost.':
    '다른 이벤트를 쓰는 동안 와서 자리를 찾지 못한 이벤트가 유실되었다.',
  'The kernel overwrote these many events before they were read, by its own count at the end; those that left a mark between other events are also counted as lost events.':
    '커널이 끝에 스스로 센 바로는, 읽히기 전에 이만큼의 이벤트를 덮어썼다. 다른 이벤트 사이에 자국을 남긴 것은 유실된 이벤트로도 센다.',
  'The kernel dropped these many new events because its buffers were full, by its own count at the end.':
    '커널이 끝에 스스로 센 바로는, 버퍼가 가득 차서 이만큼의 새 이벤트를 버렸다.',
  'These many events were left unread in the kernel’s buffers when the recording ended; they are not in the file.':
    '기록이 끝날 때 이만큼의 이벤트가 읽히지 않은 채 커널의 버퍼에 남았다. 파일에는 없다.',
  'The tracer overwrote or dropped events while it recorded; -1 where the kernel did not count them.':
    '기록하는 동안 트레이서가 이벤트를 덮어쓰거나 버렸다. 커널이 세지 않았으면 -1.',
  'The kernel dropped events because perf did not take them out of its buffers in time.':
    'perf가 제때 버퍼에서 꺼내지 않아 커널이 이벤트를 버렸다.',
  'The kernel stopped sampling for a while because it took too much time.':
    '표본 추출에 시간이 너무 들어 커널이 한동안 멈추었다.',
  'events are missing: their sequence numbers were skipped': '이벤트가 빠졌다: 일련번호가 건너뛰어졌다',

  // Too large for memory.
  'The recording is larger than may be in memory at once; these many bytes of its later part are not shown. Choose a shorter stretch of time.':
    '기록이 한꺼번에 메모리에 둘 수 있는 것보다 크다. 뒷부분의 이만큼의 바이트는 보이지 않는다. 더 짧은 구간을 고르면 된다.',
  'The recording is larger than may be in memory at once; these many bytes at its end are not shown.':
    '기록이 한꺼번에 메모리에 둘 수 있는 것보다 크다. 끝의 이만큼의 바이트는 보이지 않는다.',
  'The text is larger than memory may hold; bytes from this place on were left out.':
    '글이 메모리에 담을 수 있는 것보다 크다. 이 위치부터의 바이트는 뺐다.',
  'later lines do not fit into memory and were left out': '뒤의 줄은 메모리에 들어가지 않아 뺐다',
  'later events do not fit into memory and were left out': '뒤의 이벤트는 메모리에 들어가지 않아 뺐다',

  // Broken or cut off.
  'The chain of options leads back to itself; it was followed once.':
    '옵션의 사슬이 자기 자신으로 돌아온다. 한 번만 따라갔다.',
  'Descriptions of events could not be understood; their records have no fields.':
    '이벤트의 설명을 이해하지 못했다. 그 레코드에는 필드가 없다.',
  'The file ends before its records do; these many bytes of them are missing.':
    '레코드가 끝나기 전에 파일이 끝난다. 이만큼의 바이트가 빠졌다.',
  'Pages of the ring buffer are broken; their events up to the broken place were read.':
    '링 버퍼의 페이지가 깨졌다. 깨진 곳 앞까지의 이벤트는 읽었다.',
  'The table of records is missing; records up to the end of the file were found without it.':
    '레코드의 표가 빠졌다. 표 없이 파일 끝까지의 레코드를 찾았다.',
  'The text ends within a line; that line was left out.': '글이 줄 가운데에서 끝난다. 그 줄은 뺐다.',
  'The file ends before what describes the machine, its binaries and its events.':
    '기계와 바이너리와 이벤트를 설명하는 부분보다 앞에서 파일이 끝난다.',
  'A record says it is longer than what is left, or too short; these many bytes were not read.':
    '어떤 레코드의 길이가 남은 것보다 길거나 너무 짧다. 이만큼의 바이트는 읽지 않았다.',
  'Samples are shorter than what their event says they hold; they are left out.':
    '표본이 그 이벤트가 말하는 내용보다 짧다. 뺐다.',
  'The table of build ids ends in a broken entry; binaries named behind it have no id.':
    'build id의 표가 깨진 항목에서 끝난다. 그 뒤에 적힌 바이너리에는 id가 없다.',
  'Events claim to be more than 104 days from the start; their times are cut there.':
    '시작에서 104일 넘게 떨어졌다는 이벤트가 있다. 그 시각은 거기서 자른다.',
  'times more than 104 days from the first were moved nearer to it':
    '첫 시각에서 104일 넘게 떨어진 시각을 그 가까이로 옮겼다',
  'records of CPUs that cannot be were left out': '있을 수 없는 CPU의 레코드는 뺐다',
  'records of other CPUs than their file’s were left out': '파일의 CPU와 다른 CPU의 레코드는 뺐다',

  // Not understood.
  'Lines do not say which event they are about; their text was kept.':
    '어느 이벤트인지 말하지 않는 줄이 있다. 글은 그대로 두었다.',
  'Lines are neither events nor anything else that the kernel or trace-cmd prints; they were left out.':
    '이벤트도 아니고 커널이나 trace-cmd가 출력하는 다른 것도 아닌 줄이 있다. 뺐다.',
  'lines were not understood and are no events': '이해하지 못한 줄이 있다. 이벤트가 아니다',
  'Records of types that are not known yet were passed over.': '아직 알지 못하는 종류의 레코드는 건너뛰었다.',
  'notes of an unknown kind were left out': '알 수 없는 종류의 노트는 뺐다',
  'Samples belong to events that the file does not describe; they are left out.':
    '파일이 설명하지 않는 이벤트의 표본이 있다. 뺐다.',
  'The recording holds a trace of the processor’s own, which is not decoded.':
    '기록에 프로세서 자신의 트레이스가 들어 있다. 이것은 해독하지 않는다.',

  // To be known.
  'Counts are estimates from pages picked evenly; about these many pages were not read.':
    '수는 고르게 뽑은 페이지에서 추정한 것이다. 이만큼쯤의 페이지는 읽지 않았다.',
  'Lines have an earlier time than the line before them; they keep the order of the text.':
    '앞줄보다 이른 시각의 줄이 있다. 글의 순서를 그대로 둔다.',
  'Times count from the start of the buffer, as the latency format prints them.':
    '시각은 latency 형식이 출력하는 대로 버퍼의 시작부터 센다.',
  'Lines of function_graph do not say which task ran: its number is -1. Record with the option funcgraph-proc to have it.':
    'function_graph의 줄은 어느 태스크가 실행되었는지 말하지 않는다: 번호는 -1이다. funcgraph-proc 옵션으로 기록하면 알 수 있다.',
  'Records came later than their time allows; they stand where perf shows them.':
    '시각보다 늦게 온 레코드가 있다. perf가 보이는 자리에 둔다.',
  'Samples are of virtual machines: texts leave them out, as perf script does; --json has them.':
    '가상 머신의 표본이 있다: perf script처럼 글에서는 빼고, --json에는 있다.',
  'Stacks of --call-graph dwarf end where they lead into so many binaries that are not here with the recorded build id; --symfs names a folder that has them.':
    '--call-graph dwarf의 스택은, 기록된 build id의 바이너리가 여기 없으면 그리로 들어가는 곳에서 끝난다. 그런 바이너리가 이만큼 있다. --symfs로 그것이 있는 폴더를 줄 수 있다.',
};
