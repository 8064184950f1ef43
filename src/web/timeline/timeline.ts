import { computed, effect, signal } from '@preact/signals';
import type { Arrow, Strip, TrackHead, TrackItem } from '../../views/timeline/contract.ts';
import type { Theme } from '../parts/palette.ts';
import type { Surroundings } from './asks.ts';
import { type DrawnModel, drawnModel, type Hit, hit, type Stage } from './canvas/drawn-model.ts';
import { paintOverlay } from './canvas/overlay.ts';
import { paintRuler } from './canvas/ruler.ts';
import { Scene } from './canvas/scene.ts';
import { Surface } from './canvas/surface.ts';
import { Motion } from './motion.ts';
import { levelOfWhole } from './tiles/levels.ts';
import { TileCache } from './tiles/tile-cache.ts';
import {
  clampWindow,
  panBy,
  type TimeWindow,
  timeAt,
  wholeWindow,
  windowAround,
  zoomAt,
} from './time/window.ts';
import { type Arrangement, plainArrangement } from './tracks/arrangement.ts';
import { Layout, narrowMetrics, type PlacedRow, wideMetrics } from './tracks/layout.ts';
import { rowsOf } from './tracks/rows.ts';

/** Canvases of the time line, and the element that scrolls. */
export interface Elements {
  readonly tracks: HTMLCanvasElement;
  readonly overlay: HTMLCanvasElement;
  readonly ruler: HTMLCanvasElement;
  readonly scroller: HTMLElement;
  readonly heads: HTMLElement;
}

/** What the pointer is on. */
export interface Hover extends Hit {
  /** CSS pixels from the stage's corner. */
  readonly x: number;
  readonly y: number;
}

export interface Heads {
  readonly pinned: readonly PlacedRow[];
  /** Their `top` is from the beginning of all that scrolls. */
  readonly scrolled: readonly PlacedRow[];
  readonly pinnedHeight: number;
}

/** How many arrangements can be taken back. */
const mostUndone = 50;

/** How long a movement rests until it stands in the address, in milliseconds. */
const restTime = 250;

/** The time line: what it shows, and drawing it. A frame is drawn when something changed, at most once a screen's frame. */
export class Timeline {
  readonly surroundings: Surroundings;
  readonly heads = signal<readonly TrackHead[]>([]);
  readonly arrangement = signal<Arrangement>(plainArrangement);
  readonly bounds = signal<TimeWindow>({ from: 0, to: 1 });
  readonly window = signal<TimeWindow>({ from: 0, to: 1 });
  readonly strip = signal<Strip | undefined>(undefined);
  readonly selected = signal<TrackItem | undefined>(undefined);
  readonly arrows = signal<readonly Arrow[]>([]);
  readonly hover = signal<Hover | undefined>(undefined);
  readonly range = signal<TimeWindow | undefined>(undefined);
  readonly marks = signal<readonly number[]>([]);
  readonly theme = signal<Theme>('light');
  /** What the wall clock said at 0; undefined where nothing tells. */
  readonly wallStart = signal<bigint | undefined>(undefined);
  readonly isWallShown = signal(false);
  readonly shownWall = computed(() => (this.isWallShown.value ? this.wallStart.value : undefined));
  readonly canUndo = signal(false);
  readonly hasChain = signal(false);
  readonly isLoaded = signal(false);
  /** Tracks whose parts are known or on their way. */
  readonly partsAsked = new Set<string>();
  readonly isNarrow = signal(false);
  readonly size = signal({ width: 0, height: 0 });
  readonly isWaiting = signal(false);
  readonly failure = signal<Error | undefined>(undefined);
  /** Heads of rows that are drawn: changes when others come to be seen. */
  readonly shownHeads = signal<Heads>({ pinned: [], scrolled: [], pinnedHeight: 0 });
  readonly #depths = signal<ReadonlyMap<string, number>>(new Map());
  readonly layout = computed(() => {
    const depths = this.#depths.value;
    const metrics = this.isNarrow.value ? narrowMetrics : wideMetrics;
    const rows = rowsOf(this.heads.value, this.arrangement.value);
    return new Layout(rows, metrics, ({ head }) => depths.get(head.id) ?? head.depths);
  });
  readonly tiles: TileCache;
  readonly #motion = new Motion();
  #elements: Elements | undefined;
  #scene: Scene | undefined;
  #surfaces: { readonly tracks: Surface; readonly overlay: Surface; readonly ruler: Surface } | undefined;
  #frame = 0;
  #isDirty = false;
  readonly #undone: Arrangement[] = [];
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings;
    this.tiles = new TileCache({
      ask: (wishes, abort) => surroundings.ask('tiles', { wishes }, abort),
      changed: () => this.redraw(),
      failed: error => {
        this.failure.value = error as Error;
      },
    });
  }

  /** Begins to draw; the answer ends it. */
  attach(elements: Elements): () => void {
    this.#elements = elements;
    const surfaces = {
      tracks: new Surface(elements.tracks, { fromPixels: true }),
      overlay: new Surface(elements.overlay),
      ruler: new Surface(elements.ruler),
    };
    this.#surfaces = surfaces;
    this.#scene = new Scene(surfaces.tracks);
    const stopDrawing = effect(() => {
      void [this.layout.value, this.window.value, this.theme.value, this.size.value, this.shownWall.value];
      this.redraw();
    });
    const stopOverlay = effect(() => {
      void [this.hover.value, this.selected.value, this.arrows.value, this.range.value, this.marks.value];
      this.#schedule();
    });
    return () => {
      stopDrawing();
      stopOverlay();
      cancelAnimationFrame(this.#frame);
      clearTimeout(this.#rest);
      this.#frame = 0;
      this.#elements = undefined;
    };
  }

  get width(): number {
    return Math.max(this.size.value.width, 1);
  }

  get scroll(): number {
    return this.#elements?.scroller.scrollTop ?? 0;
  }

  get stage(): Stage {
    const box = this.#elements?.tracks.getBoundingClientRect();
    const { width, height } = this.size.value;
    return {
      window: this.window.value,
      width: Math.max(width, 1),
      height,
      left: box?.left ?? 0,
      top: box?.top ?? 0,
    };
  }

  get drawnModel(): DrawnModel {
    return drawnModel(this.#scene?.drawn ?? [], this.stage, this.tiles.isWaiting);
  }

  hitAt(x: number, y: number): Hit | undefined {
    return hit(this.#scene?.drawn ?? [], this.stage, x, y);
  }

  /** Shows another window, at once or on a way that an eye can follow; `isQuiet`: it is where the address says already. */
  show(window: TimeWindow, { animate = false, isStep = false, isQuiet = false } = {}): void {
    const wanted = clampWindow(window, this.bounds.value);
    if (animate && !this.surroundings.isStill()) {
      this.#motion.start(this.window.value, wanted, performance.now());
      this.#schedule();
    } else {
      this.#motion.stop();
      this.window.value = wanted;
    }
    clearTimeout(this.#rest);
    this.#rest = undefined;
    if (isStep) {
      this.#rest = setTimeout(() => {
        this.#rest = undefined;
        this.surroundings.moved(wanted, true);
      }, restTime);
    } else if (!isQuiet) this.surroundings.moved(wanted, false);
  }

  /** Where it will be when it stands still. */
  get goal(): TimeWindow {
    return this.#motion.target ?? this.window.value;
  }

  zoom(factor: number, x = this.width / 2, animate = false): void {
    const time = timeAt(this.window.value, this.width, x);
    this.show(zoomAt(this.goal, factor, time, this.bounds.value), { animate, isStep: true });
  }

  /** Moves by CSS pixels: what was right of the window comes into it where they are positive. */
  pan(pixels: number, animate = false): void {
    const window = this.goal;
    const time = ((window.to - window.from) * pixels) / this.width;
    this.show(panBy(window, time, this.bounds.value), { animate, isStep: true });
  }

  showAll(): void {
    this.show(wholeWindow(this.bounds.value), { animate: true });
  }

  /** Shows a stretch of time with room beside it. */
  fit(from: number, to: number): void {
    this.show(windowAround(from, to, this.bounds.value), { animate: true });
  }

  /** Parts and offers come later than the others. */
  addHeads(added: readonly TrackHead[]): void {
    const known = new Set(this.heads.peek().map(({ id }) => id));
    this.heads.value = [...this.heads.peek(), ...added.filter(({ id }) => !known.has(id))];
  }

  /** Whether a movement is not in the address yet. */
  get isMoving(): boolean {
    return this.#rest !== undefined;
  }

  scrollBy(pixels: number): void {
    this.#elements?.scroller.scrollBy({ top: pixels });
  }

  /** Arranges the tracks otherwise; it can be undone. */
  arrange(changes: Partial<Arrangement>): void {
    this.#undone.push(this.arrangement.value);
    if (this.#undone.length > mostUndone) this.#undone.shift();
    this.arrangement.value = { ...this.arrangement.value, ...changes };
    this.canUndo.value = true;
  }

  undo(): void {
    const before = this.#undone.pop();
    if (before !== undefined) this.arrangement.value = before;
    this.canUndo.value = this.#undone.length > 0;
  }

  /** Arrows of the selected slice alone, or of all that led to it. */
  toggleChain(): void {
    this.hasChain.value = !this.hasChain.value;
  }

  get firstRow(): PlacedRow | undefined {
    return this.#scene?.drawn[0]?.placed;
  }

  chooseRange(range: TimeWindow | undefined): void {
    this.range.value = range;
    this.surroundings.chose({ range: this.range.value, marks: this.marks.value });
  }

  chooseMarks(marks: readonly number[]): void {
    this.marks.value = marks;
    this.surroundings.chose({ range: this.range.value, marks });
  }

  /** Scrolls until a track is seen; false where it is not among the rows. */
  reveal(track: string): boolean {
    const scroller = this.#elements?.scroller;
    const top = this.layout.value.scrollTo(track, this.scroll, this.size.value.height);
    if (scroller === undefined || top === undefined) return false;
    scroller.scrollTop = top;
    return true;
  }

  /** Draws again in the next frame. */
  redraw(): void {
    this.#isDirty = true;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#frame === 0 && this.#elements !== undefined)
      this.#frame = requestAnimationFrame(now => this.#draw(now));
  }

  #draw(now: number): void {
    this.#frame = 0;
    const moving = this.#motion.at(now);
    if (moving !== undefined) this.window.value = moving;
    const [elements, surfaces, scene] = [this.#elements, this.#surfaces, this.#scene];
    const { width, height } = this.size.value;
    if (elements === undefined || surfaces === undefined || scene === undefined || width < 1 || height < 1)
      return;
    if (this.#isDirty) this.#drawTracks(scene, surfaces.tracks, elements, width, height);
    surfaces.overlay.resize(width, height, devicePixelRatio);
    surfaces.ruler.resize(width, elements.ruler.parentElement?.clientHeight ?? 0, devicePixelRatio);
    paintOverlay(surfaces.overlay, this, scene.drawn);
    paintRuler(surfaces.ruler, this);
    if (this.#motion.target !== undefined) this.redraw();
  }

  #drawTracks(scene: Scene, surface: Surface, elements: Elements, width: number, height: number): void {
    this.#isDirty = false;
    surface.resize(width, height, devicePixelRatio);
    const layout = this.layout.value;
    const { scroll } = this;
    const { pinned, scrolled } = layout.visible(scroll, height);
    const [window, theme, wallStart] = [this.window.value, this.theme.value, this.shownWall.value];
    scene.draw({ window, pinned, scrolled, pinnedHeight: layout.pinnedHeight, theme, wallStart }, this.tiles);
    this.#placeHeads(elements.heads, { pinned, scrolled, pinnedHeight: layout.pinnedHeight }, scroll);
    this.#prefetch(scene);
    this.tiles.send();
    this.isWaiting.value = this.tiles.isWaiting;
    this.#learnDepths(scene);
  }

  /** A tile of the whole time of each track that is seen: something always stands in for what is not here yet. */
  #prefetch(scene: Scene): void {
    const { from, to } = this.bounds.value;
    const level = levelOfWhole(from, to);
    for (const { placed } of scene.drawn) {
      if (placed.row.kind === 'track') this.tiles.prefetch(placed.row.id, from, to, level);
    }
  }

  /** Tiles know how deep a track is; the rows below move when it turns out deeper. */
  #learnDepths(scene: Scene): void {
    let depths: Map<string, number> | undefined;
    for (const { placed, pieces } of scene.drawn) {
      const tile = pieces[0]?.indexed.tile;
      if (placed.row.kind !== 'track' || tile === undefined || tile.kind === 'counter') continue;
      const { id, depths: guessed } = placed.row.head;
      if (tile.depths === (this.#depths.value.get(id) ?? guessed)) continue;
      depths ??= new Map(this.#depths.value);
      depths.set(id, tile.depths);
    }
    if (depths !== undefined) this.#depths.value = depths;
  }

  #placeHeads(element: HTMLElement, heads: Heads, scroll: number): void {
    element.style.transform = `translateY(${-scroll}px)`;
    const before = this.shownHeads.value;
    const scrolled = heads.scrolled.map(placed => ({ ...placed, top: placed.top + scroll }));
    if (isSame(before.scrolled, scrolled) && isSame(before.pinned, heads.pinned)) return;
    this.shownHeads.value = { ...heads, scrolled };
  }
}

function isSame(before: readonly PlacedRow[], now: readonly PlacedRow[]): boolean {
  return (
    before.length === now.length &&
    before.every(
      ({ row, top, height }, at) =>
        row === now[at]!.row && top === now[at]!.top && height === now[at]!.height,
    )
  );
}
