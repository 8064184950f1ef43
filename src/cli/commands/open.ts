import { UsageError } from '../../base/index.ts';
import { say } from '../../words/index.ts';
import { serve } from '../serve/serve.ts';
import { explainAddress, hasDesktop, openBrowser } from '../serve/show-address.ts';
import { untilInterrupted } from '../serve/until-interrupted.ts';
import type { RegisterCommand } from './index.ts';

interface OpenCommand {
  readonly port?: number;
  readonly browser: boolean;
  readonly json?: boolean;
}

const example = `
  $ ringside open
  $ ringside open trace.dat
  $ ringside open before.dat after.dat
  $ ringside open --port 8080 --no-browser`;

/** `ringside open`: the page, until Ctrl-C. */
export const open: RegisterCommand = program => {
  program
    .command('open')
    .description(say('open.about'))
    .argument('[file...]', say('open.file'))
    .option('--port <port>', say('open.port'), portNumber)
    .option('--no-browser', say('open.no-browser'))
    .option('--json', say('command.json'))
    .addHelpText('after', example)
    .action(async (files: readonly string[], options: OpenCommand) => {
      if (files.length > 2) throw new UsageError(say('open.too-many'), say('open.too-many.remedy'));
      const ended = untilInterrupted();
      const server = await serve(files, options.port ?? 0);
      const { address, port } = server;
      const json = { ringside: 1, kind: 'open', source: files, problems: [], address, port };
      process.stdout.write(`${options.json ? JSON.stringify(json) : address}\n`);
      if (!options.json) explainAddress(server);
      const cleanUp = options.browser && hasDesktop() ? openBrowser(address) : undefined;
      await ended;
      cleanUp?.();
      await server.close();
    });
};

function portNumber(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (port >= 0 && port < 65_536) return port;
  throw new UsageError(say('open.no-port', { text }), say('open.no-port.remedy'));
}
