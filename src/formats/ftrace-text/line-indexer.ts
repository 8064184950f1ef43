import { decodeLatin1, encodeLatin1 } from '../../base/index.ts';
import { unknownEvent } from '../../store/index.ts';
import { scanBlockHead } from './block-head.ts';
import { ByteInterner } from './byte-interner.ts';
import {
  bar,
  equals,
  findText,
  greater,
  hash,
  minus,
  newline,
  readDigits,
  rightParenthesis,
  skipDigits,
  space,
  startsWith,
  tab,
} from './bytes.ts';
import { EventTable, eventRole } from './event-table.ts';
import { EventText, scanEventText, textKind } from './event-text.ts';
import { callKind, GraphCall, scanCall } from './graph-call.ts';
import { type GraphLayout, layoutOfLine, scanGraphHead, scanTask } from './graph-head.ts';
import { GraphRows } from './graph-rows.ts';
import { scanLatencyHead, scanVerboseHead } from './latency-head.ts';
import { LineHead, scanEventHead } from './line-head.ts';
import { scanPlainCall } from './plain-call.ts';
import { RowWriter } from './row-writer.ts';
import { TextHead } from './text-head.ts';

/** How the lines of a text are headed. */
type Shape = 'event' | 'latency' | 'verbose' | 'graph' | 'block';

const shapes: readonly Shape[] = ['event', 'latency', 'graph', 'verbose', 'block'];
const nameWidth = 16;
const latencyNameWidth = 8;

/** Reads text line by line into rows. What it learns of names, layouts and losses holds from one stretch to the next. */
export class LineIndexer {
  readonly rows = new RowWriter();
  readonly events = new EventTable();
  /** Names of functions that were called. */
  readonly functions = new ByteInterner();
  readonly graph = new GraphRows(this.rows, this.events, this.functions);
  readonly head = new TextHead();
  #lines = 0;
  #shape: Shape = 'event';
  /** The layout of calls without a line of titles. */
  #guessed: GraphLayout | undefined;
  readonly #head = new LineHead();
  readonly #text = new EventText();
  readonly #call = new GraphCall();
  /** The row that lines of a stack belong to; -1 where the line before was none of a stack. */
  #stackRow = -1;
  readonly #html: boolean;
  #inScript = false;

  constructor(isHtml = false) {
    this.#html = isHtml;
  }

  /**
   * Indexes the whole lines of a stretch that begins at byte `base` of the text. Answers where in the stretch the last
   * row's lines end: what is behind them belongs to the next.
   */
  index(bytes: Uint8Array, base: number): number {
    const { rows } = this;
    rows.beginRun(bytes, base);
    let at = this.#html ? this.#skipMarkup(bytes, 0) : 0;
    let rowsEnd = 0;
    while (at < bytes.length) {
      if (this.#shape === 'graph') {
        const lineEnd = this.#plainCall(bytes, at);
        if (lineEnd >= 0) {
          this.#lines++;
          rowsEnd = at = lineEnd + 1;
          continue;
        }
      }
      let end = bytes.indexOf(newline, at);
      if (end < 0) end = bytes.length;
      const before = rows.columns.count;
      this.#lines++;
      if (this.#html && bytes[at] === 60 && startsWith(bytes, at, end, scriptEnd)) {
        this.#inScript = false;
        at = this.#skipMarkup(bytes, end);
        continue;
      }
      // Text that went through another system ends its lines with two characters.
      const lineEnd = end > at && bytes[end - 1] === 13 ? end - 1 : end;
      this.#line(bytes, at, lineEnd);
      if (rows.columns.count !== before || this.#stackRow >= 0) rowsEnd = end + 1;
      at = end + 1;
    }
    this.graph.finish();
    return Math.min(rowsEnd, bytes.length);
  }

  /** In a page of systrace, what stands between the traces. */
  #skipMarkup(bytes: Uint8Array, at: number): number {
    if (this.#inScript) return at;
    const script = findText(bytes, at, bytes.length, scriptStart);
    if (script < 0) return bytes.length;
    this.#inScript = true;
    const end = bytes.indexOf(newline, script);
    return end < 0 ? bytes.length : end + 1;
  }

  #line(bytes: Uint8Array, at: number, end: number): void {
    const first = bytes[at]!;
    const second = bytes[at + 1];
    if (first === space ? second === equals || second === minus : first < space || isSpecial(first)) {
      if (this.#specialLine(bytes, at, end, first)) return;
    }
    this.#stackRow = -1;
    if (this.#lineOf(this.#shape, bytes, at, end)) return;
    if (this.#shape === 'graph' && this.#taskSwitch(bytes, at, end)) return;
    for (const shape of shapes) {
      if (shape === this.#shape || !this.#lineOf(shape, bytes, at, end)) continue;
      // Lines of events stand among those of function_graph without changing what is expected next.
      if (!(this.#shape === 'graph' && shape === 'event')) this.#shape = shape;
      return;
    }
    if (!this.#taskSwitch(bytes, at, end)) this.#complain(bytes, at, end);
  }

  /** Lines that are no events; false where it only began like one. */
  #specialLine(bytes: Uint8Array, at: number, end: number, first: number): boolean {
    if (at >= end) {
      this.#stackRow = -1;
      return true;
    }
    const arrow = first === space || first === tab ? at + 1 : at;
    if (bytes[arrow] === equals && bytes[arrow + 1] === greater) {
      const row = this.#stackRow;
      const { columns } = this.rows;
      if (row < 0) return false;
      columns.length[row] = end - columns.place[row]!;
      return true;
    }
    this.#stackRow = -1;
    if (first === hash) {
      this.head.read(bytes, at, end, this.rows.problems);
      if (this.head.graph !== undefined) this.#shape = 'graph';
      return true;
    }
    if (startsWith(bytes, at, end, dashes)) return true;
    return first === 67 && this.#lossLine(bytes, at, end);
  }

  #lineOf(shape: Shape, bytes: Uint8Array, at: number, end: number): boolean {
    const head = this.#head;
    if (shape === 'graph') return this.#graphLine(bytes, at, end);
    if (shape === 'block') return this.#blockLine(bytes, at, end);
    if (shape === 'event') {
      if (!scanEventHead(bytes, at, end, head)) return false;
      if (head.commEnd - at > nameWidth) this.rows.takeInstance(bytes, at, nameWidth, head);
      else if (this.rows.buffers.length > 1) this.rows.setBuffer(0);
    } else if (shape === 'latency') {
      if (!scanLatencyHead(bytes, at, end, head)) return false;
      if (head.commEnd - at > latencyNameWidth) this.rows.takeInstance(bytes, at, latencyNameWidth, head);
      else if (this.rows.buffers.length > 1) this.rows.setBuffer(0);
    } else if (!scanVerboseHead(bytes, at, end, head)) return false;
    this.rows.nameTask(bytes, head);
    this.#addEvent(bytes, head, end);
    return true;
  }

  #addEvent(bytes: Uint8Array, head: LineHead, lineEnd: number): void {
    const text = this.#text;
    const { rows } = this;
    const at = this.#skipDifference(bytes, head.text, lineEnd);
    scanEventText(bytes, at, lineEnd, text);
    const event = this.events.ofText(bytes, text, lineEnd);
    const time = rows.timeOf(head);
    const role = text.kind === textKind.named ? this.events.roles[event] : eventRole.none;
    if (role === eventRole.call) {
      scanCall(bytes, text.start, lineEnd, this.#call);
      if (this.#call.kind !== callKind.none) {
        this.graph.add(bytes, lineEnd, head, true, this.#call, text.start);
        return;
      }
    }
    const row = rows.add(time, head.cpu, head.pid, event, text.start, Math.max(0, lineEnd - text.start));
    if (event === unknownEvent) this.#complainOfText(at);
    else if (text.kind === textKind.kernelStack || text.kind === textKind.userStack) this.#stackRow = row;
    else if (role === eventRole.stack) this.#stackRow = row;
    else if (text.kind === textKind.function || text.kind === textKind.repeats)
      this.#nameFunction(bytes, text, row);
  }

  #blockLine(bytes: Uint8Array, at: number, end: number): boolean {
    const head = this.#head;
    if (this.head.tracer !== 'blk' || !scanBlockHead(bytes, at, end, head)) return false;
    const event = this.events.index('ftrace', 'blk');
    this.rows.add(this.rows.timeOf(head), head.cpu, head.pid, event, head.text, end - head.text);
    return true;
  }

  #nameFunction(bytes: Uint8Array, text: EventText, row: number): void {
    const id = this.functions.intern(bytes, text.nameStart, text.nameEnd);
    if (id >= 0) this.rows.columns.setFunction(row, id);
  }

  /** Between the time and the name, trace-cmd puts the time since the event before: `(+12)    ` or blanks. */
  #skipDifference(bytes: Uint8Array, at: number, end: number): number {
    if (bytes[at] !== 40 && bytes[at] !== space) return at;
    let place = at;
    if (bytes[at] === 40) {
      if (bytes[at + 1] !== 43) return at;
      place = bytes.indexOf(41, at) + 1;
      if (place === 0 || place > Math.min(end, at + 24)) return at;
    } else if (!this.head.isReport) return at;
    while (place < end && bytes[place] === space) place++;
    return place;
  }

  #graphLine(bytes: Uint8Array, at: number, end: number): boolean {
    const head = this.#head;
    let layout = this.head.graph ?? this.#guessed;
    if (layout === undefined || !scanGraphHead(bytes, at, end, layout, head)) {
      if (this.head.graph !== undefined) return false;
      layout = layoutOfLine(bytes, at, end);
      if (layout === undefined || !scanGraphHead(bytes, at, end, layout, head)) return false;
      this.#guessed = layout;
    }
    scanCall(bytes, head.text, end, this.#call);
    if (this.#call.kind === callKind.none) return false;
    this.#addCall(bytes, end, layout);
    return true;
  }

  /** A line of function_graph as most are. Answers where it ends; -1 where it is another. */
  #plainCall(bytes: Uint8Array, at: number): number {
    const head = this.#head;
    const layout = this.head.graph ?? this.#guessed;
    if (layout === undefined || !scanGraphHead(bytes, at, bytes.length, layout, head)) return -1;
    const end = scanPlainCall(bytes, this.rows.view, head.text, this.#call);
    if (end < 0) return -1;
    this.#stackRow = -1;
    this.#addCall(bytes, end, layout);
    return end;
  }

  #addCall(bytes: Uint8Array, end: number, layout: GraphLayout): void {
    const head = this.#head;
    if (!layout.cpu) head.cpu = 0;
    if (head.pid >= 0) this.rows.nameTask(bytes, head);
    const hasTime = layout.absoluteTime || layout.relativeTime;
    this.graph.add(bytes, end, head, hasTime, this.#call, head.text);
  }

  /** ` CPU)  COMM-PID => COMM-PID `, between two dashed lines. */
  #taskSwitch(bytes: Uint8Array, at: number, end: number): boolean {
    const head = this.#head;
    const arrow = findText(bytes, at, end, switchArrow);
    if (arrow < 0) return startsWith(bytes, at, end, overruns);
    let digits = at;
    while (digits < end && (bytes[digits] === space || bytes[digits] === bar)) digits++;
    const close = skipDigits(bytes, digits, end);
    if (close === digits || close - digits > 5 || bytes[close] !== rightParenthesis) return false;
    if (!scanTask(bytes, close + 1, arrow, head)) return false;
    const cpu = Math.min(0xffff, readDigits(bytes, digits, close));
    this.rows.nameTask(bytes, head);
    const previous = head.pid;
    if (!scanTask(bytes, arrow + switchArrow.length, end, head)) return false;
    this.rows.nameTask(bytes, head);
    this.graph.switchTask(cpu, previous, head.pid);
    return true;
  }

  /** `CPU:n [LOST m EVENTS]` of the kernel, `CPU:n [m EVENTS DROPPED]` of trace-cmd, `cpus=n` at its beginning. */
  #lossLine(bytes: Uint8Array, at: number, end: number): boolean {
    const line = decodeLatin1(bytes.subarray(at, Math.min(end, at + 80)));
    const lost = /^CPU:(\d+) \[(?:LOST (?:(\d+) )?EVENTS|(?:(\d+) )?EVENTS DROPPED)\]/.exec(line);
    if (lost === null) return false;
    const count = lost[2] ?? lost[3];
    this.rows.lost(count === undefined ? -1 : Number(count), `CPU ${lost[1]}`);
    return true;
  }

  #complain(bytes: Uint8Array, at: number, end: number): void {
    const { head } = this;
    if (this.rows.columns.count === 0 && head.readLatencyHead(bytes, at, end)) return;
    if (head.readReportHead(bytes, at, end)) return;
    if (end === bytes.length) {
      this.rows.problems.add({
        name: 'ftrace-text.cut',
        severity: 'broken',
        place: `line ${this.#lines}, byte ${this.rows.base + at}`,
        sentence: 'The text ends within a line; that line was left out.',
      });
      return;
    }
    this.rows.problems.add({
      name: 'ftrace-text.unknown-line',
      severity: 'broken',
      place: `line ${this.#lines}, byte ${this.rows.base + at}`,
      sentence:
        'Lines are neither events nor anything else that the kernel or trace-cmd prints; they were left out.',
    });
  }

  #complainOfText(at: number): void {
    this.rows.problems.add({
      name: 'ftrace-text.unknown-event',
      severity: 'broken',
      place: `line ${this.#lines}, byte ${this.rows.base + at}`,
      sentence: 'Lines do not say which event they are about; their text was kept.',
    });
  }
}

/** Characters that lines begin with that are no events: # = C (of CPU:) . */
function isSpecial(byte: number): boolean {
  return byte === hash || byte === equals || byte === 67 || byte === minus;
}

const dashes = encodeLatin1(' -----------');
const overruns = encodeLatin1(' (Overruns: ');
const switchArrow = encodeLatin1(' => ');
const scriptStart = encodeLatin1('<script class="trace-data"');
const scriptEnd = encodeLatin1('</script>');
