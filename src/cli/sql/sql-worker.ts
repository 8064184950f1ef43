// Runs in a worker thread of the server: answers SQL over one recording.
import { parentPort, workerData } from 'node:worker_threads';
import { analyses } from '../../analyses/index.ts';
import { type Database, openDatabase } from '../../query/index.ts';
import { serveDatabase } from '../../server/sql/serve-database.ts';
import { openRecordingAt } from '../open/open-recording.ts';

const serve = serveDatabase(open, answer =>
  parentPort?.postMessage(answer, [answer.body.buffer as ArrayBuffer]),
);
parentPort?.on('message', serve);

async function open(): Promise<Database> {
  const opened = await openRecordingAt(workerData as string);
  return openDatabase(await opened.recording.load(), analyses);
}
