import { eventListTable } from '../../views/events/contract.ts';
import type { RowWishes, Stretch } from '../../views/index.ts';
import { say } from '../../words/index.ts';
import { ask } from '../app/client.ts';
import type { TableSource } from '../parts/table/index.ts';

/** The events of the recording, or of a stretch of it, as a table: always by time, filtered as trace-cmd does. */
export function eventSource(count: number, within: Stretch | undefined): TableSource {
  const of = ({ where, contains }: RowWishes) => ({ within, where, contains });
  return {
    key: `events ${count} ${JSON.stringify(within)}`,
    description: eventListTable,
    count,
    isOfRecording: true,
    isSorted: true,
    condition: { example: 'sched/sched_switch: next_pid == 5', help: say('eventlist.where.help') },
    window: (wishes, portion, signal) => ask('events.window', { ...of(wishes), ...portion }, { signal }),
    csv: (wishes, portion) => ask('events.csv', { ...of(wishes), ...portion }),
    place: (wishes, row) => ask('events.place', { ...of(wishes), row }),
  };
}
