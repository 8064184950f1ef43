import { describe } from 'vitest';
import { type Look, narrow, test, wide } from './chromium.ts';
import { openRecording, type RecordingName, settled } from './open.ts';
import { expectPicture } from './picture.ts';

const looks: Readonly<Record<string, Look>> = {
  'wide-light-en': wide,
  'wide-dark-ko': { ...wide, theme: 'dark', language: 'ko' },
  'narrow-light-ko': { ...narrow, language: 'ko' },
  'narrow-dark-en': { ...narrow, theme: 'dark' },
};

/** A place of each view with a recording that has something for it. */
const places: Readonly<Record<string, readonly [recording: RecordingName, place: string]>> = {
  overview: ['trace.dat with events', 'overview'],
  timeline: ['trace.dat with events', 'timeline'],
  'timeline-of-calls': ['trace.dat with a function graph', 'timeline?from=20000000&to=60000000'],
  calls: ['trace.dat with a function graph', 'calls'],
  'calls-flame': ['trace.dat with a function graph', 'calls?show=flame'],
  journey: ['text of the tracer', 'journey?of=request'],
  map: ['trace.dat with a function graph', 'map'],
  reports: ['trace.dat with events', 'reports?analysis=sched'],
  'reports-table': ['trace.dat with events', 'reports?analysis=sched&table=sched.waits'],
  events: ['trace.dat with events', 'events?select=row:1200'],
  losses: ['text of a function graph', 'losses'],
  compare: ['trace.dat with events', 'compare'],
  query: ['trace.dat with events', 'query'],
};

describe('each view looks as it did when somebody last looked at it', () => {
  for (const [picture, [recording, place]] of Object.entries(places)) {
    for (const [name, look] of Object.entries(looks)) {
      test(`${picture}, ${name}`, async ({ visit }) => {
        const page = await visit.newPage(look);
        await openRecording(page, visit, recording, place);
        await settled(page);
        await expectPicture(page, `${picture}-${name}`);
      });
    }
  }
});
