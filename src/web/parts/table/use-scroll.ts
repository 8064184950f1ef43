import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { LongScroll, mostPixels } from './long-scroll.ts';

/** Rows under a thumb are higher. */
const [rowRem, thumbRem] = [1.75, 2.4];

function rowHeightNow(): number {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.round(rem * (matchMedia('(pointer: coarse)').matches ? thumbRem : rowRem));
}

/** Scrolling of many rows within an element. */
export interface RowScroll {
  readonly box: { readonly current: HTMLDivElement | null };
  readonly rowHeight: number;
  /** Height of the window onto the rows, below their head. */
  readonly view: number;
  readonly space: number;
  readonly top: number;
  readonly onScroll: () => void;
  /** Scrolls as little as is needed to see a row, or a page so that it stands in the middle. */
  readonly show: (row: number, inMiddle?: boolean) => void;
}

/** `key` changes when the rows are others: they are then seen from the first one on. */
export function useScroll(count: number, key: string): RowScroll {
  const box = useRef<HTMLDivElement>(null);
  const scroll = useRef(new LongScroll(0, 0));
  const [rowHeight, setRowHeight] = useState(rowHeightNow);
  const [height, setHeight] = useState(0);
  const [top, setTop] = useState(0);
  const view = Math.max(rowHeight, height - rowHeight);
  const total = count * rowHeight;

  const tell = (): void => {
    const element = box.current;
    if (element === null) return;
    element.scrollTop = scroll.current.scrollTop;
    scroll.current.told(element.scrollTop);
    setTop(scroll.current.top);
  };

  useLayoutEffect(() => {
    const element = box.current!;
    const measure = (): void => {
      setRowHeight(rowHeightNow());
      setHeight(element.clientHeight);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    scroll.current = new LongScroll(total, view, scroll.current.top);
    tell();
  }, [total, view]);

  const before = useRef(key);
  useLayoutEffect(() => {
    if (before.current === key) return;
    before.current = key;
    scroll.current.moveTo(0);
    tell();
  }, [key]);

  // A wheel turns by pixels however many rows there are.
  useEffect(() => {
    const element = box.current!;
    const turn = (event: WheelEvent): void => {
      if (!scroll.current.isScaled || event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
      event.preventDefault();
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * rowHeight : event.deltaY;
      scroll.current.moveTo(scroll.current.top + pixels);
      tell();
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, [rowHeight]);

  return {
    box,
    rowHeight,
    view,
    space: scroll.current.total === total ? scroll.current.space : Math.min(total, mostPixels),
    top,
    onScroll: () => {
      // A table that is gone may still be told of the last of its scrolling.
      if (box.current === null) return;
      scroll.current.scrolled(box.current.scrollTop);
      setTop(scroll.current.top);
    },
    show: (row, inMiddle = false) => {
      const start = row * rowHeight;
      const { top: now } = scroll.current;
      if (start >= now && start + rowHeight <= now + view) return;
      const nearest = start < now ? start : start + rowHeight - view;
      scroll.current.moveTo(inMiddle ? start - view / 2 : nearest);
      tell();
    },
  };
}
