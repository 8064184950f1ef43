export const files: Readonly<Record<string, string>> = {
  'Files: opens, reads, writes and syncs, what the page cache had, how long they stayed dirty and who wrote them.':
    '파일: 열기, 읽기, 쓰기, 동기화, 페이지 캐시에 있던 것, 얼마나 오래 더티였고 누가 썼는지.',
  'Files by what was done with them, and what the page cache had of them.':
    '파일별로 한 일과, 그중 페이지 캐시에 있던 것.',
  'Its path, where an event has it; else what kind of file was opened.':
    '경로, 이벤트에 있는 경우. 없으면 열린 파일의 종류.',
  'Major and minor number of its device; 0:N is a file system without one.':
    '장치의 주 번호와 부 번호. 0:N은 장치 없는 파일시스템이다.',
  'Number of its inode.': 'inode 번호.',
  'How often it was opened.': '열린 횟수.',
  'How many reads of it succeeded.': '성공한 읽기의 수.',
  'What they read.': '읽은 양.',
  'Reads that found everything in the page cache.': '모두 페이지 캐시에서 찾은 읽기.',
  'Reads that had to bring pages in.': '페이지를 들여와야 했던 읽기.',
  'How many writes succeeded.': '성공한 쓰기의 수.',
  'What they wrote.': '쓴 양.',
  'How many fsync, fdatasync, sync_file_range and syncfs succeeded.':
    '성공한 fsync, fdatasync, sync_file_range, syncfs의 수.',
  'How long these took.': '이것들이 걸린 시간.',
  'Pages that came into the page cache, in reads or not.':
    '읽기 안에서든 밖에서든 페이지 캐시에 들어온 페이지.',
  'Pages that left it.': '페이지 캐시에서 나간 페이지.',
  'Pages that reads brought in beyond what they asked for.': '읽기가 요청한 것보다 더 들여온 페이지.',
  'How many of them later reads found.': '그중 나중의 읽기가 찾은 수.',
  'How often a page was made dirty.': '페이지가 더티가 된 횟수.',
  'The page cache by task and file: reads that found everything there, and reads that did not.':
    '태스크와 파일별 페이지 캐시: 모두 거기서 찾은 읽기와 그러지 못한 읽기.',
  'Part of the reads that were hits, 0 to 1.': '읽기 중 적중의 비율, 0에서 1.',
  'What was read.': '읽은 크기.',
  'Pages that these reads brought in.': '이 읽기들이 들여온 페이지.',
  'How long reads took that found everything in the page cache, and those that did not.':
    '모두 페이지 캐시에서 찾은 읽기와 그러지 못한 읽기가 각각 얼마나 걸렸는지.',
  'hit or miss.': 'hit(적중) 또는 miss(실패).',
  'How long reads took, by what the page cache had.': '읽기가 얼마나 걸렸는지, 페이지 캐시에 있던 것별.',
  'Writeback by reason: how long files stayed dirty.': '이유별 쓰기 되돌림: 파일이 얼마나 오래 더티였는지.',
  'Why it was written: the flusher’s reason, or the call in which its writer was; empty where nothing tells.':
    '쓰인 이유: 플러셔의 이유, 또는 쓴 스레드가 들어 있던 호출. 알 수 없으면 비어 있다.',
  'How often a page was made dirty before.': '그 앞에 페이지가 더티가 된 횟수.',
  'Pages that were written.': '쓰인 페이지.',
  'How long files stayed dirty, by reason of the writing.': '파일이 얼마나 오래 더티였는지, 쓴 이유별.',
  'Operations of file systems that have an event at their beginning and one at their end.':
    '시작과 끝에 이벤트가 있는 파일시스템 연산.',
  'The file system and its operation.': '파일시스템과 그 연산.',
  'Major and minor number of the device.': '장치의 주 번호와 부 번호.',
  'Sum of their lengths, where their events have one in bytes.':
    '길이의 합, 이벤트가 바이트로 알려 주는 경우.',
  'How long operations of file systems took.': '파일시스템의 연산이 얼마나 걸렸는지.',
  'Events of file systems by device.': '장치별 파일시스템 이벤트.',
  'system:name of the event.': '이벤트의 system:name.',
  'Sum of their lengths, where they have one in bytes.': '길이의 합, 바이트로 된 길이가 있는 경우.',
  'Every open of a file.': '파일의 모든 열기.',
  'When it was called.': '부른 때.',
  'The path, where an event has it.': '경로, 이벤트에 있는 경우.',
  'Arguments of the call.': '호출의 인수.',
  'The descriptor it returned.': '돌려준 디스크립터.',
  'The error it returned.': '돌려준 오류.',
  'Reads of files whose inode is known: what of them the page cache had.':
    'inode가 알려진 파일의 읽기: 그중 페이지 캐시에 있던 것.',
  'What it read.': '이 읽기가 읽은 양.',
  'hit: everything was in the page cache; miss: pages had to be brought in.':
    'hit: 모두 페이지 캐시에 있었다. miss: 페이지를 들여와야 했다.',
  'Pages of the file that it brought in.': '이 읽기가 들여온, 그 파일의 페이지.',
  'Files from when they were made dirty to when they were written.': '더티가 된 때부터 쓰일 때까지의 파일.',
  'When its first page was made dirty.': '첫 페이지가 더티가 된 때.',
  'Until its writing began.': '쓰기가 시작될 때까지.',
  'How often a page of it was made dirty.': '이 파일의 페이지가 더티가 된 횟수.',
  'The event that made it dirty.': '더티로 만든 이벤트.',
  'The event of its writing.': '쓰기 이벤트.',
  'Rounds of the flushers over dirty files.': '더티 파일을 훑는 플러셔의 회차.',
  'Until its end.': '끝날 때까지.',
  'The backing device.': '배킹 장치.',
  'Files that it wrote whose becoming dirty was recorded.': '이 회차가 쓴 파일 중 더티가 된 것이 기록된 것.',
  'The event of its beginning.': '시작을 알린 이벤트.',
  'Every operation of a file system that was seen to end.': '끝이 보인 모든 파일시스템 연산.',
  'Number of the inode, where the event has it.': 'inode 번호, 이벤트에 있는 경우.',
  'Its length, where its event has one in bytes.': '길이, 이벤트에 바이트로 있는 경우.',
  'Files while they are dirty.': '더티인 동안의 파일.',
  'Rounds of the flushers.': '플러셔의 회차.',
  'Operations of file systems.': '파일시스템의 연산.',
  'From what made a file dirty to its writing.': '파일을 더티로 만든 것부터 쓰기까지.',
  'From what told where blocks of a file lie to their way to or from the disk.':
    '파일의 블록이 어디에 있는지 알려 준 이벤트에서 그 블록이 디스크로 오간 길까지.',
  'Stretches of files that lie together on the disk, as the file system told of them.':
    '파일에서 디스크에 나란히 놓인 구간, 파일시스템이 알려 준 대로.',
  'When the file system told of it.': '파일시스템이 알려 준 때.',
  'The first block, counted in the file.': '첫 블록, 파일 안에서 센 번호.',
  'The same block, counted on the file system’s device.': '같은 블록, 파일시스템의 장치에서 센 번호.',
  'How many blocks.': '블록의 수.',
  'The size of a block; unknown where no buffer of the device was recorded.':
    '블록의 크기. 그 장치의 버퍼가 기록되지 않았으면 알 수 없다.',
  'Where it begins on the whole disk, in sectors of 512 bytes.':
    '디스크 전체에서 시작하는 곳, 512바이트 섹터로.',
  'How many sectors.': '섹터의 수.',
  'The event that tells of it.': '이를 알려 주는 이벤트.',
  'Every bio that moved blocks of a file whose extents were told.':
    '자리가 알려진 파일의 블록을 옮긴 모든 bio.',
  'The event that tells of the extent.': '그 구간을 알려 주는 이벤트.',
  'Id of the thread that asked; 0 is an idle task.': '요청한 스레드의 id. 0은 idle 태스크이다.',
  'Name of the thread that asked.': '요청한 스레드의 이름.',
};
