import type { ReportName } from '../../views/index.ts';
import { inWords, say } from '../../words/index.ts';
import { go, hrefTo } from '../app/place.ts';

interface AnalysisListWishes {
  readonly names: readonly ReportName[];
  readonly current: ReportName;
  readonly table: string | undefined;
}

/** Parameters of the address that are one table's own. */
export const ofOneTable = { table: undefined, sort: undefined, where: undefined, contains: undefined };

/** What can be asked: analyses, and the tables of the one that is open; what was not recorded is grey and says why. */
export function AnalysisList({ names, current, table }: AnalysisListWishes) {
  return (
    <>
      <nav class="analyses" aria-label={say('reports.analyses')}>
        <ul>
          {names.map(one => (
            <li key={one.id}>
              <a
                class={one.recorded === 'no' ? 'analysis not-recorded' : 'analysis'}
                href={hrefTo({ ...ofOneTable, analysis: one.id })}
                aria-current={one === current && table === undefined ? 'page' : undefined}
                title={whatItIs(one)}
              >
                <span>{one.id}</span>
                {one.recorded === 'yes' ? undefined : (
                  <small>{say(one.recorded === 'no' ? 'reports.no' : 'reports.partly')}</small>
                )}
              </a>
              {one === current && one.recorded !== 'no' ? <Tables name={one} table={table} /> : undefined}
            </li>
          ))}
        </ul>
      </nav>
      <select
        class="analysis-choice"
        aria-label={say('reports.analyses')}
        value={current.id}
        onChange={({ currentTarget }) => go({ ...ofOneTable, analysis: currentTarget.value })}
      >
        {names.map(({ id, recorded }) => (
          <option key={id} value={id}>
            {recorded === 'no' ? `${id} (${say('reports.no')})` : id}
          </option>
        ))}
      </select>
    </>
  );
}

function Tables({ name, table }: { readonly name: ReportName; readonly table: string | undefined }) {
  return (
    <ul class="analysis-tables">
      {name.tables.map(({ id, sentence }) => (
        <li key={id}>
          <a
            href={hrefTo({ ...ofOneTable, analysis: name.id, table: id })}
            aria-current={id === table ? 'page' : undefined}
            title={inWords(sentence)}
          >
            {shortName(id)}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** The name of a table within its analysis. */
export function shortName(id: string): string {
  return id.slice(id.indexOf('.') + 1);
}

function whatItIs({ sentence, recorded, missing }: ReportName): string {
  return recorded === 'yes'
    ? inWords(sentence)
    : `${inWords(sentence)} ${say('reports.not-recorded', { events: missing.join(', ') })}`;
}
