import { views } from '../views.tsx';
import { isHelpShown } from './help.tsx';
import { go, param } from './place.ts';
import { focusSearch } from './search.tsx';
import { goToHit } from './search-state.ts';
import { addShortcuts } from './shortcuts.ts';

/** Keys that work everywhere. */
export function viewShortcuts(): () => void {
  return addShortcuts([
    { keys: ['?'], what: 'key.help', act: () => (isHelpShown.value = true) },
    { keys: ['/'], what: 'key.search', act: focusSearch },
    { keys: ['n'], what: 'key.next-hit', act: () => void goToHit(1) },
    { keys: ['Shift+n'], what: 'key.previous-hit', act: () => void goToHit(-1) },
    {
      keys: views.slice(0, 9).map((_, index) => `Alt+${index + 1}`),
      what: 'key.view',
      act: ({ key }) => go({ view: views[Number(key) - 1]!.id }),
    },
    { keys: ['Escape'], what: 'key.back', act: leave },
  ]);
}

/** Takes back the last thing that was selected. */
function leave(): void {
  if (param('select') !== undefined) go({ select: undefined });
}
