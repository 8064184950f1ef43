import type { Column } from '../../store/index.ts';

/** Columns that say which task: `tid` and `comm`, with a prefix where a row names several (`waker_`). */
export function taskColumns(who: string, prefix = ''): readonly Column[] {
  return [
    {
      id: `${prefix}tid`,
      type: 'integer',
      unit: '',
      sentence: `Id of the thread ${who}; 0 is an idle task.`,
    },
    { id: `${prefix}comm`, type: 'text', unit: '', sentence: `Name of the thread ${who}.` },
  ];
}
