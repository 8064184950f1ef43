import { hues, look } from '../../../views/timeline/contract.ts';
import type { Theme } from '../../parts/palette.ts';
import { paintCounter } from '../paint/counter-painter.ts';
import { TextWidths } from '../paint/cut.ts';
import { LanePainter, type Paints, type Scale } from '../paint/lane-painter.ts';
import { Names } from '../paint/names.ts';
import { paintPattern } from '../paint/patterns.ts';
import { fillBox } from '../paint/pixels.ts';
import type { Piece, TileCache } from '../tiles/tile-cache.ts';
import { rulerOf } from '../time/ticks.ts';
import { type TimeWindow, xAt } from '../time/window.ts';
import type { PlacedRow } from '../tracks/layout.ts';
import { type Colours, coloursOf } from './colours.ts';
import type { Surface } from './surface.ts';

/** What a frame shows. */
export interface Frame {
  readonly window: TimeWindow;
  readonly pinned: readonly PlacedRow[];
  readonly scrolled: readonly PlacedRow[];
  readonly pinnedHeight: number;
  readonly theme: Theme;
  /** What the wall clock said at 0, where times are shown by it. */
  readonly wallStart: bigint | undefined;
}

/** A row as it was drawn, with what was drawn in it. */
export interface DrawnRow {
  readonly placed: PlacedRow;
  readonly isPinned: boolean;
  readonly pieces: readonly Piece[];
}

/** Text is the slowest thing to draw: more names than this could nobody read. */
const mostNames = 500;
/** CSS pixels that a name needs at least, and that are left free beside it. */
const leastName = 30;
const namePadding = 4;
const leastNameHeight = 11;
const font = 'ui-monospace, "SFMono-Regular", Menlo, Consolas, "DejaVu Sans Mono", monospace';
/** CSS pixels from one labelled line of the ruler to the next. */
export const tickRoom = 110;

/** Draws the tracks: all pixels in memory first, then names over them. */
export class Scene {
  readonly #surface: Surface;
  readonly #painter = new LanePainter();
  readonly #names = new Names(mostNames);
  readonly #widths: TextWidths;
  #groundRow = new Uint32Array(0);
  #font = '';
  #drawn: readonly DrawnRow[] = [];

  constructor(surface: Surface) {
    this.#surface = surface;
    this.#widths = new TextWidths(text => surface.context.measureText(text).width);
  }

  /** What the last frame shows, pinned rows last because they lie on top. */
  get drawn(): readonly DrawnRow[] {
    return this.#drawn;
  }

  draw(frame: Frame, tiles: TileCache): void {
    const surface = this.#surface;
    const { ratio } = surface;
    const colours = coloursOf(frame.theme);
    const scale: Scale = {
      from: frame.window.from,
      pixel: (frame.window.to - frame.window.from) / surface.pixels.width,
      ratio,
    };
    this.#makeGround(frame, colours);
    const paints: Paints = { hues: colours.hues, lane: colours.ground, groundRow: this.#groundRow };
    const drawn: DrawnRow[] = [];
    this.#names.begin();
    for (const placed of frame.scrolled)
      drawn.push(this.#paintRow(placed, false, frame, tiles, scale, paints, colours));
    const last = frame.scrolled.at(-1);
    const end = last === undefined ? 0 : Math.round((last.top + last.height) * ratio);
    this.#paintGround(end, surface.pixels.height);
    const scrolledNames = this.#names.written(this.#prepareText(), namePadding * ratio);
    this.#names.begin();
    for (const placed of frame.pinned)
      drawn.push(this.#paintRow(placed, true, frame, tiles, scale, paints, colours));
    if (frame.pinned.length > 0) {
      const bottom = Math.round(frame.pinnedHeight * ratio);
      fillBox(
        surface.pixels,
        0,
        bottom - Math.round(2 * ratio),
        surface.pixels.width,
        bottom,
        colours.border,
      );
    }
    surface.putPixels();
    this.#write(scrolledNames, colours.ink, frame.pinnedHeight);
    this.#write(this.#names.written(this.#widths, namePadding * ratio), colours.ink, 0);
    this.#drawn = drawn;
  }

  /** A row of the ground with the ruler's lines, which go through behind all lanes. */
  #makeGround({ window, wallStart }: Frame, colours: Colours): void {
    const { pixels, width, ratio } = this.#surface;
    if (this.#groundRow.length !== pixels.width) this.#groundRow = new Uint32Array(pixels.width);
    this.#groundRow.fill(colours.ground);
    for (const { time } of rulerOf(window, width, tickRoom, wallStart).ticks) {
      const x = Math.round(xAt(window, width, time) * ratio);
      if (x >= 0 && x < pixels.width) this.#groundRow[x] = colours.line;
    }
  }

  /** Rows of pixels in which nothing else is painted: lanes bring their own ground. */
  #paintGround(top: number, bottom: number): void {
    const { pixels } = this.#surface;
    const end = Math.min(bottom, pixels.height);
    for (let y = Math.max(top, 0); y < end; y++) pixels.data.set(this.#groundRow, y * pixels.width);
  }

  #paintRow(
    placed: PlacedRow,
    isPinned: boolean,
    frame: Frame,
    tiles: TileCache,
    scale: Scale,
    paints: Paints,
    colours: Colours,
  ): DrawnRow {
    const { pixels, ratio } = this.#surface;
    const [top, bottom] = [Math.round(placed.top * ratio), Math.round((placed.top + placed.height) * ratio)];
    if (placed.row.kind === 'group') {
      fillBox(pixels, 0, top, pixels.width, bottom, colours.band);
      return { placed, isPinned, pieces: [] };
    }
    const { head } = placed.row;
    const pieces = tiles.pieces(head.id, frame.window.from, frame.window.to, scale.pixel);
    if (head.kind === 'counter') {
      const band = this.#bandOf(placed, 0);
      this.#paintGround(top, bottom);
      paintCounter(pixels, band, pieces, scale, colours.hues[counterHue]!, colours.ground);
    } else this.#paintGround(this.#paintLanes(placed, top, pieces, scale, paints), bottom);
    this.#paintLost(pieces, placed, scale, colours);
    fillBox(pixels, 0, bottom - 1, pixels.width, bottom, colours.border);
    return { placed, isPinned, pieces };
  }

  /** Paints all from `top` to where the last lane ends, and answers where that is. */
  #paintLanes(
    placed: PlacedRow,
    top: number,
    pieces: readonly Piece[],
    scale: Scale,
    paints: Paints,
  ): number {
    const { pixels, ratio } = this.#surface;
    const isNamed = placed.laneHeight >= leastNameHeight;
    const wide = isNamed ? leastName * ratio : Number.POSITIVE_INFINITY;
    const first = Math.max(0, Math.floor(-placed.lanesTop / placed.laneHeight));
    let painted = top;
    for (let depth = first; depth < placed.lanes; depth++) {
      const band = this.#bandOf(placed, depth);
      if (band.top >= pixels.height) break;
      this.#paintGround(painted, band.top);
      painted = band.bottom;
      this.#names.lane(band.top, band.bottom);
      this.#painter.paint(pixels, band, pieces, depth, scale, paints, wide, (slices, slice, left, right) =>
        this.#names.add(slices, slice, left, right),
      );
    }
    return painted;
  }

  /** Device rows of a lane; lanes of several have a line between them. */
  #bandOf({ lanesTop, lanes, laneHeight }: PlacedRow, depth: number) {
    const { ratio } = this.#surface;
    const top = Math.round((lanesTop + depth * laneHeight) * ratio);
    const bottom = Math.round((lanesTop + (depth + 1) * laneHeight) * ratio);
    return { top, bottom: lanes > 1 && bottom - top > 3 ? bottom - 1 : bottom };
  }

  #paintLost(pieces: readonly Piece[], { top, height }: PlacedRow, scale: Scale, colours: Colours): void {
    const { pixels, ratio } = this.#surface;
    const band = { top: Math.round(top * ratio), bottom: Math.round((top + height) * ratio) - 1 };
    for (const { indexed, from, to } of pieces) {
      const { lost } = indexed.tile;
      for (let at = 0; at + 1 < lost.length; at += 2) {
        if (lost[at + 1]! < from || lost[at]! > to) continue;
        const left = Math.round((Math.max(lost[at]!, from) - scale.from) / scale.pixel);
        const end = Math.round((Math.min(lost[at + 1]!, to) - scale.from) / scale.pixel);
        const right = Math.max(end, left + Math.round(2 * ratio));
        paintPattern(
          pixels,
          band,
          { left, right, look: look.lost, colour: colours.lost },
          colours.ground,
          ratio,
        );
      }
    }
  }

  #prepareText(): TextWidths {
    const { context, ratio } = this.#surface;
    const wanted = `${Math.round(11 * ratio)}px ${font}`;
    if (this.#font !== wanted) this.#widths.forget();
    this.#font = wanted;
    context.font = wanted;
    context.textBaseline = 'middle';
    return this.#widths;
  }

  /** Names below the pinned tracks are not written across them. */
  #write(names: ReturnType<Names['written']>, ink: string, top: number): void {
    const { context, canvas, ratio } = this.#surface;
    context.save();
    if (top > 0) {
      context.beginPath();
      context.rect(0, Math.round(top * ratio), canvas.width, canvas.height);
      context.clip();
    }
    context.fillStyle = ink;
    for (const { text, x, y } of names) context.fillText(text, x, y);
    context.restore();
  }
}

const counterHue = hues.indexOf('event');
