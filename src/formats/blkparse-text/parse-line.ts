import { decodeLatin1 } from '../../base/index.ts';
import { actions, categories } from '../blktrace/layout.ts';
import { parseRwbs } from '../blktrace/rwbs.ts';

/** What a line of blkparse tells; numbers that it leaves out are 0. */
export interface ParsedLine {
  readonly device: number;
  readonly cpu: number;
  readonly sequence: number;
  /** Nanoseconds since blkparse's time 0. */
  readonly time: number;
  readonly pid: number;
  /** The number of the action; undefined for a message. */
  readonly action: number | undefined;
  readonly category: number;
  readonly sector: bigint;
  readonly bytes: number;
  readonly error: number;
  /** The task's name, Latin-1; undefined where the line has none. */
  readonly name: string | undefined;
  readonly payload: LinePayload | undefined;
}

/** What a line tells beside the request. */
export type LinePayload =
  | { readonly kind: 'number'; readonly value: bigint }
  | { readonly kind: 'remap'; readonly from: number; readonly to: number; readonly sector: bigint }
  | { readonly kind: 'packet'; readonly bytes: Uint8Array }
  | { readonly kind: 'message'; readonly text: string };

const actionOfLetters: ReadonlyMap<string, number> = new Map([
  ['Q', actions.queue],
  ['M', actions.mergeBack],
  ['F', actions.mergeFront],
  ['G', actions.getRequest],
  ['S', actions.sleepRequest],
  ['R', actions.requeue],
  ['D', actions.issue],
  ['C', actions.complete],
  ['P', actions.plug],
  ['U', actions.unplug],
  ['UT', actions.unplugTimer],
  ['I', actions.insert],
  ['X', actions.split],
  ['B', actions.bounce],
  ['A', actions.remap],
  ['ZP', actions.zonePlug],
  ['ZU', actions.zoneUnplug],
]);

/** What the kernel marks actions with that are not named after their category. */
const categoryOfAction: ReadonlyMap<number, number> = new Map([
  [actions.requeue, categories.requeue],
  [actions.issue, categories.issue],
  [actions.complete, categories.complete],
  [actions.split, 0],
  [actions.bounce, 0],
]);

const head =
  /^ *(\d{1,4}),(\d{1,7}) +(\d{1,5}) +(-?\d{1,10}) +(\d{1,6})\.(\d{9}) +(\d{1,10}) (?:([\da-f]{1,8}),([\da-f]{1,8}) )? *([A-Zm]{1,2}) +([A-Z]{1,6}) (.*)$/s;

/** Whether a line begins as those of events do. */
export function looksLikeEvent(line: string): boolean {
  return head.test(line);
}

/** Takes a line (Latin-1, without its newline) apart; undefined where it is none of an event in blkparse's own format. */
export function parseLine(line: string): ParsedLine | undefined {
  const match = head.exec(line);
  if (match === null) return undefined;
  const [, major, minor, cpu, sequence, seconds, nanoseconds, pid, , , letters, rwbs, rest] = match;
  const common = {
    device: Number(major) * 2 ** 20 + Number(minor),
    cpu: Number(cpu),
    sequence: Number(sequence) >>> 0,
    time: Number(seconds) * 1e9 + Number(nanoseconds),
    pid: Number(pid),
    sector: 0n,
    bytes: 0,
    error: 0,
    name: undefined,
    payload: undefined,
  };
  if (common.device >= 2 ** 32 || common.cpu > 0xffff || common.pid > 0xffff_ffff) return undefined;
  if (letters === 'm') {
    return {
      ...common,
      action: undefined,
      category: categories.notify,
      payload: { kind: 'message', text: rest! },
    };
  }
  const action = actionOfLetters.get(letters!);
  const category = parseRwbs(rwbs!);
  const told =
    action === undefined || category === undefined ? undefined : parseRest(letters!, rest!, common.device);
  if (action === undefined || category === undefined || told === undefined) return undefined;
  const { passed = false, ...request } = told;
  const kind =
    (passed ? categories.passThrough : categories.fs) | (categoryOfAction.get(action) ?? categories.queue);
  return { ...common, action, category: category | kind, ...request };
}

interface Rest {
  readonly sector?: bigint;
  readonly bytes?: number;
  readonly error?: number;
  readonly name?: string | undefined;
  readonly payload?: LinePayload | undefined;
  readonly passed?: boolean;
}

function parseRest(letters: string, rest: string, device: number): Rest | undefined {
  switch (letters) {
    case 'C':
    case 'R':
      return parseDone(rest);
    case 'P':
    case 'U':
    case 'UT':
    case 'ZP':
    case 'ZU':
      return parsePlug(rest);
    case 'A':
      return parseRemap(rest, device);
    case 'X':
      return parseSplit(rest);
    default:
      return parseRequest(rest);
  }
}

/** `SECTOR + SECTORS (ELAPSED) [ERROR]`, or `(PACKET) [ERROR]` of what was passed through. */
function parseDone(rest: string): Rest | undefined {
  const match = /^(?:(\d+)(?: \+ (\d+))? )?(?:\(([^)]*)\) )?\[(\d{1,5})\]$/.exec(rest);
  if (match === null) return undefined;
  const [, sector, sectors, packet, error] = match;
  if (sector !== undefined) return { sector: BigInt(sector), bytes: bytesOf(sectors), error: Number(error) };
  return { error: Number(error), passed: true, payload: parsePacket(packet) };
}

/** `SECTOR + SECTORS (ELAPSED) [NAME]`, any of which but the name may be missing; or `BYTES (PACKET) [NAME]`. */
function parseRequest(rest: string): Rest | undefined {
  const match = /^(?:(\d+) (?:\+ (\d+) )?)?(?:\(([^)]*)\) )?\[(.*)\]$/s.exec(rest);
  if (match === null) return undefined;
  const [, first, sectors, packet, name] = match;
  const who = { name: nameOf(name!) };
  if (first === undefined) return who;
  if (sectors !== undefined) return { ...who, sector: BigInt(first), bytes: bytesOf(sectors) };
  return { ...who, bytes: Number(first) >>> 0, passed: true, payload: parsePacket(packet) };
}

/** `[NAME]`, and how many requests were unplugged. */
function parsePlug(rest: string): Rest | undefined {
  const match = /^\[(.*)\](?: (\d+))?$/s.exec(rest);
  if (match === null) return undefined;
  const [, name, count] = match;
  return {
    name: nameOf(name!),
    payload: count === undefined ? undefined : { kind: 'number', value: BigInt(count) },
  };
}

/** `SECTOR + SECTORS <- (MAJOR,MINOR) SECTOR` */
function parseRemap(rest: string, to: number): Rest | undefined {
  const match = /^(\d+) \+ (\d+) <- \((\d{1,4}),(\d{1,7})\) (\d+)$/.exec(rest);
  if (match === null) return undefined;
  const [, sector, sectors, major, minor, from] = match;
  const device = (Number(major) * 2 ** 20 + Number(minor)) >>> 0;
  return {
    sector: BigInt(sector!),
    bytes: bytesOf(sectors),
    payload: { kind: 'remap', from: device, to, sector: BigInt(from!) },
  };
}

/** `SECTOR / SECTOR [NAME]` */
function parseSplit(rest: string): Rest | undefined {
  const match = /^(\d+) \/ (\d+) \[(.*)\]$/s.exec(rest);
  if (match === null) return undefined;
  const [, sector, second, name] = match;
  return {
    sector: BigInt(sector!),
    name: nameOf(name!),
    payload: { kind: 'number', value: BigInt(second!) },
  };
}

function bytesOf(sectors: string | undefined): number {
  return (Number(sectors ?? 0) * 512) >>> 0;
}

/** `NAME`; blkparse writes `(null)` where it has none. */
function nameOf(text: string): string | undefined {
  return text === '(null)' ? undefined : text;
}

/** Bytes in hexadecimal; how many zeros ` ..` stands for is not told. */
function parsePacket(text: string | undefined): LinePayload | undefined {
  if (text === undefined || !/^[\da-f]{2}(?: [\da-f]{2})*(?: \.\.)?$/.test(text)) return undefined;
  const digits = text.replace(/ \.\.$/, '').split(' ');
  return { kind: 'packet', bytes: Uint8Array.from(digits, pair => Number.parseInt(pair, 16)) };
}

/** A line of a text as Latin-1. */
export function lineText(bytes: Uint8Array, start: number, end: number): string {
  return decodeLatin1(bytes.subarray(start, end));
}
