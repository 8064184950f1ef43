import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { SqlReply } from '../../protocol/index.ts';
import { durationText } from '../../text/replay/durations.ts';
import { say } from '../../words/index.ts';
import { theme } from '../app/theme.ts';
import { cellWords, isNumeric, numberIn } from './columns.ts';

const mostBars = 60;

/** An answer as a chart: numbers over the first column of numbers, or bars where there are names and one number. */
export function ResultChart({ reply }: { readonly reply: SqlReply }) {
  const numbers = reply.columns.flatMap((column, place) => (isNumeric(column) ? [place] : []));
  const names = reply.columns.findIndex(column => !isNumeric(column));
  if (numbers.length === 0) return <p class="quiet">{say('query.no-numbers')}</p>;
  if (names >= 0) return <Bars reply={reply} names={names} value={numbers.at(-1)!} />;
  return (
    <Lines
      reply={reply}
      x={numbers.length === 1 ? -1 : numbers[0]!}
      ys={numbers.length === 1 ? numbers : numbers.slice(1)}
    />
  );
}

function Bars({
  reply,
  names,
  value,
}: {
  readonly reply: SqlReply;
  readonly names: number;
  readonly value: number;
}) {
  const rows = reply.rows.slice(0, mostBars);
  const most = Math.max(...rows.map(row => Math.abs(numberIn(row[value])) || 0), Number.MIN_VALUE);
  return (
    <figure class="query-bars">
      <figcaption class="quiet">
        {reply.columns[value]!.name}
        {reply.rows.length > rows.length
          ? ` · ${say('query.first-bars', { count: rows.length, of: reply.rows.length })}`
          : ''}
      </figcaption>
      <ul>
        {rows.map((row, index) => (
          <li key={index}>
            <span class="mono" title={cellWords(row[names])}>
              {cellWords(row[names])}
            </span>
            <span class="query-bar-and-value">
              <span
                class="query-bar"
                style={{ width: `${(80 * (Math.abs(numberIn(row[value])) || 0)) / most}%` }}
              />
              <span>{cellWords(row[value])}</span>
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

function Lines({
  reply,
  x,
  ys,
}: {
  readonly reply: SqlReply;
  readonly x: number;
  readonly ys: readonly number[];
}) {
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const data = useMemo(() => seriesOf(reply, x, ys), [reply]);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    watch.observe(host.current!);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    if (width < 50) return;
    const styles = getComputedStyle(document.documentElement);
    const colour = (name: string): string => styles.getPropertyValue(name).trim();
    const strokes = ['--accent', '--warm', '--good', '--ink-quiet'].map(colour);
    const axis = {
      stroke: colour('--ink-quiet'),
      grid: { stroke: colour('--line'), width: 1 },
      ticks: { stroke: colour('--line'), width: 1 },
    };
    const plot = new uPlot(
      {
        width,
        height: Math.max(220, Math.min(420, Math.round(width * 0.4))),
        scales: { x: { time: false } },
        axes: [
          { ...axis, space: 90, ...ticksOf(reply.columns[x]?.name ?? '') },
          { ...axis, size: 80, ...ticksOf(ys.length === 1 ? reply.columns[ys[0]!]!.name : '') },
        ],
        series: [
          { label: x < 0 ? say('query.number') : reply.columns[x]!.name },
          ...ys.map((y, index) => ({
            label: reply.columns[y]!.name,
            stroke: strokes[index % strokes.length]!,
            width: 1.5,
            points: { show: data[0]!.length < 300 },
          })),
        ],
      },
      data,
      host.current!,
    );
    return () => plot.destroy();
  }, [data, width, theme.value]);
  return (
    <div
      class="query-lines"
      ref={host}
      role="img"
      aria-label={say('query.chart-of', { columns: ys.map(y => reply.columns[y]!.name).join(', ') })}
    />
  );
}

/** Columns that are called so hold nanoseconds: their ticks are said as durations. */
function ticksOf(column: string): { readonly values?: uPlot.Axis.DynamicValues } {
  const isTime = /^(?:time|start|end|duration|gap)$/.test(column.toLowerCase());
  return isTime ? { values: (_plot, ticks) => ticks.map(tick => durationText(tick)) } : {};
}

/** Columns as uPlot takes them: by rising x, without rows that have none. */
function seriesOf({ rows }: SqlReply, x: number, ys: readonly number[]): uPlot.AlignedData {
  const points = rows
    .map((row, index) => ({ at: x < 0 ? index + 1 : numberIn(row[x]), row }))
    .filter(({ at }) => Number.isFinite(at))
    .sort((a, b) => a.at - b.at);
  const drawn = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return [points.map(({ at }) => at), ...ys.map(y => points.map(({ row }) => drawn(numberIn(row[y]))))];
}
