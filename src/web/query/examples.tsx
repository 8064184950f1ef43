import { say } from '../../words/index.ts';

/** What stands in an editor that nothing was written in yet. */
export const firstStatement =
  'SELECT event, count(*) AS events\nFROM events\nGROUP BY event\nORDER BY events DESC';

const examples = [
  { what: 'query.example.events', sql: firstStatement },
  {
    what: 'query.example.tasks',
    sql: 'SELECT comm, tid, count(*) AS events, min(time) AS time, max(time) - min(time) AS duration\nFROM events\nGROUP BY comm, tid\nORDER BY events DESC',
  },
  {
    what: 'query.example.rate',
    sql: 'SELECT time // 100000 * 100000 AS time, count(*) AS events\nFROM events\nGROUP BY 1\nORDER BY 1',
  },
  {
    what: 'query.example.gaps',
    sql: 'SELECT row, time, comm, event, time - lag(time) OVER (PARTITION BY cpu ORDER BY time) AS gap\nFROM events\nORDER BY gap DESC NULLS LAST\nLIMIT 20',
  },
] as const;

/** Statements to begin with. */
export function QueryExamples({ take }: { readonly take: (sql: string) => void }) {
  return (
    <section class="query-examples">
      <h2>{say('query.examples')}</h2>
      <ul>
        {examples.map(({ what, sql }) => (
          <li key={what}>
            <button type="button" class="query-example" onClick={() => take(sql)}>
              <strong>{say(what)}</strong>
              <code>{sql.replaceAll('\n', ' ')}</code>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
