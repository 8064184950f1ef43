/** A file from where the page is from; throws where there is none. */
export async function get(
  place: string,
  headers: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<Response> {
  const answer = await fetch(place, signal === undefined ? { headers } : { headers, signal });
  // The file became shorter: what is behind its end is not there.
  if (answer.status === 416) return new Response(new Uint8Array(0), { status: 206 });
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}: ${new URL(place).pathname}`);
  return answer;
}

/** Bytes `[offset, end)` of a file, of which there is at least one; a host that knows no ranges answers 200 and everything. */
export function getRange(
  place: string,
  offset: number,
  end: number,
  signal?: AbortSignal,
): Promise<Response> {
  return get(place, { range: `bytes=${offset}-${end - 1}` }, signal);
}

/** Fills memory with what a file has from a place on, and tells as it comes how much is there. */
export async function fetchInto(
  place: string,
  offset: number,
  into: Uint8Array,
  see: (there: Uint8Array) => void,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const { status, body } = await getRange(place, offset, offset + into.length, signal);
  let at = status === 206 ? 0 : -offset;
  for await (const piece of piecesOf(body)) {
    into.set(piece.subarray(Math.max(0, -at), Math.max(0, into.length - at)), Math.max(0, at));
    at += piece.length;
    if (at > 0) see(into.subarray(0, Math.min(at, into.length)));
    if (at >= into.length) break;
  }
  return into.subarray(0, Math.max(0, Math.min(at, into.length)));
}

const pieceBytes = 1 << 20;

/** The pieces of a body, each good until the next one: they take turns in one piece of memory, which costs half as much. */
async function* piecesOf(body: Response['body']): AsyncGenerator<Uint8Array, void, undefined> {
  if (body === null) return;
  const reader = readerOf(body);
  try {
    let memory = new ArrayBuffer(pieceBytes);
    for (;;) {
      const { value, done } = await reader.read(new Uint8Array(memory));
      if (done || value === undefined) return;
      yield value;
      memory = value.buffer;
    }
  } finally {
    // Of a host that knows no ranges the rest is not wanted.
    await reader.cancel();
  }
}

type BodyReader = Pick<ReadableStreamBYOBReader, 'read' | 'cancel'>;

/** Not every browser fills memory that is given; where it is not, the reader brings its own. */
function readerOf(body: NonNullable<Response['body']>): BodyReader {
  try {
    return body.getReader({ mode: 'byob' });
  } catch {
    return body.getReader() as unknown as BodyReader;
  }
}
