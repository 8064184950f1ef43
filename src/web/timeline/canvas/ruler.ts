import { rulerOf } from '../time/ticks.ts';
import { xAt } from '../time/window.ts';
import type { Timeline } from '../timeline.ts';
import { coloursOf, cssOf } from './colours.ts';
import { tickRoom } from './scene.ts';
import type { Surface } from './surface.ts';

/** Draws the ruler: labelled ticks, short ones between them, and the time that labels are relative to. */
export function paintRuler(surface: Surface, timeline: Timeline): void {
  const { context, width, height, ratio } = surface;
  const window = timeline.window.value;
  const colours = coloursOf(timeline.theme.value);
  const ruler = rulerOf(window, width, tickRoom, timeline.shownWall.value);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = '11px system-ui, sans-serif';
  context.textBaseline = 'middle';
  const baseWidth = ruler.base === undefined ? 0 : context.measureText(ruler.base).width + 12;
  context.fillStyle = cssOf(colours.line);
  const first = Math.ceil((window.from - ruler.phase) / ruler.smallStep);
  const timeOf = (tick: number): number => tick * ruler.smallStep + ruler.phase;
  for (let tick = first; timeOf(tick) <= window.to && tick < first + 1000; tick++) {
    context.fillRect(Math.round(xAt(window, width, timeOf(tick))), height - 4, 1, 4);
  }
  for (const { time, label } of ruler.ticks) {
    const x = Math.round(xAt(window, width, time));
    context.fillStyle = colours.quiet;
    context.fillRect(x, height - 8, 1, 8);
    if (x + 4 >= baseWidth && x + 4 + context.measureText(label).width <= width)
      context.fillText(label, x + 4, height / 2 - 2);
  }
  if (ruler.base === undefined) return;
  context.fillStyle = colours.ink;
  context.fillText(ruler.base, 4, height / 2 - 2);
}
