import { useEffect, useMemo, useRef } from 'preact/hooks';
import { say } from '../../words/index.ts';
import { addShortcuts } from '../app/shortcuts.ts';
import { Empty } from '../parts/empty.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { connectTimeline } from './connect.ts';
import { listenToPointers, listenToRuler } from './gestures.ts';
import { HeadColumn, headWidth } from './head-column.tsx';
import { HoverLine } from './hover-line.tsx';
import { timelineKeys } from './keys.ts';
import { ScreenTable } from './screen-table.tsx';
import type { Timeline } from './timeline.ts';
import { Toolbar } from './toolbar.tsx';
import './timeline.css';

/** Names stand above their lanes where the page is narrower than this, in CSS pixels. */
const narrow = 640;

/** Who did what when: tracks over time. */
export function TimelineView() {
  const { timeline, disconnect } = useMemo(connectTimeline, []);
  useEffect(() => disconnect, []);
  useEffect(() => addShortcuts(timelineKeys(timeline)), []);
  const host = useRef<HTMLElement>(null);
  useEffect(() => {
    // What is drawn on the canvas at that moment, for whoever cannot see it.
    Object.defineProperty(host.current!, 'drawnModel', {
      configurable: true,
      get: () => timeline.drawnModel,
    });
  }, []);
  const isEmpty = timeline.isLoaded.value && timeline.heads.value.length === 0;
  return (
    <section class="timeline" ref={host} aria-label={say('timeline.label')}>
      <Toolbar timeline={timeline} />
      {timeline.failure.value === undefined ? undefined : <Trouble error={timeline.failure.value} />}
      {isEmpty ? <Empty why={say('timeline.empty')} record="--plan sched" /> : <Tracks timeline={timeline} />}
      <ScreenTable timeline={timeline} />
    </section>
  );
}

function Tracks({ timeline }: { readonly timeline: Timeline }) {
  const tracks = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const ruler = useRef<HTMLCanvasElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const heads = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const [box, stageBox] = [scroller.current!, stage.current!];
    const measure = (): void => {
      timeline.isNarrow.value = box.clientWidth < narrow;
      timeline.size.value = { width: stageBox.clientWidth, height: box.clientHeight };
    };
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    observer.observe(stageBox);
    measure();
    const scrolled = (): void => timeline.redraw();
    box.addEventListener('scroll', scrolled, { passive: true });
    const stops = [
      timeline.attach({
        tracks: tracks.current!,
        overlay: overlay.current!,
        ruler: ruler.current!,
        scroller: box,
        heads: heads.current!,
      }),
      listenToPointers(stageBox, timeline),
      listenToRuler(ruler.current!, timeline),
      () => observer.disconnect(),
      () => box.removeEventListener('scroll', scrolled),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  const isNarrow = timeline.isNarrow.value;
  const { pinnedHeight, scrolledHeight } = timeline.layout.value;
  const below = Math.max(pinnedHeight + scrolledHeight - timeline.size.value.height, 0);
  return (
    <div
      class="timeline-body"
      data-narrow={isNarrow}
      style={{ '--heads': isNarrow ? '0px' : `${headWidth.value}px` }}
    >
      <div class="timeline-ruler">
        <div class="timeline-corner" />
        <div class="timeline-ruler-stage">
          <canvas ref={ruler} />
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section class="timeline-scroller" ref={scroller} tabIndex={0} aria-label={say('timeline.tracks')}>
        <div class="timeline-sticky">
          <HeadColumn timeline={timeline} scrolledRef={heads} />
          <div class="timeline-stage" ref={stage}>
            <canvas ref={tracks} role="img" aria-label={say('timeline.picture')} />
            <canvas class="timeline-overlay" ref={overlay} />
            <HoverLine timeline={timeline} />
          </div>
        </div>
        <div class="timeline-spacer" style={{ height: `${below}px` }} />
      </section>
    </div>
  );
}
