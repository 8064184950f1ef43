import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Browsers lay out nothing higher than this, in CSS pixels: more rows are scrolled through faster than they are high. */
const highest = 12_000_000;
/** Rows that are asked for at once, and beyond what is seen. */
const block = 100;

/** What of a long list is seen. */
export interface RowWindow {
  /** Height of the list, in CSS pixels. */
  readonly height: number;
  /** Rows that are to be there. */
  readonly first: number;
  readonly count: number;
  /** Where a row stands in the list, in CSS pixels. */
  readonly topOf: (row: number) => number;
  /** Rows that fit. */
  readonly page: number;
  readonly scrollTo: (row: number) => void;
}

/** Follows the scrolling of a box with `rows` rows of one height. */
export function useRowWindow(box: RefObject<HTMLElement | null>, rows: number, rowHeight: number): RowWindow {
  const [seen, setSeen] = useState({ top: 0, height: 600 });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = (): void => setSeen({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    look();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [rows === 0]);
  const whole = rows * rowHeight;
  const height = Math.min(whole, highest);
  const room = Math.max(1, height - seen.height);
  // Of a list that is too high, the scrolled part of the way is the part of the rows that lies above.
  const above = whole <= highest ? seen.top : (seen.top / room) * (whole - seen.height);
  const top = Math.floor(above / rowHeight);
  const first = Math.max(0, Math.floor((top - block / 2) / block) * block);
  const page = Math.max(1, Math.floor(seen.height / rowHeight));
  const shift = whole <= highest ? 0 : above - seen.top;
  const scrollTo = (row: number): void => {
    const element = box.current;
    if (element === null) return;
    const wanted = row * rowHeight;
    const isSeen = wanted >= above && wanted + rowHeight <= above + seen.height;
    if (isSeen) return;
    const to = wanted < above && wanted > above - seen.height ? wanted : wanted - seen.height / 3;
    element.scrollTop = whole <= highest ? to : (to / (whole - seen.height)) * room;
  };
  return {
    height,
    first,
    count: 3 * block + page,
    topOf: row => row * rowHeight - shift,
    page,
    scrollTo,
  };
}
