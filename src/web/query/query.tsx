import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SqlReply, SqlSchema } from '../../protocol/index.ts';
import { inWords, say } from '../../words/index.ts';
import { go, param } from '../app/place.ts';
import { shownHead } from '../app/recordings.ts';
import { server } from '../app/server.ts';
import { Busy } from '../parts/busy.tsx';
import { Icon } from '../parts/icon.tsx';
import { askSchema, runSql, SqlTrouble } from './ask-server.ts';
import { SqlEditor } from './editor.tsx';
import { firstStatement, QueryExamples } from './examples.tsx';
import { addToHistory, historyOf } from './history.ts';
import type { Editor } from './make-editor.ts';
import { Result } from './result.tsx';
import './query.css';

/** SQL over the events and the tables of a recording that the server has. */
export function Query() {
  const opened = shownHead();
  const recording = server.value?.can.sql === true ? opened?.servedAs : undefined;
  if (recording === undefined) return <NeedsServer />;
  return <Console key={recording} recording={recording} />;
}

function NeedsServer() {
  return (
    <div class="empty">
      <p>{say('query.needs-server')}</p>
      <code>ringside open FILE</code>
    </div>
  );
}

function Console({ recording }: { readonly recording: string }) {
  const [editor, setEditor] = useState<Editor>();
  const [history, setHistory] = useState(() => historyOf(recording));
  const schema = useSchema(recording);
  const { reply, trouble, isRunning, run, cancel } = useQuery(recording);
  const first = useMemo(() => param('sql') ?? historyOf(recording)[0] ?? firstStatement, []);
  useEffect(() => {
    if (schema !== undefined) editor?.setSchema(schema);
  }, [editor, schema]);
  const runIt = (): void => {
    const sql = editor?.text() ?? '';
    if (sql.trim() === '' || isRunning) return;
    setHistory(addToHistory(recording, sql));
    go({ sql }, { replace: true });
    run(sql);
  };
  const take = (sql: string): void => {
    editor?.setText(sql);
    editor?.focus();
  };
  return (
    <div class="query">
      <h1 class="visually-hidden">{say('web.view.query')}</h1>
      <SqlEditor wishes={{ text: first, label: say('query.statement'), run: runIt }} onReady={setEditor} />
      <div class="query-bar-of-tools">
        <button type="button" class="primary" disabled={isRunning || editor === undefined} onClick={runIt}>
          <Icon name="play" /> {say('query.run')}
        </button>
        <kbd class="query-key">Ctrl</kbd>
        <kbd class="query-key">Enter</kbd>
        <History statements={history} take={take} />
        {schema === undefined ? undefined : <Views schema={schema} take={take} />}
      </div>
      {isRunning ? <Busy what={say('query.running')} cancel={cancel} /> : undefined}
      {trouble === undefined ? undefined : <SqlProblem trouble={trouble} goTo={at => editor?.goTo(at)} />}
      {reply === undefined ? undefined : <Result reply={reply} isOld={isRunning} />}
      {reply === undefined && trouble === undefined && !isRunning ? <QueryExamples take={take} /> : undefined}
    </div>
  );
}

function SqlProblem({
  trouble,
  goTo,
}: {
  readonly trouble: SqlTrouble;
  readonly goTo: (at: number) => void;
}) {
  const { position } = trouble;
  return (
    <div class="trouble" role="alert">
      <pre>{trouble.message}</pre>
      {trouble.remedy === '' ? undefined : <p>{trouble.remedy}</p>}
      {position === undefined ? undefined : (
        <button type="button" onClick={() => goTo(position)}>
          {say('query.show-place')}
        </button>
      )}
    </div>
  );
}

function History({
  statements,
  take,
}: {
  readonly statements: readonly string[];
  readonly take: (sql: string) => void;
}) {
  const field = useRef<HTMLSelectElement>(null);
  if (statements.length === 0) return null;
  const choose = (): void => {
    const chosen = statements[Number(field.current?.value)];
    if (field.current !== null) field.current.value = '';
    if (chosen !== undefined) take(chosen);
  };
  return (
    <select ref={field} aria-label={say('query.history')} onChange={choose}>
      <option value="">{say('query.history')}</option>
      {statements.map((statement, index) => (
        <option key={statement} value={index}>
          {statement.replaceAll(/\s+/g, ' ').slice(0, 90)}
        </option>
      ))}
    </select>
  );
}

/** What can be queried; choosing one makes a statement of it. */
function Views({ schema, take }: { readonly schema: SqlSchema; readonly take: (sql: string) => void }) {
  const field = useRef<HTMLSelectElement>(null);
  const choose = (): void => {
    const chosen = field.current?.value ?? '';
    if (field.current !== null) field.current.value = '';
    if (chosen !== '') take(`SELECT * FROM ${chosen} LIMIT 100`);
  };
  return (
    <select ref={field} aria-label={say('query.views')} onChange={choose}>
      <option value="">{say('query.views')}</option>
      {schema.views.map(({ name, sentence }) => (
        <option key={name} value={name} title={inWords(sentence)}>
          {name}
        </option>
      ))}
    </select>
  );
}

function useSchema(recording: string): SqlSchema | undefined {
  const [schema, setSchema] = useState<SqlSchema>();
  useEffect(() => {
    const gone = new AbortController();
    // Without it there is no completion; why, the first statement will say.
    askSchema(recording, gone.signal).then(setSchema, () => {});
    return () => gone.abort();
  }, [recording]);
  return schema;
}

interface Running {
  readonly reply: SqlReply | undefined;
  readonly trouble: SqlTrouble | undefined;
  readonly isRunning: boolean;
  run(sql: string): void;
  cancel(): void;
}

function useQuery(recording: string): Running {
  const [reply, setReply] = useState<SqlReply>();
  const [trouble, setTrouble] = useState<SqlTrouble>();
  const [running, setRunning] = useState<AbortController>();
  const last = useRef<AbortController>(undefined);
  useEffect(() => () => last.current?.abort(), []);
  const run = async (sql: string): Promise<void> => {
    const controller = new AbortController();
    last.current = controller;
    setRunning(controller);
    setTrouble(undefined);
    try {
      setReply(await runSql(recording, sql, controller.signal));
    } catch (error) {
      if (controller.signal.aborted) return;
      setReply(undefined);
      const message = error instanceof Error ? error.message : String(error);
      setTrouble(
        error instanceof SqlTrouble ? error : new SqlTrouble({ message, remedy: say('query.server-gone') }),
      );
    } finally {
      setRunning(current => (current === controller ? undefined : current));
    }
  };
  return {
    reply,
    trouble,
    isRunning: running !== undefined,
    run: sql => void run(sql),
    cancel: () => running?.abort(),
  };
}
