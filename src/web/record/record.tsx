import { useEffect, useState } from 'preact/hooks';
import type { PlanSummary, TargetSummary } from '../../protocol/index.ts';
import { say } from '../../words/index.ts';
import { getJson } from '../app/server.ts';
import { Trouble } from '../parts/trouble.tsx';
import { RecordForm } from './record-form.tsx';
import { RecordRun } from './record-run.tsx';
import { run } from './record-state.ts';
import './record.css';

/** Records a command and opens the recording. */
export function Record() {
  const [choices, setChoices] = useState<{
    readonly targets: readonly TargetSummary[];
    readonly plans: readonly PlanSummary[];
  }>();
  const [error, setError] = useState<Error>();
  useEffect(() => {
    Promise.all([
      getJson<readonly TargetSummary[]>('api/targets'),
      getJson<readonly PlanSummary[]>('api/plans'),
    ]).then(([targets, plans]) => setChoices({ targets, plans }), setError);
  }, []);
  if (error !== undefined) return <Trouble error={error} />;
  return (
    <div class="record">
      <header>
        <h1>{say('recording.title')}</h1>
        <p class="quiet">{say('recording.what')}</p>
      </header>
      {run.value !== undefined ? (
        <RecordRun run={run.value} />
      ) : choices === undefined ? undefined : (
        <RecordForm {...choices} />
      )}
    </div>
  );
}
