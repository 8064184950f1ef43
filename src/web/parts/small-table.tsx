import type { Column } from '../../store/index.ts';
import { inWords } from '../../words/index.ts';

/** A cell as it is read, exactly, and where it leads. */
export interface SmallCell {
  readonly text: string;
  readonly exact: string;
  readonly href?: string | undefined;
  /** It leads somewhere and does not look so: every cell of its row does. */
  readonly isPlain?: boolean;
}

export interface SmallRow {
  readonly key: string | number;
  readonly cells: readonly SmallCell[];
  readonly isCurrent?: boolean;
  readonly look?: string;
}

interface SmallTableWishes {
  readonly columns: readonly Pick<Column, 'id' | 'type' | 'sentence'>[];
  readonly rows: readonly SmallRow[];
  readonly look?: string;
}

/** A table of a few rows, all of which are there: each column says what it is, each cell its exact value. */
export function SmallTable({ columns, rows, look }: SmallTableWishes) {
  const kindOf = (place: number): string | undefined =>
    columns[place]!.type === 'text' ? undefined : 'number';
  return (
    <table class={look}>
      <thead>
        <tr>
          {columns.map(({ id, sentence }, place) => (
            <th key={id} scope="col" title={inWords(sentence)} class={kindOf(place)}>
              {id.replaceAll('_', ' ')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells, isCurrent, look: itsLook }) => (
          <tr key={key} aria-current={isCurrent === true ? 'true' : undefined} class={itsLook}>
            {cells.map(({ text, exact, href, isPlain }, place) => (
              <td key={columns[place]!.id} title={exact} class={kindOf(place)}>
                {href === undefined ? (
                  text
                ) : (
                  <a class={isPlain === true ? 'plain' : undefined} href={href}>
                    {text}
                  </a>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
