// Runs in a worker thread: prints traces as the printer in the main thread would.
import { parentPort, workerData } from 'node:worker_threads';
import { sharedMemory, toHandOver } from '../../base/index.ts';
import { unpacker } from '../../store/index.ts';
import { OutputBytes } from '../../text/output-bytes.ts';
import { makeTwin } from '../../text/trace-cmd/index.ts';
import type { PrintAnswer, PrintTask, TwinData } from './second-printer.ts';
import { piece, pieceMemory } from './text-pieces.ts';

const { meta, twin } = workerData as TwinData;
const unpack = unpacker(meta);
const printer = makeTwin(twin);
const out = new OutputBytes(pieceMemory);

parentPort?.on('message', ({ packed, memory, free }: PrintTask) => {
  const trace = unpack(packed);
  printer.use(trace);
  printer.takeOver(memory);
  for (let row = 0; row < trace.count; ) {
    if (printer.printRows === undefined) printer.print(row++, out);
    else row = printer.printRows(row, trace.count, out, piece);
    if (out.length >= piece) answer({ text: takePiece(free) });
  }
  answer({ text: takePiece(free), packed: packed.memory });
});
parentPort?.postMessage('ready');

function takePiece(free: ArrayBufferLike[]): Uint8Array {
  return out.take(free.pop() ?? sharedMemory(pieceMemory));
}

function answer(told: PrintAnswer): void {
  const { text, packed } = told;
  parentPort?.postMessage(told, toHandOver(packed === undefined ? [text.buffer] : [text.buffer, packed]));
}
