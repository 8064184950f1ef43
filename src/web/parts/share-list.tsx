import { say } from '../../words/index.ts';

export interface ShareRow {
  readonly name: string;
  readonly value: string;
  /** Its part of the whole, 0 to 1. */
  readonly share: number;
  readonly href?: string;
}

/** Things with their shares as quiet bars, the largest first. */
export function ShareList({ rows, more }: { readonly rows: readonly ShareRow[]; readonly more: number }) {
  const most = Math.max(...rows.map(({ share }) => share), Number.MIN_VALUE);
  return (
    <ol class="share-list">
      {rows.map(({ name, value, share, href }) => (
        <li key={name}>
          <span class="share-list-bar" style={{ width: `${(100 * share) / most}%` }} />
          {href === undefined ? (
            <span class="mono">{name}</span>
          ) : (
            <a class="mono" href={href} title={name}>
              {name}
            </a>
          )}
          <span>{value}</span>
        </li>
      ))}
      {more > 0 ? <li class="quiet">{say('start.more', { count: more })}</li> : undefined}
    </ol>
  );
}
