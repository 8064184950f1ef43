import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { toHandOver } from '../../base/index.ts';
import { type PackedMeta, type PackedTrace, packMeta, packTrace, type Trace } from '../../store/index.ts';
import type { EventPrinter, PrinterMemory, PrinterTwin } from '../../text/index.ts';
import { TextPieces } from './text-pieces.ts';

/** What the worker is made of. */
export interface TwinData {
  readonly meta: PackedMeta;
  readonly twin: PrinterTwin;
}

/** What the worker is told. Memory goes to and fro so that it is used again. */
export interface PrintTask {
  readonly packed: PackedTrace;
  readonly memory: PrinterMemory;
  /** Memory for pieces of text. */
  readonly free: ArrayBufferLike[];
}

/** A piece of text; the last one gives the memory of the trace back. */
export interface PrintAnswer {
  readonly text: Uint8Array;
  readonly packed?: ArrayBufferLike;
}

// Only what was compiled runs in a worker: Node 20 reads no TypeScript.
const program = new URL('./print-worker.js', import.meta.url);

/** A printer in a thread of its own, which prints whole traces while this thread reads and prints others. */
export class SecondPrinter {
  readonly #worker: Worker;
  readonly #printer: EventPrinter;
  #isFree = false;
  #text = new TextPieces();
  #spare: ArrayBufferLike | undefined;

  /** Undefined where there is no second processor or the printer has no twin. */
  static of(printer: EventPrinter, trace: Trace): SecondPrinter | undefined {
    const { twin } = printer;
    if (twin === undefined || availableParallelism() < 2 || !existsSync(program)) return undefined;
    return new SecondPrinter(printer, { meta: packMeta(trace), twin });
  }

  private constructor(printer: EventPrinter, data: TwinData) {
    this.#printer = printer;
    this.#worker = new Worker(program, { workerData: data });
    this.#worker.unref();
    this.#worker.on('message', (message: 'ready' | PrintAnswer) => {
      if (message === 'ready') this.#isFree = true;
      else this.#take(message);
    });
    this.#worker.on('error', error => {
      this.#isFree = false;
      this.#text.fail(error);
    });
  }

  /** Leaves a trace to the thread, and memory for its text; undefined where it is busy, or the trace cannot be left. */
  print(trace: Trace, free: ArrayBufferLike[]): TextPieces | undefined {
    const memory = this.#isFree ? this.#printer.handOver?.() : undefined;
    if (memory === undefined) return undefined;
    this.#isFree = false;
    this.#text = new TextPieces();
    const packed = packTrace(trace, this.#spare);
    this.#spare = undefined;
    const task: PrintTask = { packed, memory, free: free.splice(0) };
    this.#worker.ref();
    this.#worker.postMessage(task, toHandOver([packed.memory, ...task.free]));
    return this.#text;
  }

  /** Whatever it still prints is not wanted any more. */
  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #take({ text, packed }: PrintAnswer): void {
    this.#text.push(text, packed !== undefined);
    if (packed === undefined) return;
    this.#worker.unref();
    this.#spare = packed;
    this.#isFree = true;
  }
}
