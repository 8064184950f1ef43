import type { HeatMap } from '../../views/index.ts';

/** How near to a dot is on it, in pixels of the page. */
const reach = 6;
const radius = 1.75;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Draws the single durations over the map: time to the right, the longer the higher. */
export function paintDots(canvas: HTMLCanvasElement, map: HeatMap): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const scale = devicePixelRatio;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.scale(scale, scale);
  context.fillStyle = getComputedStyle(canvas).color;
  for (let dot = 0; dot < map.times.length; dot++) {
    const [x, y] = placeOf(map, dot, { width, height });
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }
}

/** The dot at a place; undefined where none is near. */
export function dotAt(map: HeatMap, x: number, y: number, size: Size): number | undefined {
  let nearest: number | undefined;
  let least = reach ** 2;
  for (let dot = 0; dot < map.times.length; dot++) {
    const [dotX, dotY] = placeOf(map, dot, size);
    const distance = (dotX - x) ** 2 + (dotY - y) ** 2;
    if (distance > least) continue;
    least = distance;
    nearest = dot;
  }
  return nearest;
}

function placeOf(map: HeatMap, dot: number, { width, height }: Size): readonly [number, number] {
  const { from, to, least, rows, times, durations } = map;
  const inside = (value: number, end: number): number => Math.min(Math.max(value, radius), end - radius);
  const x = ((times[dot]! - from) / Math.max(1, to - from)) * width;
  const y = height - ((Math.log2(Math.max(1, durations[dot]!)) - least) / rows) * height;
  return [inside(x, width), inside(y, height)];
}
