import { useEffect, useState } from 'preact/hooks';
import type { Finding } from '../../analyses/index.ts';
import { say } from '../../words/index.ts';
import { ask } from '../app/client.ts';
import { hrefTo } from '../app/place.ts';
import { Busy } from '../parts/busy.tsx';

const mostShown = 3;

interface Found extends Finding {
  readonly analysis: string;
}

/** The most remarkable things, each a link; what one analysis found is shown while the others look. */
export function Remarkable({ searchers }: { readonly searchers: readonly string[] }) {
  const [found, setFound] = useState<readonly Found[]>([]);
  const [asked, setAsked] = useState(0);
  const key = searchers.join();
  useEffect(() => {
    const looking = new AbortController();
    setFound([]);
    const look = async (): Promise<void> => {
      for (const [index, analysis] of searchers.entries()) {
        setAsked(index);
        const findings = await ask('overview.findings', { analysis }, looking).catch(() => []);
        if (looking.signal.aborted) return;
        setFound(before => [...before, ...findings.map(finding => ({ ...finding, analysis }))]);
      }
      setAsked(searchers.length);
    };
    void look();
    return () => looking.abort();
  }, [key]);
  const best = [...found].sort((a, b) => b.weight - a.weight).slice(0, mostShown);
  const isLooking = asked < searchers.length;
  if (!isLooking && best.length === 0) return null;
  return (
    <section>
      <h2>{say('overview.findings')}</h2>
      <ol class="findings">
        {best.map(({ id, values, row, analysis }) => (
          <li key={id + JSON.stringify(values)}>
            <a
              href={
                row === undefined
                  ? hrefTo({ view: 'reports', analysis })
                  : hrefTo({ view: 'timeline', select: `row:${row}` })
              }
            >
              {say(`finding.${id as 'irq.busy'}`, values as never)}
            </a>
          </li>
        ))}
      </ol>
      {isLooking ? (
        <Busy
          what={say('start.looking')}
          progress={{ done: asked, of: searchers.length, what: say('start.looking') }}
        />
      ) : undefined}
    </section>
  );
}
