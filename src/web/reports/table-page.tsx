import { useMemo } from 'preact/hooks';
import type { ReportName, RowWishes, Stretch, TableName } from '../../views/index.ts';
import { selectionText } from '../../views/selection.ts';
import { inWords, say } from '../../words/index.ts';
import { useAnswer } from '../app/client.ts';
import { go, param, selection } from '../app/place.ts';
import { Busy } from '../parts/busy.tsx';
import { askedSource, DataTable, type PointedCell } from '../parts/table/index.ts';
import { Trouble } from '../parts/trouble.tsx';
import { Durations } from './durations.tsx';

interface TablePageWishes {
  readonly name: ReportName;
  readonly table: TableName;
  readonly within: Stretch | undefined;
}

/** One table in full, with its durations over time above it. */
export function TablePage({ name, table, within }: TablePageWishes) {
  const of = { table: table.id, within };
  const { value: head, error, progress, cancel } = useAnswer('tables.head', of);
  const key = JSON.stringify(of);
  const source = useMemo(() => (head === undefined ? undefined : askedSource(of, head)), [head, key]);
  if (error !== undefined) return <Trouble error={error} />;
  if (source === undefined) return <Busy what={table.id} progress={progress} cancel={cancel} />;
  const wishes = addressWishes();
  const chosen = selection.value;
  const selected =
    chosen?.kind === 'cell' && chosen.table === table.id && within === undefined ? chosen.row : undefined;
  return (
    <>
      <header>
        <h1>{table.id}</h1>
        <p>{inWords(table.sentence)}</p>
      </header>
      {table.kind === 'detail' ? (
        <Durations table={table.id} analysis={name.id} within={within} wishes={wishes} />
      ) : undefined}
      <DataTable
        source={source}
        wishes={wishes}
        onWishes={goWishes}
        selected={selected}
        onCell={cell => select(table.id, cell, within !== undefined)}
      />
      <p class="visually-hidden">{say('reports.keys')}</p>
    </>
  );
}

/** What of a table the address wishes for. */
function addressWishes(): RowWishes {
  const contains = new URLSearchParams(param('contains') ?? '');
  return { sort: param('sort'), where: param('where'), contains: Object.fromEntries(contains) };
}

function goWishes({ sort, where, contains = {} }: RowWishes): void {
  const texts = Object.entries(contains).filter(([, text]) => text !== '');
  go({
    sort,
    where,
    contains: texts.length === 0 ? undefined : new URLSearchParams(texts).toString(),
  });
}

/** Rows of a stretch’s table are not those of the whole: there the event that a row begins with is selected. */
function select(table: string, { row, column, numberOf }: PointedCell, isOfStretch: boolean): void {
  const begin = ['begin_row', 'row', 'end_row'].map(numberOf).find(value => !Number.isNaN(value));
  if (!isOfStretch) go({ select: selectionText({ kind: 'cell', table, row, column: column.id }) });
  else if (begin !== undefined) go({ select: selectionText({ kind: 'row', row: begin }) });
}
