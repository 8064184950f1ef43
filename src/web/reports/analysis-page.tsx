import { countText } from '../../text/replay/durations.ts';
import type { ReportName, Stretch, TableCard } from '../../views/index.ts';
import { inWords, say } from '../../words/index.ts';
import { useAnswer } from '../app/client.ts';
import { hrefTo } from '../app/place.ts';
import { Busy } from '../parts/busy.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { ofOneTable, shortName } from './analysis-list.tsx';
import { Durations } from './durations.tsx';

interface AnalysisPageWishes {
  readonly name: ReportName;
  readonly within: Stretch | undefined;
}

/** All tables of an analysis at a glance: their worst rows, those that are empty in one line. */
export function AnalysisPage({ name, within }: AnalysisPageWishes) {
  const { value: page, error, progress, cancel } = useAnswer('reports.page', { analysis: name.id, within });
  if (error !== undefined) return <Trouble error={error} />;
  if (page === undefined) return <Busy what={name.id} progress={progress} cancel={cancel} />;
  const full = page.cards.filter(({ count, kind }) => count > 0 && kind !== 'histogram');
  const empty = page.cards.filter(({ count }) => count === 0);
  const timed = full.find(({ isTimed }) => isTimed);
  return (
    <div class="report-scroll">
      <header>
        <h1>{name.id}</h1>
        <p>{inWords(name.sentence)}</p>
        {name.recorded === 'partly' ? (
          <p class="quiet">
            {say('reports.lacks', { events: name.missing.join(', '), record: name.record })}
          </p>
        ) : undefined}
      </header>
      {page.problems.map(({ name: problem, count, sentence }) => (
        <p key={problem} class="report-problem">
          <strong>{count < 0 ? '?' : countText(count)}</strong> {inWords(sentence)}
        </p>
      ))}
      {timed === undefined ? undefined : (
        <section>
          <h2>{say('reports.durations', { table: timed.id })}</h2>
          <Durations table={timed.id} analysis={name.id} within={within} wishes={{}} />
        </section>
      )}
      <div class="cards">
        {full.map(card => (
          <Card key={card.id} analysis={name.id} card={card} />
        ))}
      </div>
      {empty.length === 0 ? undefined : (
        <p class="quiet">
          {say('reports.empty', { tables: empty.map(({ id }) => shortName(id)).join(', ') })}
        </p>
      )}
    </div>
  );
}

const mostColumns = 6;

function Card({ analysis, card }: { readonly analysis: string; readonly card: TableCard }) {
  const { id, sentence, count, first } = card;
  const columns = first.columns.slice(0, mostColumns);
  const href = hrefTo({ ...ofOneTable, analysis, table: id });
  return (
    <section class="card">
      <h2>
        <a href={href}>{shortName(id)}</a>
      </h2>
      <p class="quiet">{inWords(sentence)}</p>
      <div class="card-table">
        <table>
          <thead>
            <tr>
              {columns.map(column => (
                <th key={column.id} scope="col" class={column.values === undefined ? '' : 'number'}>
                  {column.id}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from(first.rows, (row, at) => (
              <tr key={row}>
                {columns.map(({ id: column, texts, values }) => (
                  <td key={column} class={values === undefined ? '' : 'number'} title={texts[at]}>
                    {texts[at]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <a href={href}>{say('reports.all-rows', { count: countText(count) })}</a>
    </section>
  );
}
