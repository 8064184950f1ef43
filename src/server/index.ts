export type { Api } from './api.ts';
export { recordForPage } from './record/record-for-page.ts';
export { RecordSockets } from './record/record-sockets.ts';
export { listPlanSummaries, listTargets } from './record/what-can-be-recorded.ts';
export { FileLists, listFiles } from './recording-files.ts';
export { Recordings } from './recordings.ts';
export { type RunningServer, startServer } from './server.ts';
export { databaseThread } from './sql/database-thread.ts';
export { Databases } from './sql/databases.ts';
