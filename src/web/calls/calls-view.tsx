import type { CallSource } from '../../views/index.ts';
import { say } from '../../words/index.ts';
import { useAnswer } from '../app/client.ts';
import { Busy } from '../parts/busy.tsx';
import { Empty } from '../parts/empty.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Around } from './around.tsx';
import { CallTree } from './call-tree.tsx';
import { FlameView } from './flame-view.tsx';
import { callScope, shape } from './scope.ts';
import { CallsToolbar } from './toolbar.tsx';
import './calls.css';

/** Which functions called which, and where the time went. */
export function CallsView() {
  const { value: sources, error, isPending, progress, cancel } = useAnswer('calls.sources', {});
  if (error !== undefined) return <Trouble error={error} />;
  if (sources === undefined)
    return isPending ? <Busy what={say('web.calls.reading')} progress={progress} cancel={cancel} /> : null;
  if (sources.length === 0)
    return <Empty why={say('web.calls.none')} record="-p function_graph -e sched:sched_switch" />;
  const source = sources.find(({ id }) => id === callScope.value.source) ?? sources[0]!;
  return (
    <section class="calls" aria-label={say('web.view.calls')}>
      <CallsToolbar sources={sources} />
      {shape.value === 'tree' ? (
        <CallTree isTraced={source.kind === 'calls'} />
      ) : shape.value === 'flame' ? (
        <FlameView isCountedOnly={isCountedOnly(source)} />
      ) : (
        <Around isCountedOnly={isCountedOnly(source)} />
      )}
    </section>
  );
}

/** Whether stacks are all alike: how many there are is all that can be said of them. */
function isCountedOnly({ kind, weight }: CallSource): boolean {
  return kind === 'stacks' && weight === undefined;
}
