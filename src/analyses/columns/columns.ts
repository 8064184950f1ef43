import type { Column } from '../../store/index.ts';

/** Columns of the kinds that most tables have; what is special about one is its sentence. */

export function text(id: string, sentence: string): Column {
  return { id, type: 'text', unit: '', sentence };
}

export function number(id: string, sentence: string): Column {
  return { id, type: 'number', unit: '', sentence };
}

/** How many of something; without a unit it is a name: an id, a CPU. */
export function count(id: string, unit: string, sentence: string): Column {
  return { id, type: 'integer', unit, sentence };
}

export function bytes(id: string, sentence: string): Column {
  return { id, type: 'bytes', unit: 'bytes', sentence };
}

export function duration(id: string, sentence: string): Column {
  return { id, type: 'duration', unit: 'ns', sentence };
}

/** A row of the trace: an event. */
export function row(id: string, sentence: string): Column {
  return { id, type: 'row', unit: '', sentence };
}

/** The column `time`. */
export function time(sentence: string): Column {
  return { id: 'time', type: 'time', unit: 'ns', sentence };
}

/** The column `cpu`. */
export function cpu(sentence: string): Column {
  return count('cpu', '', sentence);
}
