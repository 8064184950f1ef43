import { useEffect, useState } from 'preact/hooks';
import { getJson } from '../app/server.ts';

/** Asks the server for something, and again whenever `key` changes; what was answered stands until the next answer. */
export function useServed<T>(
  path: string,
  key: unknown = '',
): { readonly value?: T; readonly error?: Error } {
  const [state, setState] = useState<{ readonly value?: T; readonly error?: Error }>({});
  useEffect(() => {
    let isCurrent = true;
    getJson<T>(path).then(
      value => isCurrent && setState({ value }),
      (error: Error) => isCurrent && setState({ error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [path, key]);
  return state;
}
