import { signal } from '@preact/signals';
import type { LabDone, LabMessage, LabPage, LabWish } from '../../protocol/index.ts';
import { say } from '../../words/index.ts';
import { hearNews, type RunNews } from '../app/run-news.ts';
import { type RunningOnServer, runOnServer } from '../app/run-on-server.ts';
import { type Printed, shortened } from '../parts/printed-output.tsx';

/** How the lab that was run last is going; it goes on while other views are looked at. */
export interface LabRun extends RunNews {
  readonly lab: LabPage;
  readonly kind: LabWish['kind'];
  readonly state: 'going' | 'done' | 'cancelled' | 'failed';
  /** Which of its recordings is being made. */
  readonly recording: string | undefined;
  readonly output: readonly Printed[];
  readonly failure: { readonly message: string; readonly remedy: string } | undefined;
  readonly done: LabDone | undefined;
}

export const labRun = signal<LabRun | undefined>(undefined);
let running: RunningOnServer | undefined;

/** Records a lab, and checks it where that is wished. */
export function startLab(lab: LabPage, kind: LabWish['kind']): void {
  const phase = { name: say('labs.preparing'), done: 0, of: 0 };
  const nothing = { recording: undefined, notes: [], output: [], failure: undefined, done: undefined };
  labRun.value = { lab, kind, state: 'going', phase, ...nothing };
  const wish: LabWish = { kind, lab: lab.id };
  running = runOnServer('api/lab', wish, hear, saidHow => {
    running = undefined;
    if (!saidHow) fail(say('recording.gone'), say('recording.gone.remedy'));
  });
}

export function cancelLab(): void {
  running?.order({ kind: 'cancel' });
}

function hear(message: LabMessage): void {
  switch (message.kind) {
    case 'phase':
    case 'note':
      change(now => hearNews(now, message));
      return;
    case 'recording':
      change(() => ({ recording: message.id }));
      return;
    case 'output':
      change(({ output }) => ({ output: shortened([...output, message]) }));
      return;
    case 'cancelled':
      change(() => ({ state: 'cancelled' }));
      return;
    case 'failed':
      fail(message.message, message.remedy);
      return;
    case 'done':
      change(() => ({ state: 'done', done: message }));
  }
}

function fail(message: string, remedy: string): void {
  change(() => ({ state: 'failed', failure: { message, remedy } }));
}

function change(changed: (now: LabRun) => Partial<LabRun>): void {
  if (labRun.value !== undefined) labRun.value = { ...labRun.value, ...changed(labRun.value) };
}
