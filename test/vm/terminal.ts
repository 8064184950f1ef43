import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guestsOf, root, temporaryFolder } from './ringside.ts';

const program = join(root, 'bin/ringside.mjs');

/** Why no terminal can be had here, or undefined. */
export const noTerminal =
  spawnSync('script', ['--version']).status === 0 ? undefined : 'needs script (util-linux)';

/** A `ringside` on a terminal of its own: a pty that script(1) made. */
export class RingsideOnTerminal {
  static readonly all: RingsideOnTerminal[] = [];
  readonly #child: ChildProcess;
  readonly #folder = temporaryFolder();
  readonly ended: Promise<number>;
  #said = '';
  #taken = 0;

  constructor(args: readonly string[], size = { rows: 33, columns: 101 }) {
    const words = [process.execPath, program, ...args].map(word => `'${word}'`).join(' ');
    const command = `cd ${this.#folder}; tty >tty; stty rows ${size.rows} cols ${size.columns}; stty -g >before
      sh -c 'echo $$ >pid; exec "$@"' - ${words}
      code=$?; stty -g >after; exit $code`;
    this.#child = spawn('script', ['-qec', command, '/dev/null'], {
      env: { ...process.env, LANG: 'C', SHELL: '/bin/sh', TERM: 'xterm', PS1: 'ready> ' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.#said += text;
    });
    RingsideOnTerminal.all.push(this);
    this.ended = new Promise(resolve => this.#child.once('close', code => resolve(code ?? -1)));
  }

  /** Hangs up. */
  close(): void {
    this.#child.kill('SIGKILL');
  }

  type(keys: string): void {
    this.#child.stdin!.write(keys);
  }

  /** What was shown since the last time, up to and with what matches. */
  async until(pattern: RegExp | string, seconds = 100): Promise<string> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const fresh = this.#said.slice(this.#taken);
      const at = fresh.search(pattern);
      if (at >= 0) {
        const length = at + (typeof pattern === 'string' ? pattern : fresh.match(pattern)![0]).length;
        this.#taken += length;
        return fresh.slice(0, length);
      }
      if (Date.now() > end) throw new Error(`no ${pattern} in: ${JSON.stringify(fresh)}`);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  /** Types a line and answers what it printed, up to the next prompt. */
  async run(line: string): Promise<string> {
    this.type(`${line}\r`);
    await this.until('\r\n');
    return (await this.until('ready> ')).slice(0, -'ready> '.length).replaceAll('\r\n', '\n');
  }

  /** Takes what is shown away for so long, as a slow terminal does. */
  async lookAway(milliseconds: number): Promise<void> {
    this.#child.stdout!.pause();
    await new Promise(resolve => setTimeout(resolve, milliseconds));
    this.#child.stdout!.resume();
  }

  resize(rows: number, columns: number): void {
    spawnSync('stty', ['-F', this.#read('tty'), 'rows', String(rows), 'cols', String(columns)]);
  }

  guests(): readonly number[] {
    return guestsOf(Number(this.#read('pid')));
  }

  /** Whether the terminal has the settings that it had before. */
  isRestored(): boolean {
    return this.#read('before') === this.#read('after');
  }

  /** The rest of what was said. */
  rest(): string {
    return this.#said.slice(this.#taken);
  }

  #read(name: string): string {
    return readFileSync(join(this.#folder, name), 'utf8').trim();
  }
}
