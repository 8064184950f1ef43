import { useEffect, useRef, useState } from 'preact/hooks';
import { eventsFirst } from '../../opening/choose-within.ts';
import type { QuestionName, Questions } from '../../views/index.ts';
import type { Failure, FromWorker, OpenedHead, OpenFrom, ToWorker } from '../worker/messages.ts';
import { startWorker } from '../worker/start-worker.ts';
import { language } from './language.ts';
import { shownRecording } from './shown-recording.ts';

export type ParamsOf<Name extends QuestionName> = Parameters<Questions[Name]>[1];
export type AnswerOf<Name extends QuestionName> = Awaited<ReturnType<Questions[Name]>>;

/** How far an answer is. */
export interface Progress {
  readonly done: number;
  /** 0 where the end is not known. */
  readonly of: number;
  readonly what: string;
}

export interface AskOptions {
  /** Nobody waits any more when it is aborted: the answer is not made, or thrown away. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** What could not be answered: `message` says why, `remedy` what to do. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  readonly remedy: string;
  readonly isBug: boolean;

  constructor({ message, remedy, isBug }: Failure) {
    super(message);
    this.remedy = remedy;
    this.isBug = isBug;
  }
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

const waiting = new Map<number, Waiting>();
let lastId = 0;
let worker: Worker | undefined;

function theWorker(): Worker {
  if (worker !== undefined) return worker;
  worker = startWorker();
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => hear(data);
  worker.onerror = event => failAll(event.message);
  const tell: ToWorker = { kind: 'language', language: language.value };
  worker.postMessage(tell);
  return worker;
}

/** Starts the worker, so that it is there when it is needed. */
export function wakeWorker(): void {
  theWorker();
}

function hear(message: FromWorker): void {
  const asker = waiting.get(message.id);
  if (asker === undefined) return;
  if (message.kind === 'progress') {
    asker.onProgress?.(message);
    return;
  }
  waiting.delete(message.id);
  if (message.kind === 'answer') asker.resolve(message.answer);
  else asker.reject(new AnswerError(message.failure));
}

function failAll(message: string): void {
  for (const { reject } of waiting.values()) reject(new AnswerError({ message, remedy: '', isBug: true }));
  waiting.clear();
}

/** The worker says its sentences in this language from now on. */
export function tellLanguage(): void {
  const tell: ToWorker = { kind: 'language', language: language.value };
  worker?.postMessage(tell);
}

/** Questions are about the recording that is shown, where they do not name another. */
function ofShown<Params extends object>(params: Params): Params {
  return shownRecording.value === 0 ? params : { of: shownRecording.value, ...params };
}

/** Asks the worker. Rejects with an `AnswerError`, or an `AbortError` when the signal is. */
export function ask<Name extends QuestionName>(
  name: Name,
  params: ParamsOf<Name>,
  options: AskOptions = {},
): Promise<AnswerOf<Name>> {
  const asked = ofShown(params);
  return send(id => ({ kind: 'ask', id, name, params: asked }), options) as Promise<AnswerOf<Name>>;
}

/** Opens a recording in the worker; its number is what `of` in questions means. */
export function openInWorker(
  from: OpenFrom,
  part: string | undefined,
  options: AskOptions = {},
): Promise<OpenedHead> {
  const base = new URL('.', location.href).href;
  const wanted = part === undefined ? {} : { wanted: [part, ...eventsFirst] };
  return send(id => ({ kind: 'open', id, from, base, ...wanted }), options) as Promise<OpenedHead>;
}

/** Lets go of all that is open. */
export function closeInWorker(): void {
  theWorker().postMessage({ kind: 'close', id: 0 } satisfies ToWorker);
}

/** Milliseconds without a question that waits, until a page counts as at rest: one often leads to the next. */
const restTime = 250;

/** Resolves when no question waits any more; at once where none was ever asked. */
export async function untilAtRest(): Promise<void> {
  let last = 0;
  while (last !== lastId || waiting.size > 0) {
    last = lastId;
    await new Promise(resolve => setTimeout(resolve, restTime));
  }
}

function send(make: (id: number) => ToWorker, { signal, onProgress }: AskOptions): Promise<unknown> {
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason);
      return;
    }
    waiting.set(id, { resolve, reject, onProgress });
    signal?.addEventListener('abort', () => {
      if (!waiting.delete(id)) return;
      theWorker().postMessage({ kind: 'cancel', id } satisfies ToWorker);
      reject(signal.reason);
    });
    theWorker().postMessage(make(id));
  });
}

/** What a view shows of a question: its answer, how far it is, or why there is none. */
export interface Answered<T> {
  /** Of the last question that was answered: it stands until the next one is. */
  readonly value: T | undefined;
  readonly progress: Progress | undefined;
  readonly error: Error | undefined;
  readonly isPending: boolean;
  readonly cancel: () => void;
}

/** Asks whenever the parameters change; nothing is asked while they are undefined. What was asked before is cancelled. */
export function useAnswer<Name extends QuestionName>(
  name: Name,
  params: ParamsOf<Name> | undefined,
): Answered<AnswerOf<Name>> {
  const [state, setState] = useState<Omit<Answered<AnswerOf<Name>>, 'cancel'>>(nothing);
  const controller = useRef<AbortController>(undefined);
  const key =
    params === undefined
      ? undefined
      : `${name} ${JSON.stringify(params)} ${language.value} ${shownRecording.value}`;
  useEffect(() => {
    if (params === undefined) return;
    const asking = new AbortController();
    controller.current = asking;
    setState(before => ({ ...before, isPending: true, progress: undefined, error: undefined }));
    const onProgress = (progress: Progress): void =>
      setState(before => (asking.signal.aborted ? before : { ...before, progress }));
    ask(name, params, { signal: asking.signal, onProgress }).then(
      value => setState({ value, progress: undefined, error: undefined, isPending: false }),
      (error: Error) => {
        if (controller.current !== asking) return;
        const shown = asking.signal.aborted ? undefined : error;
        setState(before => ({ ...before, progress: undefined, error: shown, isPending: false }));
      },
    );
    return () => {
      controller.current = undefined;
      asking.abort();
    };
  }, [key]);
  return { ...state, cancel: () => controller.current?.abort() };
}

const nothing = { value: undefined, progress: undefined, error: undefined, isPending: true } as const;
