import type { SqlReply } from '../../protocol/index.ts';
import { say } from '../../words/index.ts';
import { go, param } from '../app/place.ts';
import { ResultChart } from './result-chart.tsx';
import { ResultTable } from './result-table.tsx';
import { ToTimeline } from './to-timeline.tsx';

/** An answer as a table or as a chart; while the next one is made the last one stands. */
export function Result({ reply, isOld }: { readonly reply: SqlReply; readonly isOld: boolean }) {
  const isChart = param('as') === 'chart';
  const { rows, isCut, milliseconds } = reply;
  const count = { count: rows.length.toLocaleString('en'), took: `${milliseconds.toPrecision(3)} ms` };
  return (
    <section class="query-result" aria-label={say('query.answer')} aria-busy={isOld}>
      <div class="query-bar-of-tools">
        <span class="quiet" role="status">
          {isCut ? say('query.cut', count) : say('query.count', count)}
        </span>
        <fieldset class="query-switch">
          <legend class="visually-hidden">{say('query.shown-as')}</legend>
          <button
            type="button"
            aria-pressed={!isChart}
            onClick={() => go({ as: undefined }, { replace: true })}
          >
            {say('query.table')}
          </button>
          <button type="button" aria-pressed={isChart} onClick={() => go({ as: 'chart' }, { replace: true })}>
            {say('query.chart')}
          </button>
        </fieldset>
        <ToTimeline reply={reply} />
      </div>
      {rows.length === 0 ? (
        <p class="empty">{say('query.no-rows')}</p>
      ) : isChart ? (
        <ResultChart reply={reply} />
      ) : (
        <ResultTable reply={reply} />
      )}
    </section>
  );
}
