import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RecordingFileEntry, Session, SqlRequest } from '../protocol/index.ts';
import { type FileLists, openListed } from './recording-files.ts';
import type { KnownRecording, Recordings } from './recordings.ts';
import { RequestError, readJsonBody, refuse, sendBytes, sendFailure, sendJson } from './replies.ts';
import { sendFile } from './send-file.ts';
import type { Databases } from './sql/databases.ts';

/** What the api answers from. */
export interface Api {
  readonly version: string;
  readonly recordings: Recordings;
  readonly files: FileLists;
  readonly databases: Databases;
  /** More that can be asked for by `GET`: a name to what it answers. */
  readonly lists: Readonly<Record<string, () => object | Promise<object>>>;
  /** What has one answer an id: `GET api/NAME/ID`; undefined where there is none of that id. */
  readonly items: Readonly<Record<string, (id: string) => Promise<object | undefined>>>;
}

/** Answers a request for `api/PATH`. */
export async function answerApi(
  api: Api,
  path: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await route(api, path, request, response);
  } catch (error) {
    sendFailure(response, error);
  }
}

async function route(
  api: Api,
  path: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [name = '', id, what, ...rest] = path;
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  const list = path.length === 1 && Object.hasOwn(api.lists, name) ? api.lists[name] : undefined;
  if (list !== undefined && isReading) return sendJson(response, await list());
  const item = path.length === 2 && Object.hasOwn(api.items, name) ? api.items[name] : undefined;
  if (item !== undefined && isReading) return sendFound(response, await item(id!));
  if (name === 'session' && id === undefined && isReading) return sendJson(response, sessionOf(api));
  if (name !== 'recordings') return refuse(response, 404);
  if (id === undefined) {
    if (!isReading) return refuse(response, 405);
    return sendJson(response, await api.recordings.list());
  }
  const recording = await api.recordings.find(id);
  if (recording === undefined) return refuse(response, 404);
  if (what === 'files' && isReading)
    return rest.length === 0
      ? sendList(api, recording, response)
      : sendRecorded(api, recording, rest.join('/'), request, response);
  if (what === 'sql' && rest.length === 0 && request.method === 'POST')
    return query(api, recording, request, response);
  if (what === 'sql' && rest.length === 1 && rest[0] === 'schema' && isReading)
    return askDatabase(api, recording, { kind: 'schema' }, response);
  refuse(response, what === 'files' || what === 'sql' ? 405 : 404);
}

function sessionOf({ version, recordings, lists }: Api): Session {
  const can = { sql: true, record: Object.hasOwn(lists, 'targets'), labs: Object.hasOwn(lists, 'labs') };
  return { version, open: recordings.named, can };
}

function sendFound(response: ServerResponse, found: object | undefined): void {
  if (found === undefined) refuse(response, 404);
  else sendJson(response, found);
}

async function sendList(api: Api, { path }: KnownRecording, response: ServerResponse): Promise<void> {
  const files = await api.files.list(path);
  const entries: readonly RecordingFileEntry[] = [...files].map(([name, { size }]) => ({ path: name, size }));
  sendJson(response, entries);
}

async function sendRecorded(
  api: Api,
  { path }: KnownRecording,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const listed = await api.files.find(path, name);
  if (listed === undefined) return refuse(response, 404);
  await sendFile(request, response, await openListed(listed), { type: 'application/octet-stream' });
}

const mostRows = 100_000;
const usualRows = 10_000;
const mostSql = 200_000;

async function query(
  api: Api,
  recording: KnownRecording,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { sql, most = usualRows } = sqlRequestOf(await readJsonBody(request));
  await askDatabase(api, recording, { kind: 'run', sql, most: Math.min(most, mostRows) }, response);
}

function sqlRequestOf(body: unknown): SqlRequest {
  const { sql, most } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  if (typeof sql !== 'string' || sql.length > mostSql)
    throw new RequestError(400, `sql is to be a text of ${mostSql} characters at most`);
  if (most === undefined) return { sql };
  if (typeof most !== 'number' || !Number.isInteger(most) || most < 1)
    throw new RequestError(400, 'most is to be a whole number above 0');
  return { sql, most };
}

async function askDatabase(
  { databases }: Api,
  { path }: KnownRecording,
  question: Parameters<Databases['ask']>[1],
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    const { status, body } = await databases.ask(path, question, gone.signal);
    sendBytes(response, body, status);
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
}
