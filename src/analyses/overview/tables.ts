import type { TableDescription } from '../../store/index.ts';

/** How often each event was recorded. */
export const eventCountTable: TableDescription = {
  id: 'overview.events',
  sentence: 'How often each event was recorded, the most frequent first.',
  columns: [
    { id: 'event', type: 'text', unit: '', sentence: 'system:name of the event.' },
    { id: 'count', type: 'integer', unit: 'events', sentence: 'How many of it were recorded.' },
    { id: 'share', type: 'number', unit: '', sentence: 'Its part of all events, 0 to 1.' },
    { id: 'rate', type: 'number', unit: 'events/s', sentence: 'How many of it a second.' },
    { id: 'first', type: 'time', unit: 'ns', sentence: 'When it was recorded first.' },
    { id: 'last', type: 'time', unit: 'ns', sentence: 'When it was recorded last.' },
  ],
};

/** The threads that ran while events were recorded. */
export const taskCountTable: TableDescription = {
  id: 'overview.tasks',
  sentence: 'The threads that ran while events were recorded, those with the most events first.',
  columns: [
    { id: 'pid', type: 'integer', unit: '', sentence: 'Id of the thread; 0 is the idle task.' },
    { id: 'comm', type: 'text', unit: '', sentence: 'Name of the thread.' },
    { id: 'count', type: 'integer', unit: 'events', sentence: 'Events recorded while it ran.' },
    { id: 'share', type: 'number', unit: '', sentence: 'Its part of all events, 0 to 1.' },
  ],
};

/** The CPUs that events were recorded on. */
export const cpuCountTable: TableDescription = {
  id: 'overview.cpus',
  sentence: 'The CPUs that events were recorded on, for each tracing instance.',
  columns: [
    { id: 'buffer', type: 'text', unit: '', sentence: 'The tracing instance; empty for the top one.' },
    { id: 'cpu', type: 'integer', unit: '', sentence: 'Number of the CPU.' },
    { id: 'count', type: 'integer', unit: 'events', sentence: 'Events recorded on it.' },
    { id: 'first', type: 'time', unit: 'ns', sentence: 'When its first event was recorded.' },
    { id: 'last', type: 'time', unit: 'ns', sentence: 'When its last event was recorded.' },
  ],
};

/** What can be asked of a recording. */
export const subjectTable: TableDescription = {
  id: 'overview.subjects',
  sentence: 'What the events of this recording can tell about, and what else would have to be recorded.',
  columns: [
    { id: 'subject', type: 'text', unit: '', sentence: 'Name of the subject.' },
    {
      id: 'recorded',
      type: 'text',
      unit: '',
      sentence: 'yes, partly or no: whether its events were recorded.',
    },
    { id: 'missing', type: 'text', unit: '', sentence: 'The events it needs that have no record here.' },
    { id: 'plan', type: 'text', unit: '', sentence: 'The recorder’s plan that records it.' },
  ],
};

/** Every table of the overview. */
export const overviewTables: readonly TableDescription[] = [
  eventCountTable,
  taskCountTable,
  cpuCountTable,
  subjectTable,
];
