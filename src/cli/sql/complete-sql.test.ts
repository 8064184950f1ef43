import { describe, expect, it } from 'vitest';
import { completeSql } from './complete-sql.ts';

const views = [
  {
    name: 'events',
    sentence: '',
    columns: [
      { id: 'time', sentence: '' },
      { id: 'tid', sentence: '' },
    ],
  },
  { name: 'sched.waits', sentence: '', columns: [{ id: 'duration', sentence: '' }] },
];

describe('completion of SQL', () => {
  it.each([
    ['SELECT * FROM ev', ['events', 'event_before('], 'ev'],
    ['SELECT ti FROM events WHERE ti', ['time', 'tid'], 'ti'],
    ['SELECT dur FROM sched.waits ORDER BY dur', ['duration'], 'dur'],
    ['SELECT * FROM sched.w', ['sched.waits'], 'sched.w'],
    ['sel', ['SELECT'], 'sel'],
    ['.ta', ['.tables'], '.ta'],
    ['SELECT nothing_such', [], 'nothing_such'],
  ])('%s', (line, found, last) => {
    expect(completeSql(views, line)).toEqual([found, last]);
  });
});
