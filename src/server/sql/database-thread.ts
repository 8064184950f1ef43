import { Worker } from 'node:worker_threads';
import type { DatabaseThread } from './databases.ts';
import type { FromDatabase } from './messages.ts';

/** Starts `program` in a thread of its own with the place of a recording as its data. */
export function databaseThread(program: URL, recording: string): DatabaseThread {
  const worker = new Worker(program, { workerData: recording });
  // The server's sockets are what keeps the process alive.
  worker.unref();
  return {
    send: question => worker.postMessage(question),
    onAnswer: listener => worker.on('message', (answer: FromDatabase) => listener(answer)),
    onEnd(listener) {
      worker.on('error', error => listener(error.message));
      worker.on('exit', code => listener(`exit code ${code}`));
    },
    end: () => void worker.terminate(),
  };
}
