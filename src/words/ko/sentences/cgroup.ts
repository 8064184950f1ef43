export const cgroup: Readonly<Record<string, string>> = {
  'Cgroups made, removed, frozen and populated, and the tasks that were moved into them.':
    '만들어지고, 없어지고, 얼려지고, 태스크가 들어온 cgroup과 그리로 옮겨진 태스크.',
  'What happened to each cgroup.': '각 cgroup에 일어난 일.',
  'The cgroup, as a path in its hierarchy.': 'cgroup, 그 계층 안의 경로.',
  'What happened: mkdir, rmdir, attach_task, notify_populated, freeze …':
    '일어난 일: mkdir, rmdir, attach_task, notify_populated, freeze 등.',
  'When first.': '처음 일어난 때.',
  'When last.': '마지막으로 일어난 때.',
  'The first such event.': '그런 첫 이벤트.',
  'Every event of a cgroup: which, by whom, and which task was moved into it.':
    'cgroup의 모든 이벤트: 무엇을, 누가, 어느 태스크를 옮겼는지.',
  'Number of the cgroup in its hierarchy.': '계층 안의 cgroup 번호.',
  'Number of the hierarchy; 0 has the controllers of version 2.':
    '계층의 번호. 0에는 버전 2의 컨트롤러가 있다.',
  'Of notify_populated and notify_frozen: whether it is now.':
    'notify_populated와 notify_frozen의 경우: 지금 그러한지.',
  'Events of cgroups.': 'cgroup의 이벤트.',
};
