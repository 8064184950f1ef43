import type { ChildProcess } from 'node:child_process';
import { say } from '../../words/index.ts';
import type { Place, StartedCommand } from '../machine/reach.ts';
import { quote } from '../shell.ts';
import type { Command, CommandStreams } from '../target.ts';

type Stdio = readonly ['inherit' | 'pipe', 'inherit' | 'pipe', 'inherit' | 'pipe'];

/** Starts a command of the login's, which holds: with our own streams where it is to have them, and on a terminal there. */
export async function holdThere(
  command: Command,
  streams: CommandStreams,
  place: Place,
  start: (more: readonly string[], script: string, stdio: Stdio) => ChildProcess,
): Promise<StartedCommand> {
  const folder = `${place.folder}/command`;
  const what = say('targets.prepare');
  await place.must(
    what,
    `printf %s ${quote(commandText(command, place.folder))} >${folder}/run && mkfifo ${folder}/go && chown $owner ${folder}/*`,
  );
  const hasOurs = streams.in === process.stdin && streams.out === process.stdout;
  const isOnTerminal = hasOurs && process.stdin.isTTY && process.stdout.isTTY;
  const stdio: Stdio = hasOurs ? ['inherit', 'inherit', 'inherit'] : ['pipe', 'pipe', 'pipe'];
  const child = start([isOnTerminal ? '-tt' : '-T', '-q'], outerText(folder), stdio);
  const [pid] = await place.must(what, 'await_command', 60);
  const exit = new Promise<number>(resolve => {
    // Where the agent does not say it, the connection is gone.
    child.once('close', code => setTimeout(() => resolve(code ?? 255), 2000).unref());
    place.exit.then(resolve, () => {});
  });
  return {
    process: child,
    pid: Number(pid),
    release: async () => void (await place.must(what, `echo >${folder}/go`)),
    signal: async name => void (await place.must(what, `signal_command ${quote(name)}`)),
    exit,
  };
}

/** What the login's shell runs: it outlives the command, whatever signal that gets, and says how it ended. */
function outerText(folder: string): string {
  return `trap : INT QUIT TERM HUP PIPE USR1 USR2 ALRM; sh ${folder}/run; echo $? >${folder}/ending; mv ${folder}/ending ${folder}/ended`;
}

/** What becomes the command. */
function commandText(command: Command, place: string): string {
  const variables = Object.entries(command.env)
    .filter(([name]) => /^[A-Za-z_]\w*$/.test(name))
    .map(([name, value]) => `export ${name}=${quote(value)}\n`);
  const folder = `${place}/command`;
  return `${variables.join('')}PATH=$PATH:${place}/bin RINGSIDE_OUT=${place}/kept/out
export PATH RINGSIDE_OUT
echo $$ >${folder}/pid.new && mv ${folder}/pid.new ${folder}/pid
read -r go <${folder}/go
${command.cwd === '~' ? '' : `cd ${quote(command.cwd)} || exit 125\n`}exec ${command.argv.map(quote).join(' ')}
`;
}
