import { melted } from '../../views/calls/contract.ts';
import type { FlameFrames } from '../../views/index.ts';

/** Height of a frame, in CSS pixels. */
export const frameHeight = 20;
/** Narrower frames are not drawn: they melt into the worker's rest. */
export const narrowestFrame = 0.75;

/** Frames of a flame graph as they stand, and how one goes from one to another. */
export class FlameModel {
  readonly frames: FlameFrames;
  readonly levels: number;
  /** Frames of a level, by where they begin. */
  readonly #ofLevel: readonly (readonly number[])[];

  constructor(frames: FlameFrames) {
    this.frames = frames;
    const ofLevel: number[][] = [];
    for (let frame = 0; frame < frames.path.length; frame++) {
      const level = frames.depth[frame]!;
      while (ofLevel.length <= level) ofLevel.push([]);
      ofLevel[level]!.push(frame);
    }
    for (const level of ofLevel) level.sort((a, b) => frames.start[a]! - frames.start[b]!);
    this.#ofLevel = ofLevel;
    this.levels = ofLevel.length;
  }

  level(level: number): readonly number[] {
    return this.#ofLevel[level] ?? [];
  }

  /** The frame at a part of the width, -1 where there is none. */
  at(level: number, part: number): number {
    const { start, width } = this.frames;
    return (
      this.level(level).find(frame => part >= start[frame]! && part < start[frame]! + width[frame]!) ?? -1
    );
  }

  isMelted(frame: number): boolean {
    return this.frames.path[frame] === melted;
  }

  /** Where a key leads from a frame; the same frame where it leads nowhere. */
  step(frame: number, to: 'out' | 'in' | 'left' | 'right'): number {
    const { parent, depth, start } = this.frames;
    if (frame < 0) return this.level(0)[0] ?? -1;
    const level = depth[frame]!;
    switch (to) {
      case 'out':
        return parent[frame]! < 0 ? frame : parent[frame]!;
      case 'in':
        return this.level(level + 1).find(one => parent[one] === frame) ?? frame;
      case 'left':
        return this.level(level).findLast(one => start[one]! < start[frame]!) ?? frame;
      case 'right':
        return this.level(level).find(one => start[one]! > start[frame]!) ?? frame;
    }
  }
}
