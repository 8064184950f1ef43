import { useEffect, useMemo, useState } from 'preact/hooks';
import type { RowWishes, TableWindow } from '../../../views/index.ts';
import { Pages } from './pages.ts';
import type { TableSource } from './source.ts';

/** The rows of a table as far as they are here. */
export interface ShownRows {
  /** Changes when the rows or their order are others. */
  readonly key: string;
  /** How many are wished for; of the wish before, until the first of these are here. */
  readonly wished: number;
  /** The first that came: columns are made as wide as it needs. */
  readonly sample: TableWindow | undefined;
  readonly isPending: boolean;
  readonly error: Error | undefined;
  readonly pages: Pages;
}

interface Known {
  readonly key: string;
  readonly wished: number;
  readonly sample: TableWindow | undefined;
  readonly error: Error | undefined;
  /** Counts what came, so that it is drawn. */
  readonly came: number;
}

/** Rows of a source by a wish; whoever draws them says which are seen by `pages.want`. */
export function useRows(source: TableSource, wishes: RowWishes, columns: readonly string[]): ShownRows {
  const key = JSON.stringify([source.key, wishes, columns]);
  const [known, setKnown] = useState<Known>({
    key: '',
    wished: source.count,
    sample: undefined,
    error: undefined,
    came: 0,
  });
  const pages = useMemo(
    () =>
      new Pages({
        ask: (first, count, signal) => source.window(wishes, { first, count, columns }, signal),
        changed: window =>
          setKnown(before => ({
            key,
            wished: window.wished,
            sample: before.key === key ? before.sample : window,
            error: undefined,
            came: before.came + 1,
          })),
        failed: error => setKnown(before => ({ ...before, key, error })),
      }),
    [key],
  );
  useEffect(() => {
    pages.want(0, 1);
    return () => pages.close();
  }, [pages]);
  const { wished, sample } = known;
  return { key, wished, sample, isPending: known.key !== key, error: known.error, pages };
}
