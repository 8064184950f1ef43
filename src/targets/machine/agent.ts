import { Duplex } from 'node:stream';
import { TargetError } from '../../base/index.ts';
import { say } from '../../words/index.ts';
import { openControl } from '../control.ts';
import type { Answer } from '../target.ts';
import type { Reach, ShellProcess } from './reach.ts';
import { refusalIn } from './refusals.ts';
import { agentText, startRootShell } from './shell-text.ts';

const leaveSeconds = 60;

/** Ringside's shell on a machine, as root. */
export interface Agent {
  evaluate(script: string, seconds?: number): Promise<Answer>;
  must(what: string, script: string, seconds?: number): Promise<readonly string[]>;
  /** Lets it put everything back. */
  end(): Promise<void>;
}

/** Starts it. A TargetError with the next step where nobody gets there or becomes root. */
export async function startAgent(reach: Reach): Promise<Agent> {
  const shell = startRootShell(reach, `${agentText()}\nbegin_serving\n`);
  const streams = Duplex.from({ writable: shell.stdin, readable: shell.stdout });
  // Its end is told by the shell's.
  streams.on('error', () => {});
  const control = openControl(streams);
  const said = collect(shell);
  const ended = endOf(shell).then(code => {
    control.fail(
      reach.explain(code, said()) ??
        new TargetError(say('targets.agent'), said() || say('targets.gone', reach), say('targets.again')),
    );
  });
  const evaluate = async (script: string, seconds = 60): Promise<Answer> => {
    const timer = setTimeout(() => {
      const output = say('targets.silent', { seconds });
      control.fail(new TargetError(say('targets.agent'), output, say('targets.again')));
    }, seconds * 1000);
    try {
      return await control.evaluate(script);
    } finally {
      clearTimeout(timer);
    }
  };
  const agent: Agent = {
    evaluate,
    async must(what, script, seconds) {
      const { code, lines } = await evaluate(script, seconds);
      if (code === 0) return lines;
      throw (
        refusalIn(lines, reach) ??
        new TargetError(what, lines.join('\n') || String(code), say('targets.again'))
      );
    },
    async end() {
      await evaluate('leave', leaveSeconds).catch(() => {});
      shell.stdin.end();
      await ended;
      reach.close();
    },
  };
  await control.ready.catch(error => {
    reach.close();
    throw error;
  });
  return agent;
}

/** What a shell says on its standard error. */
export function collect(shell: ShellProcess): () => string {
  let said = '';
  shell.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-8192);
  });
  return () => said.trim();
}

/** The exit code of a shell when its streams have ended too; 127 where it could not be started. */
export function endOf(shell: ShellProcess): Promise<number> {
  return new Promise(resolve => {
    shell.once('error', () => resolve(127));
    shell.once('close', code => resolve(code ?? 137));
  });
}
