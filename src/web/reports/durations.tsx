import { countText, durationText } from '../../text/replay/durations.ts';
import type { HeatMap, RowWishes, Stretch } from '../../views/index.ts';
import { say } from '../../words/index.ts';
import { useAnswer } from '../app/client.ts';
import { go } from '../app/place.ts';
import { Busy } from '../parts/busy.tsx';
import { HeatCanvas } from './heat-canvas.tsx';

interface DurationsWishes {
  readonly table: string;
  readonly analysis: string;
  readonly within: Stretch | undefined;
  readonly wishes: RowWishes;
}

/** How often durations of a size came, and when: a click shows the rows behind a bar or a cell. */
export function Durations({ table, analysis, within, wishes }: DurationsWishes) {
  const { where, contains } = wishes;
  const { value: map, progress } = useAnswer('reports.heat', { table, within, where, contains });
  if (map === undefined) return <Busy what={table} progress={progress} />;
  const show = (condition: string): void => go({ analysis, table, where: condition });
  return (
    <section class="durations" aria-label={say('reports.durations', { table })}>
      <Buckets map={map} show={show} />
      <HeatCanvas map={map} show={show} />
    </section>
  );
}

/** Bars by powers of two, the longest durations at the top as in the map beside them. */
function Buckets({ map, show }: { readonly map: HeatMap; readonly show: (condition: string) => void }) {
  const counts = Array.from({ length: map.rows }, (_, row) => rowCount(map, row));
  const most = Math.max(1, ...counts);
  return (
    <ol class="buckets">
      {counts
        .map((count, row) => {
          const { from, to } = bounds(map, row);
          const range = `${durationText(from)} – ${durationText(to)}`;
          return (
            <li key={row}>
              <button
                type="button"
                disabled={count === 0}
                title={`${range}: ${countText(count)}`}
                onClick={() => show(durationCondition(map, row))}
              >
                <span class="bucket-name">{durationText(from)}</span>
                <span class="bucket-space">
                  <span class="bucket-bar" style={{ width: `${(100 * count) / most}%` }} />
                </span>
                <span class="bucket-count">{countText(count)}</span>
              </button>
            </li>
          );
        })
        .reverse()}
    </ol>
  );
}

function rowCount({ columns, rows, counts }: HeatMap, row: number): number {
  let sum = 0;
  for (let column = 0; column < columns; column++) sum += counts[column * rows + row]!;
  return sum;
}

/** The durations of a row, in nanoseconds: from the first to below the second. */
export function bounds({ least }: HeatMap, row: number): { readonly from: number; readonly to: number } {
  const power = least + row;
  return { from: power === 0 ? 0 : 2 ** power, to: 2 ** (power + 1) };
}

/** The condition on rows of the table that fall into a row of the map. */
export function durationCondition(map: HeatMap, row: number): string {
  const { from, to } = bounds(map, row);
  return `${map.duration} >= ${from} and ${map.duration} < ${to}`;
}
