import { hueColour, inks, type Theme } from '../parts/palette.ts';
import { cutToFit, type TextWidths } from '../timeline/paint/cut.ts';
import { type FlameModel, frameHeight } from './flame-model.ts';

/** A frame as it is drawn, in CSS pixels from the corner of what is seen. */
export interface DrawnFrame {
  readonly frame: number;
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A frame with what it stands for: an element's `drawnFrames` are what is on its canvas, for whoever cannot see it. */
export interface ShownFrame extends DrawnFrame {
  readonly path: number;
  /** The whole name; empty where many are drawn as one. */
  readonly name: string;
  readonly depth: number;
  readonly total: number;
  readonly self: number;
  readonly calls: number;
}

export function shownFrame(drawn: DrawnFrame, model: FlameModel): ShownFrame {
  const { frame } = drawn;
  const { path, names, name, depth, total, self, calls } = model.frames;
  return {
    ...drawn,
    path: path[frame]!,
    name: model.isMelted(frame) ? '' : names[name[frame]!]!.text,
    depth: depth[frame]!,
    total: total[frame]!,
    self: self[frame]!,
    calls: calls[frame]!,
  };
}

export interface FlameStage {
  readonly width: number;
  readonly height: number;
  /** How far it is scrolled down. */
  readonly scrolled: number;
  /** Callers stand above what they called, or below it. */
  readonly isUp: boolean;
  /** Whether frames that were not found fade. */
  readonly isSearched: boolean;
  readonly pointed: number;
  readonly focused: number;
}

const padding = 4;
const fontSize = 12;
const faded = 0.28;

/** Where a level stands in the whole height. */
export function topOfLevel({ levels }: FlameModel, level: number, isUp: boolean, height: number): number {
  const whole = Math.max(levels * frameHeight, isUp ? height : 0);
  return isUp ? whole - (level + 1) * frameHeight : level * frameHeight;
}

/** Draws the levels that are seen; answers what stands where. */
export function paintFlame(
  context: CanvasRenderingContext2D,
  model: FlameModel,
  stage: FlameStage,
  theme: Theme,
  widths: TextWidths,
): readonly DrawnFrame[] {
  const { width, height, scrolled, isUp, isSearched } = stage;
  const drawn: DrawnFrame[] = [];
  context.clearRect(0, 0, width, height);
  context.font = flameFont;
  context.textBaseline = 'middle';
  for (let level = 0; level < model.levels; level++) {
    const top = topOfLevel(model, level, isUp, height) - scrolled;
    if (top > height || top + frameHeight < 0) continue;
    for (const frame of model.level(level)) {
      const box = boxOf(model, frame, width, top);
      context.globalAlpha = isSearched && model.frames.isFound[frame] === 0 ? faded : 1;
      paintFrame(context, model, frame, box, theme);
      drawn.push(box);
      const text = cutToFit(box.text, box.width - 2 * padding, widths);
      if (text === undefined) continue;
      context.globalAlpha = 1;
      context.fillStyle =
        isSearched && model.frames.isFound[frame] === 0 ? inks[theme].quiet : inks[theme].ink;
      context.fillText(text, box.left + padding, top + frameHeight / 2);
    }
  }
  context.globalAlpha = 1;
  for (const box of drawn) {
    if (box.frame !== stage.pointed && box.frame !== stage.focused) continue;
    context.strokeStyle = inks[theme].ink;
    context.lineWidth = box.frame === stage.focused ? 2 : 1;
    context.strokeRect(box.left + 0.5, box.top + 0.5, Math.max(1, box.width - 1), frameHeight - 2);
  }
  return drawn;
}

/** As `context.font` has it. */
export const flameFont = `${fontSize}px ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", "D2Coding", monospace`;

function boxOf(model: FlameModel, frame: number, width: number, top: number): DrawnFrame {
  const { frames } = model;
  return {
    frame,
    text: model.isMelted(frame) ? '…' : frames.names[frames.name[frame]!]!.text,
    left: frames.start[frame]! * width,
    top,
    width: frames.width[frame]! * width,
    height: frameHeight - 1,
  };
}

function paintFrame(
  context: CanvasRenderingContext2D,
  model: FlameModel,
  frame: number,
  { left, top, width }: DrawnFrame,
  theme: Theme,
): void {
  const { frames } = model;
  const gap = width > 3 ? 1 : 0;
  const group = model.isMelted(frame) ? 'other' : frames.names[frames.name[frame]!]!.group;
  context.fillStyle = hueColour(group, theme);
  if (model.isMelted(frame)) context.globalAlpha *= 0.5;
  context.fillRect(left, top, Math.max(0.5, width - gap), frameHeight - 1);
}
