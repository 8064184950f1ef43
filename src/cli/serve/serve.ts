import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../base/index.ts';
import {
  Databases,
  databaseThread,
  FileLists,
  labDesk,
  labSockets,
  listPlanSummaries,
  listTargets,
  Recordings,
  type RunningServer,
  recordForPage,
  recordSockets,
  startServer,
  terminalForPage,
  terminalSockets,
} from '../../server/index.ts';
import { say } from '../../words/index.ts';
import { labTools } from '../lab/lab-tools.ts';
import { newestRecording, recordingsFolder } from '../open/newest-recording.ts';
import { locate } from '../open/open-recording.ts';
import { version } from '../version.ts';

const web = fileURLToPath(new URL('../../web/', import.meta.url));
// Only what was compiled runs in a worker: Node 20 reads no TypeScript.
const sqlProgram = new URL('../sql/sql-worker.js', import.meta.url);

/** Serves the page on these recordings, or on the newest one where none is named; `port` 0 for any that is free. */
export async function serve(files: readonly string[], port: number): Promise<RunningServer> {
  const recordings = new Recordings(recordingsFolder());
  for (const file of await namedOrNewest(files)) await recordings.add(file);
  const databases = new Databases(recording => databaseThread(sqlProgram, recording));
  const labs = labDesk(labTools, recordings);
  const api = {
    version,
    recordings,
    files: new FileLists(),
    databases,
    lists: { targets: listTargets, plans: listPlanSummaries, labs: labs.course },
    items: { labs: labs.page },
  };
  const record = recordSockets(
    (wish, page) => recordForPage(wish, page, version),
    folder => recordings.add(folder),
  );
  const lab = labSockets(labTools, folder => recordings.add(folder));
  const terminal = terminalSockets((wish, page) =>
    terminalForPage(wish, page, labTools, folder => recordings.add(folder)),
  );
  const sockets = { record, lab, terminal };
  return startServer({ port, web, api, sockets }).catch((error: NodeJS.ErrnoException) => {
    const isTaken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
    throw isTaken ? new UsageError(say('open.port-taken', { port }), say('open.port-taken.remedy')) : error;
  });
}

async function namedOrNewest(files: readonly string[]): Promise<readonly string[]> {
  if (files.length === 0) {
    const newest = await newestRecording();
    return newest === undefined ? [] : [newest];
  }
  return Promise.all(files.map(checked));
}

async function checked(file: string): Promise<string> {
  if (file === '-') throw new UsageError(say('open.no-stream'), say('open.no-stream.remedy'));
  const place = resolve(await locate(file));
  const found = await stat(place).catch(() => undefined);
  if (found?.isFile() === true || found?.isDirectory() === true) return place;
  throw new UsageError(say('events.no-file', { file }), say('events.no-file.remedy'));
}
