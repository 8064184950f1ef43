import { countText } from '../../text/replay/index.ts';
import type { ComparedTable } from '../../views/index.ts';
import { inWords, say } from '../../words/index.ts';
import { useAnswer } from '../app/client.ts';
import { go, param } from '../app/place.ts';
import { Busy } from '../parts/busy.tsx';
import { Empty } from '../parts/empty.tsx';
import { SmallTable } from '../parts/small-table.tsx';
import { Trouble } from '../parts/trouble.tsx';

/** What differs in a table of both recordings, and whether it is more than chance. */
export function DifferentTables() {
  const { value: tables, progress, error, cancel } = useAnswer('compare.tables', {});
  if (error !== undefined) return <Trouble error={error} />;
  if (tables === undefined)
    return <Busy what={say('compare.comparing')} progress={progress} cancel={cancel} />;
  const chosen = tables.find(({ id }) => id === param('table')) ?? tables[0];
  if (chosen === undefined) return <Empty why={say('compare.nothing')} record="--plan everything" />;
  const choose = (event: Event): void => go({ table: (event.currentTarget as HTMLSelectElement).value });
  return (
    <section>
      <div class="compare-align">
        <label>
          {say('compare.table')}
          <select value={chosen.id} onChange={choose}>
            {tables.map(({ id }) => (
              <option key={id} value={id}>
                {id}
              </option>
            ))}
          </select>
        </label>
        <span class="quiet">{inWords(chosen.sentence)}</span>
      </div>
      <Differences key={chosen.id} table={chosen.id} />
    </section>
  );
}

function Differences({ table }: { readonly table: string }) {
  const { value, progress, error, isPending, cancel } = useAnswer('compare.table', { table });
  if (error !== undefined) return <Trouble error={error} />;
  if (isPending) return <Busy what={say('compare.comparing')} progress={progress} cancel={cancel} />;
  if (value === undefined) return <Empty why={say('compare.nothing')} />;
  return <Rows compared={value} />;
}

const verdicts = ['more', 'less', 'noise', 'new', 'gone', 'unknown'] as const;

function Rows({ compared }: { readonly compared: ComparedTable }) {
  const { columns, rows, all } = compared;
  return (
    <>
      <p class="quiet">{say('compare.rows', { shown: countText(rows.length), all: countText(all) })}</p>
      <div class="compare-scroll">
        <SmallTable
          look="compare-table"
          columns={columns}
          rows={rows.map(({ cells, verdict }, index) => ({
            key: index,
            look: `verdict-${verdict}`,
            cells: cells.map(({ label, text, exact }) => {
              const known = label === 'verdict' ? verdicts.find(one => one === verdict) : undefined;
              return {
                text: known === undefined ? text : say(`compare.verdict.${known}`),
                exact: exact ?? '',
              };
            }),
          }))}
        />
      </div>
    </>
  );
}
