import {
  type Cell,
  type Column,
  type Problem,
  type TableDescription,
  type Trace,
  tableOf,
} from '../../store/index.ts';
import { type Analysis, answerWith, derived } from '../analysis.ts';
import { taskColumns, tasksOf } from '../tasks/index.ts';
import { EventWalk } from '../walk/index.ts';

const row: Column = { id: 'row', type: 'row', unit: '', sentence: 'The event, the first of them in sums.' };
const count: Column = { id: 'count', type: 'integer', unit: '', sentence: 'How often.' };
const event: Column = { id: 'event', type: 'text', unit: '', sentence: 'The event, without its system.' };

const messagesTable: TableDescription = {
  id: 'bpf.messages',
  sentence: 'What BPF programs said by bpf_printk.',
  kind: 'detail',
  columns: [
    { id: 'time', type: 'time', unit: 'ns', sentence: 'When.' },
    { id: 'cpu', type: 'integer', unit: '', sentence: 'The CPU.' },
    ...taskColumns('that ran'),
    { id: 'message', type: 'text', unit: '', sentence: 'The text.' },
    row,
  ],
  worst: 'time',
};

const xdpTable: TableDescription = {
  id: 'bpf.xdp',
  sentence: 'Packets in XDP by program, action and interface.',
  columns: [
    event,
    { id: 'program', type: 'integer', unit: '', sentence: 'Id of the BPF program.' },
    { id: 'action', type: 'text', unit: '', sentence: 'ABORTED, DROP, PASS, TX or REDIRECT.' },
    {
      id: 'interface',
      type: 'integer',
      unit: '',
      sentence: 'Number of the interface; where from, for redirects.',
    },
    { id: 'to', type: 'integer', unit: '', sentence: 'Number of the interface that packets went to.' },
    count,
    { id: 'sent', type: 'integer', unit: 'packets', sentence: 'Packets sent.' },
    { id: 'drops', type: 'integer', unit: 'packets', sentence: 'Packets dropped.' },
    { id: 'errors', type: 'integer', unit: '', sentence: 'Events that told of an error.' },
    row,
  ],
  keys: ['event', 'action'],
  worst: 'count',
};

const runsTable: TableDescription = {
  id: 'bpf.tests',
  sentence: 'Test runs of BPF programs by their result.',
  columns: [
    event,
    { id: 'error', type: 'integer', unit: '', sentence: 'Error number; 0 for none.' },
    count,
    row,
  ],
  keys: ['event', 'error'],
  worst: 'count',
};

/** What BPF programs said and did with packets. */
export const bpfAnalysis: Analysis = {
  id: 'bpf',
  sentence: 'BPF: messages of programs, packets in XDP, test runs.',
  needs: [['bpf_trace:bpf_trace_printk'], ['xdp:*'], ['bpf_test_run:*']],
  record: "-e 'bpf_trace:*' -e 'xdp:*' -e 'bpf_test_run:*' --all",
  tables: [messagesTable, xdpTable, runsTable],
  tracks: [
    {
      id: 'bpf.messages',
      sentence: 'Messages of BPF programs.',
      table: 'bpf.messages',
      kind: 'instants',
      lanes: ['cpu'],
      start: 'time',
      value: 'message',
    },
  ],
  answer(trace) {
    const found = derived(trace, readEvents);
    return answerWith(
      {
        'bpf.messages': () => tableOf(messagesTable, found.messages),
        'bpf.xdp': () =>
          tableOf(
            xdpTable,
            [...found.xdp.values()].map(sum => ({ ...sum })),
          ),
        'bpf.tests': () =>
          tableOf(
            runsTable,
            [...found.tests.values()].map(sum => ({ ...sum })),
          ),
      },
      found.problems,
    );
  },
};

interface Packets {
  readonly event: string;
  readonly program: Cell;
  readonly action: string;
  readonly interface: Cell;
  readonly to: Cell;
  readonly row: number;
  count: number;
  sent: number;
  drops: number;
  errors: number;
}

interface Found {
  readonly messages: readonly Readonly<Record<string, Cell>>[];
  readonly xdp: ReadonlyMap<string, Packets>;
  readonly tests: ReadonlyMap<
    string,
    { readonly event: string; readonly error: number; readonly row: number; count: number }
  >;
  readonly problems: readonly Problem[];
}

/** include/uapi/linux/bpf.h: enum xdp_action. */
const actions = ['ABORTED', 'DROP', 'PASS', 'TX', 'REDIRECT'];

function readEvents(trace: Trace): Found {
  const messages: Readonly<Record<string, Cell>>[] = [];
  const xdp = new Map<string, Packets>();
  const tests = new Map<string, { event: string; error: number; row: number; count: number }>();
  const tasks = tasksOf(trace);
  const walk = new EventWalk(trace);
  walk.on('bpf_trace:bpf_trace_printk', fields => {
    const text = fields.text('bpf_string');
    return row => {
      const task = tasks.ofRow(row);
      messages.push({
        time: trace.time[row]!,
        cpu: trace.cpu[row]!,
        tid: tasks.tids[task],
        comm: tasks.comms[task],
        message: text(row),
        row,
      });
    };
  });
  walk.on('xdp:*', fields => {
    const optional = (...names: readonly string[]): ((row: number) => number) => {
      const name = names.find(one => fields.has(one));
      return name === undefined ? () => Number.NaN : fields.number(name);
    };
    const [program, action, error] = [optional('prog_id'), optional('act'), optional('err', 'errno')];
    const [from, to] = [optional('ifindex', 'from_ifindex'), optional('to_ifindex')];
    const [sent, drops] = [optional('sent', 'processed'), optional('drops')];
    const { name } = fields.format;
    return row => {
      const act = action(row);
      const key = [name, program(row), act, from(row), to(row)].join(' ');
      const sum = xdp.get(key) ?? {
        event: name,
        program: program(row),
        action: Number.isNaN(act) ? '' : (actions[act] ?? String(act)),
        interface: from(row),
        to: to(row),
        row,
        count: 0,
        sent: 0,
        drops: 0,
        errors: 0,
      };
      xdp.set(key, sum);
      sum.count++;
      sum.sent += sent(row) || 0;
      sum.drops += drops(row) || 0;
      if ((error(row) || 0) !== 0) sum.errors++;
    };
  });
  walk.on('bpf_test_run:*', fields => {
    const error = fields.number('err');
    const { name } = fields.format;
    return row => {
      const key = `${name} ${error(row)}`;
      const sum = tests.get(key) ?? { event: name, error: error(row), row, count: 0 };
      tests.set(key, sum);
      sum.count++;
    };
  });
  const problems = walk.run();
  return { messages, xdp, tests, problems };
}
