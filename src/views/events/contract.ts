import type { TableDescription } from '../../store/index.ts';
import type { OfRecording, Stretch } from '../question.ts';

/** Which events: those of a stretch of time that a filter lets through. */
export interface EventWishes extends OfRecording {
  readonly within?: Stretch | undefined;
  /** A filter as `trace-cmd report -F` has it: `sched/sched_switch: next_pid == 5`. */
  readonly where?: string | undefined;
  /** What the columns must contain, by id; CPU and pid must be it. */
  readonly contains?: Readonly<Record<string, string>> | undefined;
}

/** Events as a list. */
export const eventListTable: TableDescription = {
  id: 'trace.event-list',
  sentence: 'Every recorded event, by time.',
  kind: 'detail',
  columns: [
    { id: 'time', type: 'time', unit: 'ns', sentence: 'Nanoseconds since the start of the trace.' },
    { id: 'cpu', type: 'integer', unit: '', sentence: 'The CPU it was recorded on.' },
    { id: 'comm', type: 'text', unit: '', sentence: 'Name of the thread that ran there.' },
    { id: 'pid', type: 'integer', unit: '', sentence: 'That thread; 0 is the idle task.' },
    { id: 'event', type: 'text', unit: '', sentence: 'system:name of the event.' },
    { id: 'row', type: 'row', unit: '', sentence: 'Its place among all events.' },
    { id: 'text', type: 'text', unit: '', sentence: 'What the event says, as its format prints it.' },
  ],
};
