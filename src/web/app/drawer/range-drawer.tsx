import { durationText } from '../../../text/replay/index.ts';
import { cellText } from '../../../text/tables/index.ts';
import type { RangeTable, Stretch } from '../../../views/index.ts';
import { inWords, say } from '../../../words/index.ts';
import { Busy } from '../../parts/busy.tsx';
import { Icon } from '../../parts/icon.tsx';
import { SmallTable } from '../../parts/small-table.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { useAnswer } from '../client.ts';
import { go } from '../place.ts';
import { drawerHeight } from './drawer-state.ts';
import { Resizer } from './resizer.tsx';

/** What lies in a stretch of time that was marked, as small tables. */
export function RangeDrawer({ range }: { readonly range: Stretch }) {
  const { value: tables, progress, error, isPending, cancel } = useAnswer('timeline.range', range);
  const close = (): void => go({ range: undefined });
  return (
    <section
      class="drawer"
      aria-label={say('explain.tab.range')}
      style={{ height: `${drawerHeight.value}px` }}
    >
      <Resizer />
      <header class="drawer-head">
        <h2 title={`${range.from} – ${range.to} ns`}>
          {say('explain.tab.range')} · {durationText(range.to - range.from)}
        </h2>
        <span class="drawer-fill" />
        <button
          type="button"
          class="icon-button"
          aria-label={say('web.close')}
          title={say('web.close')}
          onClick={close}
        >
          <Icon name="close" />
        </button>
      </header>
      <div class="drawer-body range-tables">
        {error === undefined ? undefined : <Trouble error={error} />}
        {tables?.length === 0 ? <p class="quiet">{say('timeline.range.empty')}</p> : undefined}
        {isPending && tables === undefined ? (
          <Busy what={say('explain.tab.range')} progress={progress} cancel={cancel} />
        ) : (
          tables
            ?.filter(({ count }) => count > 0)
            .map(table => <Piece key={table.description.id} table={table} />)
        )}
      </div>
    </section>
  );
}

function Piece({ table }: { readonly table: RangeTable }) {
  const { description, rows, count } = table;
  const { columns, sentence } = description;
  return (
    <section class="table-piece">
      <h3 class="quiet">{inWords(sentence)}</h3>
      <div class="table-scroll">
        <SmallTable
          columns={columns}
          rows={rows.map((cells, row) => ({
            key: row,
            cells: cells.map((cell, place) => ({
              text: cellText(columns[place]!, cell),
              exact: String(cell ?? ''),
            })),
          }))}
        />
      </div>
      {count > rows.length ? (
        <p class="quiet">{say('explain.more', { count: count - rows.length })}</p>
      ) : undefined}
    </section>
  );
}
