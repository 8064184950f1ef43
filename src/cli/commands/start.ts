import { createProgress, missingPrograms } from '../../packages/index.ts';
import { defaultPlan } from '../../recorder/plan.ts';
import { record } from '../../recorder/record.ts';
import { beginRecording } from '../../recorder/recording-folder.ts';
import { startMicroVm } from '../../targets/micro-vm/index.ts';
import { say } from '../../words/index.ts';
import { commandName } from '../print/command-name.ts';
import { serve } from '../serve/serve.ts';
import { explainAddress } from '../serve/show-address.ts';
import { untilInterrupted } from '../serve/until-interrupted.ts';
import { findStartRecording } from '../start/last-recording.ts';
import { version } from '../version.ts';
import type { RegisterCommand } from './index.ts';
import { showLayers } from './replay.ts';

/** The course's first lab: `uftrace record --force -K 30 mv`. */
const command = ['/bin/mv', 'seat', 'front-row'];
const kernelDepth = 30;

/** `ringside start`, which is `npm start`. */
export const start: RegisterCommand = (program, setExitCode) => {
  program
    .command('start')
    .description(say('start.about'))
    .option('--no-serve', say('start.no-serve'))
    .addHelpText('after', '\n  $ npm start\n  $ npm start -- --no-serve')
    .action(async ({ serve: isToServe }: { readonly serve: boolean }) => {
      const last = await findStartRecording(command);
      if (last !== undefined) {
        process.stdout.write(`${say('start.again')}\n\n`);
        await showTree(last);
      }
      const { folder, exitCode } = await recordMove();
      process.stdout.write('\n');
      await showTree(folder);
      process.stdout.write(
        `\n${say('start.what')}\n\n${say('start.next', { ringside: commandName() })}\n\n${say('start.kept', { folder })}\n`,
      );
      setExitCode(exitCode === 0 ? 0 : 1);
      if (isToServe && exitCode === 0) await showPage(folder);
    });
};

async function recordMove() {
  const progress = createProgress();
  const programs = missingPrograms(['uftrace']);
  const options = {
    arch: 'x86_64',
    armed: 'nop',
    programs,
    instructionTime: false,
    alwaysBoot: false,
    asRoot: false,
  } as const;
  const session = await startMicroVm(options, progress);
  try {
    await session.must('make a file to move', 'echo ringside >/scratch/seat');
    progress.phase(say('start.recording', { kernel: session.kernel }));
    return await record(session, await beginRecording(undefined, command[0]), {
      plan: defaultPlan,
      command: {
        argv: command,
        cwd: '/scratch',
        env: { PATH: '/usr/bin:/bin', LANG: 'C' },
        terminal: undefined,
      },
      streams: { in: process.stdin, out: process.stdout, err: process.stderr },
      user: { kernelDepth },
      companions: [],
      version,
    });
  } finally {
    progress.end();
    await session.close();
    process.stdin.destroy();
  }
}

async function showPage(folder: string): Promise<void> {
  const ended = untilInterrupted();
  const server = await serve([folder], 0);
  process.stdout.write(`\n${say('start.page', { address: server.address })}\n`);
  explainAddress(server);
  await ended;
  await server.close();
}

/** The library calls of mv, then what lies under the one that matters. */
function showTree(folder: string): Promise<void> {
  return showLayers(folder, [{ depth: '1' }, { filter: ['renameat2'], depth: '7' }]);
}
