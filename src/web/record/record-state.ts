import { signal } from '@preact/signals';
import type { RecordMessage, RecordWish } from '../../protocol/index.ts';
import { commandWords } from '../../text/command-words.ts';
import { say } from '../../words/index.ts';
import { go } from '../app/place.ts';
import { openRecording } from '../app/recordings.ts';
import { hearNews, type RunNews } from '../app/run-news.ts';
import { type RunningOnServer, runOnServer } from '../app/run-on-server.ts';
import { type Printed, shortened } from '../parts/printed-output.tsx';

/** What a person chose; it stays while other views are looked at. */
export interface Wishes {
  readonly command: string;
  readonly plan: string;
  readonly events: string;
  readonly functions: RecordWish['functions'];
  readonly isWholeSystem: boolean;
}

export const wishes = signal<Wishes>({
  command: 'cp /etc/hostname /scratch/copy',
  plan: 'overview',
  events: '',
  functions: 'none',
  isWholeSystem: false,
});

type Ended = Extract<RecordMessage, { kind: 'done' }>;

/** How a recording is going. */
export interface Run extends RunNews {
  readonly state: 'preparing' | 'running' | 'finishing' | 'done' | 'cancelled' | 'failed';
  readonly where: string;
  readonly output: readonly Printed[];
  readonly failure: { readonly message: string; readonly remedy: string } | undefined;
  readonly ended: Ended | undefined;
}

export const run = signal<Run | undefined>(undefined);
let running: RunningOnServer | undefined;

/** Makes the recording that was chosen and opens it when it is done. Answers what is wrong with the command. */
export function startRecording(): string | undefined {
  const { command, plan, events, functions, isWholeSystem } = wishes.value;
  const argv = commandWords(command);
  if (argv === undefined) return say('recording.command.wrong');
  if (argv.length === 0) return say('recording.command.about');
  const patterns = events.split(/[\s,]+/).filter(each => each !== '');
  const wish: RecordWish = {
    kind: 'record',
    target: 'vm',
    argv,
    plan,
    events: patterns,
    functions,
    isWholeSystem,
  };
  const phase = { name: say('recording.preparing'), done: 0, of: 0 };
  const nothing = { notes: [], where: '', output: [], failure: undefined, ended: undefined };
  run.value = { state: 'preparing', phase, ...nothing };
  running = runOnServer('api/record', wish, hear, saidHow => {
    running = undefined;
    if (!saidHow) fail(say('recording.gone'), say('recording.gone.remedy'));
  });
  return undefined;
}

/** The command ends as by Ctrl-C, and what was recorded is kept. */
export function stopRecording(): void {
  running?.order({ kind: 'stop' });
  change(() => ({ state: 'finishing', phase: { name: say('recording.finishing'), done: 0, of: 0 } }));
}

export function cancelRecording(): void {
  running?.order({ kind: 'cancel' });
}

export function forgetRun(): void {
  run.value = undefined;
}

function hear(message: RecordMessage): void {
  switch (message.kind) {
    case 'phase':
    case 'note':
      change(now => hearNews(now, message));
      return;
    case 'running':
      change(() => ({ state: 'running', where: message.where }));
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
      change(() => ({ state: 'done', ended: message }));
      void show(message);
  }
}

async function show({ recording, exitCode, killedForMemory }: Ended): Promise<void> {
  await openRecording({ kind: 'served', id: recording }, wishes.value.command);
  // How it ended stays to be read where it did not end well.
  if (exitCode === 0 && killedForMemory.length === 0) forgetRun();
  go({ view: 'overview', from: undefined, to: undefined, select: undefined, find: undefined });
}

function fail(message: string, remedy: string): void {
  change(() => ({ state: 'failed', failure: { message, remedy } }));
}

function change(changed: (now: Run) => Partial<Run>): void {
  if (run.value !== undefined) run.value = { ...run.value, ...changed(run.value) };
}
