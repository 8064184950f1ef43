import { setLanguage } from '../../words/index.ts';
import { answerQuestion } from './answer-question.ts';
import { bench } from './bench.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { openInto } from './open.ts';

/** What of a worker's global scope is used: the compiler knows pages only. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;
const cancelled = new Set<number>();

scope.onmessage = ({ data: message }) => {
  switch (message.kind) {
    case 'language':
      setLanguage(message.language);
      return;
    case 'cancel':
      cancelled.add(message.id);
      return;
    case 'close':
      bench.clear();
      return;
    case 'open':
      enqueue(message.id, asked => openInto(bench, message, asked));
      return;
    case 'ask':
      enqueue(message.id, asked => answerQuestion(bench, message.name, message.params, asked));
  }
};

interface Waiting {
  readonly id: number;
  readonly work: (asked: ReturnType<typeof askedBy>) => unknown;
}

const waiting: Waiting[] = [];
let isBusy = false;

function enqueue(id: number, work: Waiting['work']): void {
  waiting.push({ id, work });
  if (!isBusy) void workOff();
}

/** One question at a time, in their order; between two of them messages come in, so that they can be cancelled. */
async function workOff(): Promise<void> {
  isBusy = true;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { id, work } = next;
    if (!cancelled.delete(id)) await answer(id, work);
    await pause();
  }
  isBusy = false;
  clearTimeout(resting);
  resting = setTimeout(() => void workAhead(), restTime);
}

/** Milliseconds without a question until what was left for later is done: the next one often comes at once. */
const restTime = 40;
const workTime = 8;
let resting: ReturnType<typeof setTimeout> | undefined;

/** What nobody waits for yet, a little at a time: a question that comes is heard between two pieces, and goes first. */
async function workAhead(): Promise<void> {
  while (!isBusy) {
    const until = performance.now() + workTime;
    while (performance.now() < until) if (!bench.stepAhead()) return;
    await pause();
  }
}

async function answer(id: number, work: Waiting['work']): Promise<void> {
  try {
    const found = await work(askedBy(id));
    scope.postMessage({ kind: 'answer', id, answer: found }, buffersIn(found));
  } catch (error) {
    const isOwn = error instanceof Error && 'remedy' in error;
    const failure = {
      message: error instanceof Error ? error.message : String(error),
      remedy: isOwn ? String(error.remedy) : '',
      isBug: !isOwn && !(error instanceof Error && error.name === 'FormatError'),
    };
    scope.postMessage({ kind: 'failure', id, failure }, []);
  } finally {
    cancelled.delete(id);
  }
}

/** A bar that grows ten times a second is smooth enough; more often would take processor time from what it tells of. */
const tellEvery = 100;

function askedBy(id: number) {
  let told = Number.NEGATIVE_INFINITY;
  return {
    progress: (done: number, of: number, what: string) => {
      if (performance.now() - told < tellEvery && done < of) return;
      told = performance.now();
      scope.postMessage({ kind: 'progress', id, done, of, what }, []);
    },
    isCancelled: () => cancelled.has(id),
    pause,
  };
}

const channel = new MessageChannel();
const resumed: (() => void)[] = [];
channel.port1.onmessage = () => resumed.shift()?.();

/** Lets messages that have come be looked at. A message to oneself stands behind them and takes no time, as a timer would. */
function pause(): Promise<void> {
  return new Promise(resolve => {
    resumed.push(resolve);
    channel.port2.postMessage(undefined);
  });
}

const deepest = 4;

/** The buffers of typed arrays in an answer: they are given away instead of copied. */
function buffersIn(answer: unknown): Transferable[] {
  const found = new Set<ArrayBuffer>();
  const look = (value: unknown, depth: number): void => {
    if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength)
        found.add(value.buffer);
    } else if (depth < deepest && typeof value === 'object' && value !== null) {
      for (const part of Object.values(value)) look(part, depth + 1);
    }
  };
  look(answer, 0);
  return [...found];
}
