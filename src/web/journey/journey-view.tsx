import { say } from '../../words/index.ts';
import { useAnswer } from '../app/client.ts';
import { param, selection } from '../app/place.ts';
import { Busy } from '../parts/busy.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Chooser, SearchForm } from './chooser.tsx';
import { Followed } from './followed.tsx';
import './journey.css';

/** One operation followed through everything that it waited for; without one, those that can be followed. */
export function JourneyView() {
  const operation = param('of') ?? selectedOperation();
  if (operation === undefined) return <Chooser />;
  return <Following key={operation} operation={operation} />;
}

function selectedOperation(): string | undefined {
  const selected = selection.value;
  return selected?.kind === 'operation' ? selected.of : undefined;
}

function Following({ operation }: { readonly operation: string }) {
  const { value, progress, error, isPending, cancel } = useAnswer('journey.follow', { operation });
  return (
    <div class="journey">
      <SearchForm current={operation} />
      {error === undefined ? undefined : <Trouble error={error} />}
      {isPending ? (
        <Busy what={say('journey.following', { of: operation })} progress={progress} cancel={cancel} />
      ) : (
        value !== undefined && <Followed picture={value} />
      )}
    </div>
  );
}
