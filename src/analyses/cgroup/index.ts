import {
  type Column,
  growing,
  type Problem,
  Table,
  type TableDescription,
  type Trace,
  tableOf,
} from '../../store/index.ts';
import { type Analysis, answerWith, derived } from '../analysis.ts';
import { Names } from '../names/index.ts';
import { taskColumns, tasksOf } from '../tasks/index.ts';
import { EventWalk } from '../walk/index.ts';

const path: Column = {
  id: 'path',
  type: 'text',
  unit: '',
  sentence: 'The cgroup, as a path in its hierarchy.',
};
const event: Column = {
  id: 'event',
  type: 'text',
  unit: '',
  sentence: 'What happened: mkdir, rmdir, attach_task, notify_populated, freeze …',
};

const groupsTable: TableDescription = {
  id: 'cgroup.groups',
  sentence: 'What happened to each cgroup.',
  columns: [
    path,
    event,
    { id: 'count', type: 'integer', unit: '', sentence: 'How often.' },
    { id: 'first', type: 'time', unit: 'ns', sentence: 'When first.' },
    { id: 'last', type: 'time', unit: 'ns', sentence: 'When last.' },
    { id: 'row', type: 'row', unit: '', sentence: 'The first such event.' },
  ],
  keys: ['path', 'event'],
  worst: 'count',
  samples: { table: 'cgroup.events', value: 'time' },
};

const eventsTable: TableDescription = {
  id: 'cgroup.events',
  sentence: 'Every event of a cgroup: which, by whom, and which task was moved into it.',
  kind: 'detail',
  columns: [
    { id: 'time', type: 'time', unit: 'ns', sentence: 'When.' },
    { id: 'cpu', type: 'integer', unit: '', sentence: 'The CPU.' },
    event,
    path,
    { id: 'id', type: 'integer', unit: '', sentence: 'Number of the cgroup in its hierarchy.' },
    {
      id: 'root',
      type: 'integer',
      unit: '',
      sentence: 'Number of the hierarchy; 0 has the controllers of version 2.',
    },
    {
      id: 'value',
      type: 'integer',
      unit: '',
      sentence: 'Of notify_populated and notify_frozen: whether it is now.',
    },
    ...taskColumns('that was moved', 'moved_'),
    ...taskColumns('that did it'),
    { id: 'row', type: 'row', unit: '', sentence: 'The event.' },
  ],
  worst: 'time',
};

/** Life and members of cgroups. */
export const cgroupAnalysis: Analysis = {
  id: 'cgroup',
  sentence: 'Cgroups made, removed, frozen and populated, and the tasks that were moved into them.',
  needs: [['cgroup:*']],
  record: "-e 'cgroup:*' --all",
  tables: [groupsTable, eventsTable],
  tracks: [
    {
      id: 'cgroup.events',
      sentence: 'Events of cgroups.',
      table: 'cgroup.events',
      kind: 'instants',
      lanes: ['path'],
      start: 'time',
      value: 'event',
    },
  ],
  answer(trace) {
    const { rows, problems } = derived(trace, readEvents);
    return answerWith(
      {
        'cgroup.groups': () => groupsOf(trace, rows),
        'cgroup.events': () => eventsOf(trace, rows),
      },
      problems,
    );
  },
};

class CgroupRows {
  readonly row = growing.u32();
  /** Codes of `names`. */
  readonly event = growing.u32();
  readonly path = growing.u32();
  readonly id = growing.f64();
  readonly root = growing.f64();
  readonly value = growing.f64();
  /** A task, or `noTask`. */
  readonly moved = growing.u32();
  readonly names = new Names();
}

/** A code that no task has. */
const noTask = 0xffff_ffff;

function readEvents(trace: Trace): { readonly rows: CgroupRows; readonly problems: readonly Problem[] } {
  const rows = new CgroupRows();
  const tasks = tasksOf(trace);
  const walk = new EventWalk(trace);
  walk.on('cgroup:*', fields => {
    const event = rows.names.code(fields.format.name.replace(/^cgroup_/, ''));
    // Those that move a task name the cgroup that it goes to.
    const prefix = fields.has('dst_path') ? 'dst_' : '';
    const path = fields.text(`${prefix}path`, fields.has('name') ? '/' : '');
    const [id, root, value] = [`${prefix}id`, `${prefix}root`, 'val'].map(name =>
      fields.number(name, Number.NaN),
    );
    const moved = fields.has('pid') ? fields.number('pid') : undefined;
    return row => {
      rows.row.push(row);
      rows.event.push(event);
      rows.path.push(rows.names.code(path(row)));
      rows.id.push(id!(row));
      rows.root.push(root!(row));
      rows.value.push(value!(row));
      rows.moved.push(moved === undefined ? noTask : tasks.of(moved(row), row));
    };
  });
  return { problems: walk.run(), rows };
}

function groupsOf({ time }: Trace, { row: rows, event: events, path: paths, names }: CgroupRows): Table {
  const groups = new Map<number, { first: number; last: number; count: number }>();
  for (let index = 0; index < rows.length; index++) {
    const key = paths.at(index) * 2 ** 24 + events.at(index);
    const group = groups.get(key) ?? { first: rows.at(index), last: 0, count: 0 };
    groups.set(key, group);
    group.last = rows.at(index);
    group.count++;
  }
  return tableOf(
    groupsTable,
    [...groups].map(([key, { first, last, count }]) => ({
      path: names.texts[Math.floor(key / 2 ** 24)]!,
      event: names.texts[key % 2 ** 24]!,
      count,
      first: time[first]!,
      last: time[last]!,
      row: first,
    })),
  );
}

function eventsOf(trace: Trace, rows: CgroupRows): Table {
  const tasks = tasksOf(trace);
  const of = rows.row.view();
  const { texts } = rows.names;
  return new Table(eventsTable, {
    time: Float64Array.from(of, row => trace.time[row]!),
    cpu: Uint16Array.from(of, row => trace.cpu[row]!),
    event: { codes: rows.event.view(), texts },
    path: { codes: rows.path.view(), texts },
    id: rows.id.view(),
    root: rows.root.view(),
    value: rows.value.view(),
    ...tasks.columns(rows.moved.view(), 'moved_'),
    ...tasks.columns(Uint32Array.from(of, row => tasks.ofRow(row))),
    row: of,
  });
}
