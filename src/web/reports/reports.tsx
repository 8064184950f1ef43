import { inWords, say } from '../../words/index.ts';
import { useAnswer } from '../app/client.ts';
import { param, stretch } from '../app/place.ts';
import { Busy } from '../parts/busy.tsx';
import { Empty } from '../parts/empty.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { AnalysisList } from './analysis-list.tsx';
import { AnalysisPage } from './analysis-page.tsx';
import './reports.css';
import { StretchLine } from './stretch-line.tsx';
import { TablePage } from './table-page.tsx';

/** A page an analysis: its tables, what could not be paired, and when durations of which size came. */
export function Reports() {
  const { value: names, error, progress } = useAnswer('reports.names', {});
  if (error !== undefined) return <Trouble error={error} />;
  if (names === undefined) return <Busy what={say('web.view.reports')} progress={progress} />;
  const asked = param('analysis');
  const current =
    names.find(({ id }) => id === asked) ?? names.find(({ recorded }) => recorded !== 'no') ?? names[0]!;
  const table = current.tables.find(({ id }) => id === param('table'));
  const within = stretch.value;
  return (
    <div class="reports">
      <AnalysisList names={names} current={current} table={table?.id} />
      <div class={`report${table === undefined ? '' : ' of-table'}`}>
        <StretchLine within={within} />
        {current.recorded === 'no' ? (
          <Empty
            why={
              <>
                {inWords(current.sentence)}{' '}
                {say('reports.not-recorded', { events: current.missing.join(', ') })}
              </>
            }
            record={current.record}
          />
        ) : table === undefined ? (
          <AnalysisPage key={current.id} name={current} within={within} />
        ) : (
          <TablePage key={table.id} name={current} table={table} within={within} />
        )}
      </div>
    </div>
  );
}
