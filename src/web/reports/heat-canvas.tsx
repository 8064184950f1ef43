import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { countText, durationText } from '../../text/replay/durations.ts';
import type { HeatMap } from '../../views/index.ts';
import { say } from '../../words/index.ts';
import { go } from '../app/place.ts';
import { theme } from '../app/theme.ts';
import { dotAt, paintDots } from './dots.ts';
import { bounds, durationCondition } from './durations.tsx';

interface HeatCanvasWishes {
  readonly map: HeatMap;
  readonly show: (condition: string) => void;
}

/** As high as the bars beside it. */
const rowRem = 1.05;

interface Cell {
  readonly column: number;
  readonly row: number;
}

/** What is pointed at: a single duration, else a cell. */
type Pointed = { readonly dot: number } | Cell;

/**
 * Time to the right, durations upwards by powers of two, the more the stronger; the longest are dots of their own. A cell
 * leads to its rows, a dot to its event. The bars beside it and the tables do the same by keys.
 */
export function HeatCanvas({ map, show }: HeatCanvasWishes) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const dots = useRef<HTMLCanvasElement>(null);
  const [pointed, setPointed] = useState<Pointed>();
  const look = theme.value;
  useLayoutEffect(() => {
    if (canvas.current !== null) paint(canvas.current, map);
    const over = dots.current;
    if (over === null) return;
    paintDots(over, map);
    const resized = new ResizeObserver(() => paintDots(over, map));
    resized.observe(over);
    return () => resized.disconnect();
  }, [map, look]);
  const find = ({ offsetX, offsetY }: MouseEvent): Pointed | undefined => {
    const { clientWidth, clientHeight } = canvas.current!;
    const dot = dotAt(map, offsetX, offsetY, { width: clientWidth, height: clientHeight });
    if (dot !== undefined) return { dot };
    const column = Math.floor((offsetX / clientWidth) * map.columns);
    const row = map.rows - 1 - Math.floor((offsetY / clientHeight) * map.rows);
    const isIn = column >= 0 && column < map.columns && row >= 0 && row < map.rows;
    return isIn && map.counts[column * map.rows + row]! > 0 ? { column, row } : undefined;
  };
  const open = (event: MouseEvent): void => {
    const found = find(event);
    if (found === undefined) return;
    if ('dot' in found) openEvent(map.events[found.dot]!);
    else show(`${durationCondition(map, found.row)} and ${timeCondition(map, found.column)}`);
  };
  return (
    <figure class="heat">
      <div class="heat-space" style={{ height: `${map.rows * rowRem}rem` }}>
        <canvas ref={canvas} width={map.columns} height={map.rows} />
        <canvas
          ref={dots}
          role="img"
          aria-label={say('reports.heat')}
          class={pointed === undefined ? 'heat-dots' : 'heat-dots on-cell'}
          onClick={open}
          onPointerMove={event => setPointed(find(event))}
          onPointerLeave={() => setPointed(undefined)}
        />
      </div>
      <figcaption class="quiet">
        <span>{durationText(map.from)}</span>
        <span class="heat-cell">
          {pointed === undefined ? say('reports.heat') : pointedSentence(map, pointed)}
        </span>
        <span>{durationText(map.to)}</span>
      </figcaption>
    </figure>
  );
}

function openEvent(row: number): void {
  if (row >= 0) go({ view: 'timeline', select: `row:${row}` });
}

function timesOf({ from, to, columns }: HeatMap, column: number): readonly [number, number] {
  const width = Math.max(1, to - from) / columns;
  return [Math.floor(from + column * width), Math.ceil(from + (column + 1) * width)];
}

function timeCondition(map: HeatMap, column: number): string {
  const [from, to] = timesOf(map, column);
  return `${map.time} >= ${from} and ${map.time} <= ${to}`;
}

function pointedSentence(map: HeatMap, pointed: Pointed): string {
  if (!('dot' in pointed)) return cellSentence(map, pointed);
  const { dot } = pointed;
  return say('reports.heat-dot', {
    duration: durationText(map.durations[dot]!),
    time: durationText(map.times[dot]!),
  });
}

function cellSentence(map: HeatMap, { column, row }: Cell): string {
  const [from, to] = timesOf(map, column);
  const size = bounds(map, row);
  return say('reports.heat-cell', {
    count: countText(map.counts[column * map.rows + row]!),
    shortest: durationText(size.from),
    longest: durationText(size.to),
    from: durationText(from),
    to: durationText(to),
  });
}

/** A pixel a cell, in the colour of the canvas; even one thing alone is seen. */
const faintest = 60;

function paint(canvas: HTMLCanvasElement, { columns, rows, counts }: HeatMap): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const image = context.createImageData(columns, rows);
  const [red, green, blue] = colourOf(canvas);
  const most = Math.log2(1 + counts.reduce((a, b) => Math.max(a, b), 1));
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const count = counts[column * rows + row]!;
      if (count === 0) continue;
      const strength = faintest + (255 - faintest) * (Math.log2(1 + count) / most);
      image.data.set([red, green, blue, strength], 4 * ((rows - 1 - row) * columns + column));
    }
  }
  context.putImageData(image, 0, 0);
}

function colourOf(element: HTMLElement): readonly [number, number, number] {
  const [red = 0, green = 0, blue = 0] = (getComputedStyle(element).color.match(/\d+/g) ?? []).map(Number);
  return [red, green, blue];
}
