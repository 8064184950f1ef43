import type { TimeKind } from '../../base/index.ts';
import { createProgress, silentProgress } from '../../packages/index.ts';
import type { Recorded } from '../../recorder/record.ts';
import { recordOnTarget } from '../../recorder/record-on-target.ts';
import { say, sizeInWords } from '../../words/index.ts';
import type { RecordArguments } from '../commands/record.ts';
import { commandName } from '../print/command-name.ts';
import { folderSize } from '../print/folder-size.ts';
import { version } from '../version.ts';
import { followInterrupts } from './interrupts.ts';
import { enterTerminal, type Terminal } from './terminal.ts';

/** Carries `ringside record` out; answers the command's exit code. */
export async function runRecord(argv: readonly string[], options: RecordArguments): Promise<number> {
  const interrupts = followInterrupts(say('record.interrupted'));
  let terminal: Terminal | undefined;
  try {
    const { timeKind, ...recorded } = await recordOnTarget(argv, options, {
      progress: options.quiet || options.json ? silentProgress : createProgress(),
      version,
      join(session) {
        if (session.sharesTerminal) {
          const { stdin, stdout, stderr } = process;
          return { streams: { in: stdin, out: stdout, err: stderr }, terminal: undefined };
        }
        terminal = enterTerminal();
        terminal.onWayOut(() => void session.close());
        const streams = { in: terminal.input, out: process.stdout, err: process.stderr };
        return { streams, terminal: terminal.size };
      },
      onHeld(held) {
        interrupts.passTo(held, { ownsTerminal: terminal === undefined && process.stdin.isTTY === true });
        terminal?.onResize((rows, columns) => void held.resize(rows, columns).catch(() => {}));
      },
    });
    terminal?.leave();
    await reportRecorded(recorded, timeKind, options);
    return recorded.exitCode;
  } finally {
    terminal?.leave({ midway: true });
    interrupts.stop();
    process.stdin.destroy();
  }
}

async function reportRecorded(
  recorded: Recorded,
  timeKind: TimeKind,
  options: RecordArguments,
): Promise<void> {
  const { folder, lost, exitCode } = recorded;
  if (options.json) {
    process.stderr.write(
      `${JSON.stringify({ ringside: 1, kind: 'record', source: folder, problems: [], exitCode, lost })}\n`,
    );
    return;
  }
  if (recorded.killedForMemory.length > 0) {
    process.stderr.write(`${say('record.out-of-memory', { names: recorded.killedForMemory.join(', ') })}\n`);
  }
  if (recorded.leftOut > 0) {
    process.stderr.write(`${say('record.left-out', { count: recorded.leftOut })}\n`);
  }
  if (options.quiet) return;
  const events = lost.overrun + lost.commitOverrun + lost.dropped + lost.unread;
  const line = say('record.done', {
    folder,
    size: sizeInWords(await folderSize(folder)),
    lost: events === 0 ? say('record.nothing-lost') : say('record.lost', { events }),
    time: say(`record.time.${timeKind}`),
  });
  process.stderr.write(`${line}\n${say('record.next', { ringside: commandName() })}\n`);
}
