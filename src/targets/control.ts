import type { Duplex } from 'node:stream';
import { type Pledge, pledge } from './pledge.ts';
import type { Answer } from './target.ts';

/** The agent's line protocol over a pair of streams; data/guest/init draws it. */
export interface Control {
  /** Settles when the agent says it is ready (after a boot). */
  readonly ready: Promise<void>;
  /** Runs a piece of shell in the agent. Rejects when the guest is gone. */
  evaluate(script: string): Promise<Answer>;
  /** Settles with the command's exit code. */
  readonly exit: Promise<number>;
  /** Ends everything that waits, with this reason. */
  fail(error: Error): void;
}

/** A guest is not trusted: a line longer than this ends the conversation. */
const longestLine = 1 << 20;
const mostLines = 200_000;

export function openControl(stream: Duplex): Control {
  const ready = pledge<void>();
  const exit = pledge<number>();
  const questions = new Map<number, { lines: string[]; answered: Pledge<Answer> }>();
  let failure: Error | undefined;
  let nextId = 1;
  let rest = '';

  const take = (line: string): void => {
    const [word, first = '', ...others] = line.split(' ');
    const question = questions.get(Number(first));
    if (word === 'ready') ready.resolve();
    else if (word === 'exit') exit.resolve(Number(first) & 255);
    else if (word === 'said' && question && question.lines.length < mostLines)
      question.lines.push(others.join(' '));
    else if (word === 'done' && question) {
      questions.delete(Number(first));
      question.answered.resolve({ code: Number(others[0]), lines: question.lines });
    }
  };
  const fail = (error: Error): void => {
    failure ??= error;
    ready.reject(failure);
    exit.reject(failure);
    for (const { answered } of questions.values()) answered.reject(failure);
    questions.clear();
  };
  stream.on('data', (part: Buffer) => {
    const lines = (rest + part.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) fail(new Error('the guest sent a line without an end'));
    for (const line of lines) take(line);
  });
  return {
    ready: ready.promise,
    exit: exit.promise,
    fail,
    evaluate(script) {
      if (failure) return Promise.reject(failure);
      const id = nextId++;
      const answered = pledge<Answer>();
      questions.set(id, { lines: [], answered });
      const bytes = Buffer.from(script);
      stream.write(`eval ${id} ${bytes.length}\n`);
      stream.write(bytes);
      return answered.promise;
    },
  };
}
