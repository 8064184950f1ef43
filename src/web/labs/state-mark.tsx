import type { LabSummary } from '../../protocol/index.ts';
import { say } from '../../words/index.ts';
import { Icon, type IconName } from '../parts/icon.tsx';

const icons: Readonly<Record<LabSummary['state'], IconName>> = {
  done: 'check',
  run: 'record',
  new: 'play',
  coming: 'more',
};

/** How far somebody is with a lab. */
export function StateMark({ state }: Pick<LabSummary, 'state'>) {
  return (
    <span class={`lab-state is-${state}`}>
      <Icon name={icons[state]} /> {say(`labs.state.${state}`)}
    </span>
  );
}
