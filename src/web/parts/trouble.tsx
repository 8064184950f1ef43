import { say } from '../../words/index.ts';
import { AnswerError } from '../app/client.ts';

/** Why something is not there, and what to do. */
export function Trouble({ error }: { readonly error: Error }) {
  const isOwn = error instanceof AnswerError;
  const remedy = isOwn && !error.isBug ? error.remedy : say('web.bug');
  return (
    <div class="trouble" role="alert">
      <strong>{error.message}</strong>
      {remedy === '' ? undefined : <p>{remedy}</p>}
    </div>
  );
}
