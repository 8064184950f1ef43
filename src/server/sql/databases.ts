import { RequestError } from '../replies.ts';
import type { FromDatabase, ToDatabase } from './messages.ts';

/** A thread that has a recording open and answers by `serveDatabase`. */
export interface DatabaseThread {
  send(question: ToDatabase): void;
  onAnswer(listener: (answer: FromDatabase) => void): void;
  /** It ended, by an error or not. */
  onEnd(listener: (reason: string) => void): void;
  end(): void;
}

export interface DatabaseLimits {
  /** Threads at once: each has a recording in memory. */
  readonly threads: number;
  /** Milliseconds after its last answer that a thread is kept. */
  readonly idle: number;
  /** Milliseconds in which a thread must heed that it is to stop. */
  readonly grace: number;
}

const usual: DatabaseLimits = { threads: 3, idle: 10 * 60_000, grace: 5000 };

/** The databases of recordings, each opened when it is first asked, kept, and let go of when nobody asks any more. */
export class Databases {
  readonly #start: (recording: string) => DatabaseThread;
  readonly #limits: DatabaseLimits;
  readonly #kept = new Map<string, KeptThread>();
  #lastId = 0;

  constructor(start: (recording: string) => DatabaseThread, limits: DatabaseLimits = usual) {
    this.#start = start;
    this.#limits = limits;
  }

  /** Asks about the recording at a path. When `signal` says so, the question is stopped and the answer is a rejection. */
  async ask(
    recording: string,
    question:
      | { readonly kind: 'schema' }
      | { readonly kind: 'run'; readonly sql: string; readonly most: number },
    signal: AbortSignal,
  ): Promise<FromDatabase> {
    signal.throwIfAborted();
    const thread = this.#kept.get(recording) ?? this.#open(recording);
    this.#lastId++;
    return thread.ask({ ...question, id: this.#lastId }, signal);
  }

  close(): void {
    for (const thread of this.#kept.values()) thread.end();
    this.#kept.clear();
  }

  #open(recording: string): KeptThread {
    if (this.#kept.size >= this.#limits.threads) {
      const idle = [...this.#kept].find(([, thread]) => !thread.isBusy);
      if (idle === undefined)
        throw new RequestError(
          503,
          `${this.#kept.size} recordings are being queried`,
          'Wait until one of them has answered, or cancel it.',
        );
      idle[1].end();
    }
    const thread = new KeptThread(this.#start(recording), this.#limits, () => {
      if (this.#kept.get(recording) === thread) this.#kept.delete(recording);
    });
    this.#kept.set(recording, thread);
    return thread;
  }
}

interface Waiting {
  readonly answer: (answer: FromDatabase) => void;
  readonly fail: (reason: Error) => void;
}

class KeptThread {
  readonly #thread: DatabaseThread;
  readonly #limits: DatabaseLimits;
  readonly #whenEnded: () => void;
  readonly #waiting = new Map<number, Waiting>();
  #idle: NodeJS.Timeout | undefined;

  constructor(thread: DatabaseThread, limits: DatabaseLimits, whenEnded: () => void) {
    this.#thread = thread;
    this.#limits = limits;
    this.#whenEnded = whenEnded;
    thread.onAnswer(answer => {
      const waiting = this.#waiting.get(answer.id);
      this.#forget(answer.id);
      waiting?.answer(answer);
    });
    thread.onEnd(reason => this.#ended(reason));
  }

  get isBusy(): boolean {
    return this.#waiting.size > 0;
  }

  ask(question: Exclude<ToDatabase, { kind: 'stop' }>, signal: AbortSignal): Promise<FromDatabase> {
    clearTimeout(this.#idle);
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.#thread.send({ kind: 'stop', id: question.id });
        // An analysis that runs hears nothing before its end: then the thread goes, and the next question has a new one.
        const grace = setTimeout(() => {
          if (this.#waiting.has(question.id)) this.end();
        }, this.#limits.grace);
        grace.unref();
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', stop, { once: true });
      const settled = <Value>(settle: (value: Value) => void) => {
        return (value: Value): void => {
          signal.removeEventListener('abort', stop);
          settle(value);
        };
      };
      this.#waiting.set(question.id, { answer: settled(resolve), fail: settled(reject) });
      this.#thread.send(question);
    });
  }

  end(): void {
    this.#thread.end();
    this.#ended('it was let go of');
  }

  #forget(id: number): void {
    this.#waiting.delete(id);
    if (this.isBusy) return;
    this.#idle = setTimeout(() => this.end(), this.#limits.idle);
    this.#idle.unref();
  }

  #ended(reason: string): void {
    clearTimeout(this.#idle);
    this.#whenEnded();
    const remedy = 'A query of less, or a recording of less, needs less memory.';
    for (const { fail } of this.#waiting.values())
      fail(new RequestError(500, `the thread that answers queries ended: ${reason}`, remedy));
    this.#waiting.clear();
  }
}
