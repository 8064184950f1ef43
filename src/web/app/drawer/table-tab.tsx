import { selectionText, type TablePiece } from '../../../views/index.ts';
import { inWords, say } from '../../../words/index.ts';
import { Busy } from '../../parts/busy.tsx';
import { SmallTable } from '../../parts/small-table.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { useAnswer } from '../client.ts';
import { hrefTo } from '../place.ts';

/** Rows of tables that are about what is selected. */
export function TableTab({ select }: { readonly select: string }) {
  const { value: pieces, progress, error, cancel } = useAnswer('explain.tables', { select });
  if (error !== undefined) return <Trouble error={error} />;
  if (pieces === undefined)
    return <Busy what={say('explain.tab.table')} progress={progress} cancel={cancel} />;
  if (pieces.length === 0) return <p class="quiet">{say('explain.no-table')}</p>;
  return (
    <>
      {pieces.map(piece => (
        <Piece key={piece.table} piece={piece} />
      ))}
    </>
  );
}

function Piece({ piece }: { readonly piece: TablePiece }) {
  const { table, sentence, columns, rows } = piece;
  return (
    <section class="table-piece">
      <h3>
        <a href={hrefTo({ view: 'reports', analysis: table.slice(0, table.indexOf('.')), table })}>{table}</a>{' '}
        <span class="quiet">{inWords(sentence)}</span>
      </h3>
      <div class="table-scroll">
        <SmallTable
          columns={columns}
          rows={rows.map(({ row, isMeant, facts }) => ({
            key: row,
            isCurrent: isMeant,
            cells: facts.map(({ text, exact, select }, place) => ({
              text,
              exact: exact ?? '',
              isPlain: select === undefined,
              href: hrefTo({
                select: select ?? selectionText({ kind: 'cell', table, row, column: columns[place]!.id }),
              }),
            })),
          }))}
        />
      </div>
    </section>
  );
}
