import type { TerminalDone, TerminalMessage, TerminalOrder, TerminalWish } from '../../protocol/index.ts';
import { RunSockets } from '../run-sockets.ts';
import { parseTerminalOrder, parseTerminalWish } from './parse-terminal.ts';
import type { TerminalPage } from './terminal-for-page.ts';

/** Runs a terminal for a page to its end. */
export type RunTerminal = (wish: TerminalWish, page: TerminalPage) => Promise<TerminalDone>;

/** The websockets of `api/terminal`: each is a guest of its own. */
export function terminalSockets(run: RunTerminal): RunSockets<TerminalWish, TerminalMessage, TerminalOrder> {
  return new RunSockets({ parse: parseTerminalWish, parseOrder: parseTerminalOrder, run, mostAtOnce: 3 });
}
