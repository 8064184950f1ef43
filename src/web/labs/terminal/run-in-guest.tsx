import type { LabPage } from '../../../protocol/index.ts';
import { say } from '../../../words/index.ts';
import { language } from '../../app/language.ts';
import { Icon } from '../../parts/icon.tsx';
import { guestTerminal, isTerminalOpen, typeInGuest } from './guest-terminal.ts';

/** Types the lines of a text into the guest's terminal. */
export function RunInGuest({ lab, text }: { readonly lab: LabPage; readonly text: string }) {
  const now = guestTerminal.value;
  const other = isTerminalOpen() && now?.lab.id !== lab.id ? now?.lab : undefined;
  const isComing = now?.state === 'starting' || now?.state === 'ending';
  return (
    <button
      type="button"
      class="run-in-guest"
      disabled={other !== undefined || isComing}
      title={
        other === undefined
          ? say('terminal.run.about')
          : say('terminal.busy', { title: other.title[language.value] })
      }
      onClick={() => typeInGuest(lab, text)}
    >
      <Icon name="play" /> {say('terminal.run')}
    </button>
  );
}
