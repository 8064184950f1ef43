import type { Shortcut } from '../app/shortcuts.ts';
import {
  fitSelection,
  followTask,
  letGo,
  panByStep,
  selectNeighbour,
  setMark,
  zoomByStep,
} from './actions.ts';
import type { Timeline } from './timeline.ts';

/** The keys of the time line, as `?` shows them. */
export function timelineKeys(timeline: Timeline): readonly Shortcut[] {
  return [
    { keys: ['w'], what: 'key.timeline.nearer', act: () => zoomByStep(timeline, 0.5) },
    { keys: ['s'], what: 'key.timeline.farther', act: () => zoomByStep(timeline, 2) },
    { keys: ['a', 'ArrowLeft'], what: 'key.timeline.left', act: () => panByStep(timeline, -1) },
    { keys: ['d', 'ArrowRight'], what: 'key.timeline.right', act: () => panByStep(timeline, 1) },
    { keys: ['ArrowUp'], what: 'key.timeline.up', act: () => timeline.scrollBy(-60) },
    { keys: ['ArrowDown'], what: 'key.timeline.down', act: () => timeline.scrollBy(60) },
    { keys: ['f'], what: 'key.timeline.fit', act: () => fitSelection(timeline) },
    { keys: ['0'], what: 'key.timeline.all', act: () => timeline.showAll() },
    { keys: ['m'], what: 'key.timeline.mark', act: () => setMark(timeline) },
    { keys: ['['], what: 'key.timeline.before', act: () => void selectNeighbour(timeline, -1, true) },
    { keys: [']'], what: 'key.timeline.after', act: () => void selectNeighbour(timeline, 1, true) },
    {
      keys: ['Shift+ArrowLeft'],
      what: 'key.timeline.previous',
      act: () => void selectNeighbour(timeline, -1, false),
    },
    {
      keys: ['Shift+ArrowRight'],
      what: 'key.timeline.next',
      act: () => void selectNeighbour(timeline, 1, false),
    },
    { keys: ['.'], what: 'key.timeline.follow', act: () => void followTask(timeline, 1) },
    { keys: [','], what: 'key.timeline.follow-back', act: () => void followTask(timeline, -1) },
    { keys: ['c'], what: 'key.timeline.chain', act: () => timeline.toggleChain() },
    { keys: ['Ctrl+z'], what: 'key.timeline.undo', act: () => timeline.undo() },
    { keys: ['Escape'], what: 'key.timeline.let-go', act: () => letGo(timeline) },
  ];
}
