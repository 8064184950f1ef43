import { say } from '../../words/index.ts';
import { type Selection, selectionText } from '../selection.ts';
import type { PlaceChanges, PlaceLink } from './explanation.ts';

/** Links from what is selected to where else it can be seen. */

export function toEvents(row: number): PlaceLink {
  return {
    label: say('explain.to.events'),
    to: { view: 'events', select: selectionText({ kind: 'row', row }) },
  };
}

/** What is drawn around it on the time line: it takes the middle third. */
export function toTimeline(selection: Selection, from: number, to: number, span: number): PlaceLink {
  return {
    label: say('explain.to.timeline'),
    to: { view: 'timeline', select: selectionText(selection), ...around(from, to, span) },
  };
}

/** Least part of the recording that an instant is shown in. */
const leastPart = 1 / 200;

function around(from: number, to: number, span: number): { readonly from: string; readonly to: string } {
  const room = Math.max(to - from, (span * leastPart) / 2, 1);
  return { from: String(Math.max(0, Math.floor(from - room))), to: String(Math.ceil(to + room)) };
}

/** Rows of a table for which a condition holds, on the page of its analysis. */
export function toTable(label: string, table: string, where?: string): PlaceLink {
  const analysis = table.slice(0, table.indexOf('.'));
  return { label, to: { view: 'reports', analysis, table, ...(where === undefined ? {} : { where }) } };
}

export function toCalls(label: string, changes: PlaceChanges): PlaceLink {
  return { label, to: { view: 'calls', ...changes } };
}

export function toJourney(of: string): PlaceLink {
  return { label: say('explain.to.journey'), to: { view: 'journey', of } };
}

export function toSelection(label: string, selection: Selection): PlaceLink {
  return { label, to: { select: selectionText(selection) } };
}
