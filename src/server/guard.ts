import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What a request must know and say to be answered. */
export interface Door {
  readonly port: number;
  /** The first part of every path. */
  readonly token: string;
}

/** A request as far as the door cares. */
export interface Knock {
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  /** Other pages can open websockets to any address, but must say where they come from. */
  readonly isWebSocket: boolean;
}

/** The parts of the path behind the token, decoded; or with which status it is sent away. */
export type Admission =
  | { readonly path: readonly string[] }
  | { readonly refused: 400 | 403 | 404 }
  | { readonly moved: string };

/** 192 bits that nobody guesses. */
export function newToken(): string {
  return randomBytes(24).toString('base64url');
}

/**
 * Lets a request in that knows the token and comes from our own page, or from a person who typed or clicked the address.
 * The Host header is ours, or else a foreign name was made to resolve to this machine (DNS rebinding).
 */
export function admit(door: Door, { url, headers, isWebSocket }: Knock): Admission {
  if (!isOurHost(door, headers.host)) return { refused: 403 };
  const [address = ''] = (url ?? '').split('?', 1);
  const [before, token = '', ...rest] = address.split('/');
  if (before !== '' || !isSame(token, door.token)) return { refused: 404 };
  if (!isOurPage(door, headers, isWebSocket)) return { refused: 403 };
  if (rest.length === 0) return { moved: `/${door.token}/` };
  const site = headers['sec-fetch-site'];
  const isOpened = headers['sec-fetch-mode'] === 'navigate' && rest.length === 1 && rest[0] === '';
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isOpened) return { refused: 403 };
  try {
    return { path: rest.map(decodeURIComponent) };
  } catch {
    return { refused: 400 };
  }
}

function hostsOf({ port }: Door): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
}

function isOurHost(door: Door, host: string | undefined): boolean {
  return host !== undefined && hostsOf(door).includes(host.toLowerCase());
}

function isOurPage(door: Door, { origin, host }: IncomingHttpHeaders, isWebSocket: boolean): boolean {
  if (origin === undefined) return !isWebSocket;
  return origin.toLowerCase() === `http://${host?.toLowerCase()}` && isOurHost(door, host);
}

/** Whether two texts are the same, in a time that does not tell how far. */
function isSame(said: string, wanted: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(said), hash(wanted));
}
