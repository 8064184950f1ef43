import { useEffect } from 'preact/hooks';
import { views } from '../views.tsx';
import { Drawer } from './drawer.tsx';
import { DropTarget } from './drop-target.tsx';
import { Help } from './help.tsx';
import { language } from './language.ts';
import { OverviewStrip } from './overview-strip.tsx';
import { place } from './place.ts';
import { Rail } from './rail.tsx';
import { generation, opening, recordings } from './recordings.ts';
import { shownRecording } from './shown-recording.ts';
import { TopBar } from './top-bar.tsx';
import { ViewArea } from './view-area.tsx';
import { viewShortcuts } from './view-shortcuts.ts';
import { Welcome } from './welcome.tsx';

/** The whole page: the rail, the top bar, the view and what is selected. */
export function Page() {
  useEffect(viewShortcuts, []);
  const view = views.find(({ id }) => id === place.value.view) ?? views[0]!;
  const isOpen = recordings.value.length > 0;
  // Sentences are said anew in another language, and everything of other recordings.
  return (
    <>
      <DropTarget />
      <div class="page" key={`${language.value} ${generation.value} ${shownRecording.value}`}>
        <Rail current={view.id} />
        <div class="main">
          <TopBar />
          {isOpen || (view.isPlain === true && opening.value === undefined) ? (
            <>
              {view.isPlain === true || view.id === 'overview' ? undefined : <OverviewStrip />}
              <ViewArea view={view} />
              {view.isPlain === true ? undefined : <Drawer />}
            </>
          ) : (
            <Welcome />
          )}
        </div>
        <Help />
      </div>
    </>
  );
}
