import { signal } from '@preact/signals';
import type {
  LabPage,
  RecordOrder,
  TerminalDone,
  TerminalMessage,
  TerminalOrder,
  TerminalWish,
} from '../../../protocol/index.ts';
import { say } from '../../../words/index.ts';
import { hearNews, type RunNews } from '../../app/run-news.ts';
import { type RunningOnServer, runOnServer } from '../../app/run-on-server.ts';
import type { Screen, Size } from './make-screen.ts';

/** How the guest is that was started last; it stays while other views are looked at. */
export interface GuestTerminal extends RunNews {
  readonly lab: LabPage;
  readonly state: 'starting' | 'running' | 'ending' | 'done' | 'failed';
  readonly where: string;
  readonly failure: { readonly message: string; readonly remedy: string } | undefined;
  readonly done: TerminalDone | undefined;
}

type Line = RunningOnServer<RecordOrder | TerminalOrder>;

export const guestTerminal = signal<GuestTerminal | undefined>(undefined);

/** Where the screen is drawn: an element that goes from view to view with all that was printed. */
const screenPlace = document.createElement('div');
screenPlace.className = 'terminal-screen';

let tellPlaced = (): void => {};
/** How many guests were wished for: one that was given up while its screen was made does not come back. */
let wishes = 0;
let running: Line | undefined;
let screen: Screen | undefined;
/** The size that the guest knows. */
let told: Size | undefined;
let waiting: string | undefined;

/** Puts the screen below `holder` until the answer is called. */
export function placeScreen(holder: HTMLElement): () => void {
  holder.append(screenPlace);
  tellPlaced();
  if (waiting !== undefined) showScreen();
  return () => screenPlace.remove();
}

/** Whether a guest is there or on its way. */
export function isTerminalOpen(): boolean {
  const { state } = guestTerminal.value ?? {};
  return state === 'starting' || state === 'running' || state === 'ending';
}

/** Starts the guest of a lab; `typed` is typed there as soon as its shell listens. */
export function startTerminal(lab: LabPage, typed?: string): void {
  if (isTerminalOpen()) return;
  const phase = { name: say('labs.preparing'), done: 0, of: 0 };
  guestTerminal.value = {
    lab,
    state: 'starting',
    phase,
    notes: [],
    where: '',
    failure: undefined,
    done: undefined,
  };
  waiting = typed;
  screen?.close();
  screen = undefined;
  const wish = ++wishes;
  // A terminal finds its size where it stands.
  const placed = screenPlace.isConnected
    ? undefined
    : new Promise<void>(resolve => {
        tellPlaced = resolve;
      });
  Promise.all([import('./make-screen.ts'), placed]).then(
    ([{ makeScreen }]) => {
      if (wish === wishes) join(lab, makeScreen(screenPlace, { onTyped: type, onSize: resize }));
    },
    (error: Error) => fail(error.message, say('recording.gone.remedy')),
  );
}

/** Types lines into the guest of a lab, which is started for them where it is not there. */
export function typeInGuest(lab: LabPage, text: string): void {
  if (guestTerminal.value?.state === 'running' && screen !== undefined) screen.run(text);
  else startTerminal(lab, text);
  showScreen();
}

/** Brings the terminal into sight, with what stands above its screen. */
function showScreen(): void {
  screenPlace.closest('.terminal')?.scrollIntoView({ block: 'nearest' });
}

/** Hangs up: the shell ends, and what it left comes home. A second time by force. */
export function endTerminal(): void {
  running?.order({ kind: 'stop' });
  change(() => ({ state: 'ending' }));
}

/** Gives up a guest that is not there yet. */
export function cancelTerminal(): void {
  wishes++;
  running?.order({ kind: 'cancel' });
  running = undefined;
  guestTerminal.value = undefined;
}

/** Forgets a guest that has ended, and what it printed. */
export function closeTerminal(): void {
  screen?.close();
  screen = undefined;
  guestTerminal.value = undefined;
}

function join(lab: LabPage, made: Screen): void {
  screen = made;
  told = made.size();
  const wish: TerminalWish = { kind: 'terminal', lab: lab.id, ...told };
  const mine: Line = runOnServer<TerminalWish, TerminalMessage, RecordOrder | TerminalOrder>(
    'api/terminal',
    wish,
    message => mine === running && hear(message),
    saidHow => {
      if (mine !== running) return;
      running = undefined;
      made.rest();
      if (!saidHow) fail(say('recording.gone'), say('recording.gone.remedy'));
    },
    bytes => made.write(bytes, () => mine === running && drew(made, bytes.length)),
  );
  running = mine;
}

function drew(on: Screen, bytes: number): void {
  running?.order({ kind: 'drawn', bytes });
  if (waiting === undefined) return;
  on.run(waiting);
  waiting = undefined;
}

function type(bytes: Uint8Array<ArrayBuffer>): void {
  if (guestTerminal.value?.state !== 'starting') running?.send(bytes);
}

function resize({ rows, columns }: Size): void {
  if (guestTerminal.value?.state !== 'running') return;
  if (rows === told?.rows && columns === told.columns) return;
  told = { rows, columns };
  running?.order({ kind: 'resize', rows, columns });
}

function hear(message: TerminalMessage): void {
  switch (message.kind) {
    case 'phase':
    case 'note':
      change(now => hearNews(now, message));
      return;
    case 'running':
      change(({ state }) => ({ state: state === 'starting' ? 'running' : state, where: message.where }));
      if (screen !== undefined) resize(screen.size());
      // Whoever runs a line of the text goes on reading there.
      if (waiting === undefined) screen?.focus();
      return;
    case 'output':
    case 'cancelled':
      return;
    case 'failed':
      fail(message.message, message.remedy);
      return;
    case 'done':
      // Whoever hung up is not told that somebody did.
      change(({ state }) => ({
        state: 'done',
        done: state === 'ending' ? { ...message, exitCode: 0 } : message,
      }));
  }
}

function fail(message: string, remedy: string): void {
  change(() => ({ state: 'failed', failure: { message, remedy } }));
}

function change(changed: (now: GuestTerminal) => Partial<GuestTerminal>): void {
  const now = guestTerminal.value;
  if (now !== undefined) guestTerminal.value = { ...now, ...changed(now) };
}
