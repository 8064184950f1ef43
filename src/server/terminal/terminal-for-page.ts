import { PassThrough } from 'node:stream';
import { guestOfLab, type LabTools, prepareLabShell } from '../../lab-runner/index.ts';
import type { TerminalDone, TerminalMessage, TerminalOrder, TerminalWish } from '../../protocol/index.ts';
import type { BroughtHome } from '../../recorder/bring-home.ts';
import { beginRecording } from '../../recorder/recording-folder.ts';
import { shellInGuest } from '../../recorder/shell-in-guest.ts';
import { guestOptions, usualGuest } from '../../targets/guest-wishes.ts';
import { startMicroVm } from '../../targets/micro-vm/index.ts';
import type { HeldCommand, TargetSession } from '../../targets/target.ts';
import { say } from '../../words/index.ts';
import { type LabToolsFor, labOfCourse } from '../labs/lab-desk.ts';
import type { RunPage } from '../run-sockets.ts';
import { progressFor } from '../tell-page.ts';
import { pageScreen } from './page-screen.ts';
import { partsIn } from './parts-in.ts';

/** The page's side of a terminal. */
export type TerminalPage = RunPage<TerminalMessage, TerminalOrder>;

/** What is typed and not read by anybody is kept up to here; a terminal's own queue has 4 KiB. */
const mostTyped = 1 << 20;

/** Runs the shell of a lab's guest on a terminal of the page to its end, as `ringside lab shell` would. */
export async function terminalForPage(
  wish: TerminalWish,
  page: TerminalPage,
  toolsFor: LabToolsFor,
  add: (folder: string) => Promise<string>,
): Promise<TerminalDone> {
  const lab = labOfCourse(wish.lab)!;
  const tools = toolsFor(progressFor(page));
  const session = await startMicroVm(guestOptions(guestOfLab(lab, usualGuest), 'nop', []), tools.progress);
  const typed = new PassThrough();
  const screen = pageScreen(bytes => page.tell(bytes));
  const leave = whenGone(page.signal, session, screen.close);
  try {
    page.signal.throwIfAborted();
    const { code, home } = await shellInGuest(session, {
      argv: [],
      terminal: { rows: wish.rows, columns: wish.columns },
      streams: { in: typed, out: screen.stream, err: screen.stream },
      version: tools.version,
      env: { TERM: 'xterm-256color' },
      prepare(up) {
        tools.progress.phase(say('lab.preparing', { id: lab.id }));
        return prepareLabShell(lab, up);
      },
      onHeld(held) {
        const shell = hungUp(held);
        page.onHeld(shell);
        leave.passTo(shell);
        page.hear(said => {
          if (said instanceof Uint8Array) {
            if (typed.writableLength < mostTyped) typed.write(said);
          } else if (said.kind === 'drawn') screen.drawn(said.bytes);
          else void held.resize(said.rows, said.columns).catch(() => {});
        });
        void page.tell({ kind: 'running', where: session.description });
      },
      begin: () => beginRecording(undefined, `lab-${lab.id}-shell`),
    });
    return { kind: 'done', exitCode: code, ...(await homeOf(home, tools, add)) };
  } finally {
    leave.stop();
    await session.close();
  }
}

/** A shell is told to stop by hanging up: it takes Ctrl-C for the end of a line. */
function hungUp(held: HeldCommand): HeldCommand {
  return { ...held, signal: name => held.signal(name === 'INT' ? 'HUP' : name) };
}

async function homeOf(
  home: BroughtHome | undefined,
  tools: LabTools,
  add: (folder: string) => Promise<string>,
): Promise<Pick<TerminalDone, 'home'>> {
  if (home === undefined || home.names.length === 0) return {};
  const { folder, names, leftBehind } = home;
  const [recording, parts] = await Promise.all([add(folder), partsIn(folder, names, tools)]);
  return { home: { recording, names, parts, leftBehind } };
}

/** How long a shell may take to hang up, and all of its end, when nobody waits for it. */
const patience = { hangUp: 3000, home: 30_000 };

/** A page that is gone hangs up too: what was recorded still comes home, unless that takes too long. */
function whenGone(
  signal: AbortSignal,
  session: TargetSession,
  close: () => void,
): { passTo(shell: HeldCommand): void; stop(): void } {
  let shell: HeldCommand | undefined;
  const timers: NodeJS.Timeout[] = [];
  const after = (milliseconds: number, act: () => void): void =>
    void timers.push(setTimeout(act, milliseconds));
  const leave = (): void => {
    close();
    if (shell === undefined) return void session.close();
    const { signal: send } = shell;
    send('HUP').catch(() => {});
    after(patience.hangUp, () => void send('KILL').catch(() => {}));
    after(patience.home, () => void session.close());
  };
  signal.addEventListener('abort', leave, { once: true });
  return {
    passTo(held) {
      shell = held;
    },
    stop() {
      signal.removeEventListener('abort', leave);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
