import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Flame } from '../../views/index.ts';
import { say } from '../../words/index.ts';
import { theme } from '../app/theme.ts';
import { TextWidths } from '../timeline/paint/cut.ts';
import { FlameModel, frameHeight } from './flame-model.ts';
import { type DrawnFrame, flameFont, paintFlame, shownFrame, topOfLevel } from './flame-paint.ts';
import { callsText, exactText, percentText, weightText } from './weights.ts';

interface FlameWishes {
  readonly flame: Flame;
  readonly label: string;
  /** Callers stand below what they called. */
  readonly isUp: boolean;
  /** Frames are as wide as their calls. */
  readonly isByCalls?: boolean;
  /** Frames weigh no more than their number. */
  readonly isCountedOnly?: boolean;
  readonly onZoom?: (path: number | undefined) => void;
  readonly onFunction: (name: string) => void;
  /** Its height follows what is in it, to this. */
  readonly mostLevels?: number;
}

const widths = new TextWidths(measure());

function measure(): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d')!;
  return text => {
    context.font = flameFont;
    return context.measureText(text).width;
  };
}

/** Calls as boxes below their callers, as wide as their time: pointed at, walked by keys, zoomed into. */
export function FlameGraph(wishes: FlameWishes) {
  const { flame, label, isUp, onZoom, onFunction, mostLevels } = wishes;
  const model = useMemo(() => new FlameModel(flame.frames), [flame]);
  const [pointed, setPointed] = useState(-1);
  const [focused, setFocused] = useState(-1);
  const host = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef<readonly DrawnFrame[]>([]);
  const [size, setSize] = useState({ width: 0, height: 0, scrolled: 0 });
  const isSearched = flame.found !== undefined;
  useEffect(() => {
    setPointed(-1);
    setFocused(-1);
  }, [flame]);
  useEffect(() => {
    const element = box.current!;
    const look = (): void =>
      setSize({ width: element.clientWidth, height: element.clientHeight, scrolled: element.scrollTop });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  useEffect(() => {
    // A flame that burns upwards is looked at from its foot.
    box.current!.scrollTop = isUp ? box.current!.scrollHeight : 0;
  }, [isUp, model]);
  useEffect(() => {
    const context = sized(canvas.current!, size.width, size.height);
    if (context === undefined) return;
    drawn.current = paintFlame(
      context,
      model,
      { ...size, isUp, isSearched, pointed, focused },
      theme.value,
      widths,
    );
  }, [model, size, isUp, isSearched, pointed, focused, theme.value]);
  useEffect(() => {
    Object.defineProperty(host.current!, 'drawnFrames', {
      configurable: true,
      get: () => drawn.current.map(one => shownFrame(one, model)),
    });
  }, [model]);
  const frameAt = ({ clientX, clientY }: MouseEvent): number => {
    const corner = canvas.current!.getBoundingClientRect();
    const [x, y] = [clientX - corner.left, clientY - corner.top];
    const found = drawn.current.find(
      one => y >= one.top && y < one.top + frameHeight && x >= one.left && x < one.left + one.width,
    );
    return found?.frame ?? -1;
  };
  const zoom = (frame: number): void => {
    if (frame >= 0 && !model.isMelted(frame)) onZoom?.(model.frames.path[frame]!);
  };
  const focus = (frame: number): void => {
    setFocused(frame);
    if (frame < 0) return;
    const top = topOfLevel(model, model.frames.depth[frame]!, isUp, size.height);
    const element = box.current!;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + frameHeight > element.scrollTop + size.height)
      element.scrollTop = top + frameHeight - size.height;
  };
  const nameOf = (frame: number): string | undefined => {
    const name =
      frame < 0 || model.isMelted(frame) ? undefined : model.frames.names[model.frames.name[frame]!];
    return name?.isFunction === true ? name.text : undefined;
  };
  const shown = pointed >= 0 ? pointed : focused;
  const levels = mostLevels === undefined ? undefined : Math.min(mostLevels, model.levels);
  return (
    <div class="call-flame" ref={host}>
      <div
        class="flame-box"
        ref={box}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its frames are walked by keys
        tabIndex={0}
        aria-label={`${label}. ${say('web.calls.flame-keys')}`}
        style={levels === undefined ? {} : { height: `${levels * frameHeight}px`, flex: 'none' }}
        onKeyDown={event => {
          const to = directionOf(event.key, isUp);
          if (to !== undefined) focus(model.step(focused, to));
          else if (event.key === 'Enter') zoom(focused);
          else if (event.key === 'Backspace') onZoom?.(flame.above.at(-1)?.path);
          else if (event.key === 'Home') onZoom?.(undefined);
          else if (event.key === 's' && nameOf(focused) !== undefined) onFunction(nameOf(focused)!);
          else return;
          event.preventDefault();
        }}
        onPointerMove={event => setPointed(frameAt(event))}
        onPointerLeave={() => setPointed(-1)}
        onClick={event => {
          const frame = frameAt(event);
          setFocused(frame);
          if (onZoom !== undefined) zoom(frame);
          else if (nameOf(frame) !== undefined) onFunction(nameOf(frame)!);
        }}
      >
        <canvas ref={canvas} />
        <div style={{ height: `${Math.max(0, model.levels * frameHeight - size.height)}px` }} />
      </div>
      <FrameLine wishes={wishes} model={model} frame={shown} name={nameOf(shown)} />
    </div>
  );
}

/** What a frame says, and what of it was found. */
function FrameLine({
  wishes: { flame, isByCalls, isCountedOnly, onFunction, onZoom },
  model,
  frame,
  name,
}: {
  readonly wishes: FlameWishes;
  readonly model: FlameModel;
  readonly frame: number;
  readonly name: string | undefined;
}) {
  const { unit, all, found } = flame;
  const weigh = (weight: number): string =>
    isByCalls === true ? callsText(weight, unit) : weightText(weight, unit);
  const foundText =
    found === undefined
      ? ''
      : say('web.calls.found', {
          functions: found.functions,
          time: weigh(found.weight),
          share: percentText(found.weight, flame.shown),
        });
  if (frame < 0 || frame >= model.frames.path.length) {
    return (
      <p class="frame-line quiet" role="status">
        {foundText || say(onZoom === undefined ? 'web.calls.around-hint' : 'web.calls.flame-hint')}
      </p>
    );
  }
  const { names, name: nameAt, total, self, calls, width } = model.frames;
  const head = model.isMelted(frame) ? undefined : names[nameAt[frame]!]!;
  const weight = width[frame]! * flame.shown;
  return (
    <p class="frame-line" role="status">
      <strong class="mono" title={head?.text}>
        {head?.text ?? say('web.calls.melted')}
      </strong>
      <span title={exactText(total[frame]!, unit)}>
        {weigh(weight)} · {percentText(weight, all)}
      </span>
      {isByCalls === true ? undefined : (
        <span class="quiet">{say('web.calls.self', { time: weightText(self[frame]!, unit) })}</span>
      )}
      {isCountedOnly === true ? undefined : <span class="quiet">{callsText(calls[frame]!, unit)}</span>}
      <span class="quiet">{head?.label}</span>
      <span class="quiet mono">{head?.source}</span>
      {name === undefined ? undefined : (
        <button type="button" onClick={() => onFunction(name)} title="s">
          {say('web.calls.shape.sandwich')}
        </button>
      )}
    </p>
  );
}

function directionOf(key: string, isUp: boolean): 'out' | 'in' | 'left' | 'right' | undefined {
  if (key === 'ArrowLeft') return 'left';
  if (key === 'ArrowRight') return 'right';
  if (key === 'ArrowUp') return isUp ? 'in' : 'out';
  return key === 'ArrowDown' ? (isUp ? 'out' : 'in') : undefined;
}

/** The canvas at the size of what is seen, in the screen's own pixels. */
function sized(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | undefined {
  if (width === 0 || height === 0) return undefined;
  const scale = devicePixelRatio;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d') ?? undefined;
  context?.scale(scale, scale);
  return context;
}
