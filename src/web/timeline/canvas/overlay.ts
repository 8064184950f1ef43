import { durationText } from '../../../text/replay/index.ts';
import type { Arrow } from '../../../views/timeline/contract.ts';
import { type TimeWindow, xAt } from '../time/window.ts';
import type { Timeline } from '../timeline.ts';
import { type Colours, coloursOf, cssOf } from './colours.ts';
import type { DrawnRow } from './scene.ts';
import type { Surface } from './surface.ts';

interface Drawing {
  readonly context: CanvasRenderingContext2D;
  readonly window: TimeWindow;
  readonly width: number;
  readonly height: number;
  readonly colours: Colours;
  readonly rows: ReadonlyMap<string, DrawnRow>;
}

/** More arrows than this are no help to anybody. */
const mostArrows = 200;

/** Draws what changes with the pointer and the selection, over the tracks: crosshair, range, marks, selected slice, arrows. */
export function paintOverlay(surface: Surface, timeline: Timeline, drawn: readonly DrawnRow[]): void {
  const { context, width, height, ratio } = surface;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const rows = new Map(drawn.map(row => [row.placed.row.id, row]));
  const colours = coloursOf(timeline.theme.value);
  const drawing: Drawing = { context, window: timeline.window.value, width, height, colours, rows };
  paintRange(drawing, timeline.range.value);
  paintCrosshair(drawing, timeline.hover.value?.x);
  const arrows = timeline.arrows.value.slice(0, mostArrows);
  const strength = Math.min(1, Math.max(0.3, 8 / arrows.length));
  for (const arrow of arrows) paintArrow(drawing, arrow, timeline.selected.value?.track, strength);
  paintSelection(drawing, timeline);
  paintMarks(drawing, timeline.marks.value);
}

function paintRange(
  { context, window, width, height, colours }: Drawing,
  range: TimeWindow | undefined,
): void {
  if (range === undefined) return;
  const left = xAt(window, width, range.from);
  const right = xAt(window, width, range.to);
  context.fillStyle = cssOf(colours.ground, 0.45);
  context.fillRect(0, 0, Math.max(left, 0), height);
  context.fillRect(right, 0, Math.max(width - right, 0), height);
  context.fillStyle = colours.ink;
  context.fillRect(Math.round(left), 0, 1, height);
  context.fillRect(Math.round(right) - 1, 0, 1, height);
  label({ context, width, height, colours }, durationText(range.to - range.from), (left + right) / 2, 10);
}

function paintCrosshair({ context, height, colours }: Drawing, x: number | undefined): void {
  if (x === undefined) return;
  context.globalAlpha = 0.5;
  context.fillStyle = colours.quiet;
  context.fillRect(Math.round(x), 0, 1, height);
  context.globalAlpha = 1;
}

function paintSelection({ context, window, width, colours, rows }: Drawing, timeline: Timeline): void {
  const item = timeline.selected.value;
  const row = item === undefined ? undefined : rows.get(item.track)?.placed;
  if (item === undefined || row === undefined || row.row.kind !== 'track') return;
  const left = Math.max(xAt(window, width, item.start), -4);
  const right = Math.min(xAt(window, width, item.end), width + 4);
  if (right < 0 || left > width) return;
  const depth = row.row.head.kind === 'slices' ? item.depth : Math.min(item.depth, row.lanes - 1);
  context.strokeStyle = colours.ink;
  context.lineWidth = 2;
  const top = row.lanesTop + depth * row.laneHeight;
  const room = Math.max(right - left, 2);
  context.strokeRect(left - 1, top - 1, room + 1, row.laneHeight + (row.lanes > 1 ? 1 : 2));
}

function paintMarks(drawing: Drawing, marks: readonly number[]): void {
  const { context, window, width, height, colours } = drawing;
  context.setLineDash([4, 3]);
  context.strokeStyle = colours.ink;
  context.lineWidth = 1;
  const places = marks.map(mark => Math.round(xAt(window, width, mark)) + 0.5);
  for (const x of places) line(context, x, 0, x, height);
  context.setLineDash([]);
  for (const [at, x] of places.entries()) label(drawing, 'AB'[at] ?? '', x, height - 12);
  const [a, b] = places;
  if (a === undefined || b === undefined) return;
  line(context, a, height - 30, b, height - 30);
  label(drawing, durationText(Math.abs(marks[1]! - marks[0]!)), (a + b) / 2, height - 30);
}

/** From the cause to its effect; ends whose tracks are not seen are left out. The more there are, the quieter each is. */
function paintArrow(drawing: Drawing, arrow: Arrow, selected: string | undefined, strength: number): void {
  const { context, window, width, height, colours, rows } = drawing;
  const from = endOf(arrow.fromTracks, selected, rows);
  const to = endOf(arrow.toTracks, selected, rows);
  if (from === undefined || to === undefined) return;
  if (from === to && strength < 1) return;
  const [x0, x1] = [xAt(window, width, arrow.fromTime), xAt(window, width, arrow.toTime)];
  const [y0, y1] = [middleOf(from), middleOf(to)];
  if (Math.max(x0, x1) < 0 || Math.min(x0, x1) > width) return;
  if (Math.max(y0, y1) < 0 || Math.min(y0, y1) > height) return;
  const bend = Math.min(Math.max(Math.abs(x1 - x0) / 2, 16), 80);
  const lift = y0 === y1 ? from.placed.laneHeight : 0;
  const strokes = [
    { colour: cssOf(colours.ground, strength), line: 3.5 },
    { colour: cssOf(colours.text, strength), line: 1.25 },
  ];
  for (const { colour, line: lineWidth } of strokes) {
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = lineWidth;
    context.beginPath();
    context.moveTo(x0, y0);
    context.bezierCurveTo(x0 + bend, y0 - lift, x1 - bend, y1 - lift, x1 - 5, y1);
    context.stroke();
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x1 - 6, y1 - 3.5);
    context.lineTo(x1 - 6, y1 + 3.5);
    context.closePath();
    context.fill();
  }
}

/** Where an end stands: on the selected track if it is one of its tracks, else on the most telling one that is seen. */
function endOf(
  tracks: readonly string[],
  selected: string | undefined,
  rows: Drawing['rows'],
): DrawnRow | undefined {
  const track = tracks.find(one => one === selected) ?? tracks.find(one => rows.has(one));
  return track === undefined ? undefined : rows.get(track);
}

function middleOf({ placed }: DrawnRow): number {
  return placed.lanesTop + placed.laneHeight / 2;
}

function line(context: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

/** A word on a ground of its own, kept inside of what is seen. */
function label(
  { context, width, colours }: Pick<Drawing, 'context' | 'width' | 'height' | 'colours'>,
  text: string,
  x: number,
  y: number,
): void {
  if (x < -width || x > 2 * width) return;
  context.font = '600 11px system-ui, sans-serif';
  context.textBaseline = 'middle';
  const room = context.measureText(text).width + 10;
  const left = Math.min(Math.max(x - room / 2, 2), width - room - 2);
  context.fillStyle = colours.ink;
  context.beginPath();
  context.roundRect(left, y - 9, room, 18, 4);
  context.fill();
  context.fillStyle = cssOf(colours.ground);
  context.fillText(text, left + 5, y + 0.5);
}
