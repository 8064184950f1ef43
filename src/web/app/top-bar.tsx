import { RecordingLine } from './recording-line.tsx';
import { recordings } from './recordings.ts';
import { Search } from './search.tsx';
import { Settings } from './settings.tsx';

/** What is open, what of it is missing, and the search. */
export function TopBar() {
  return (
    <header class="top-bar">
      <RecordingLine />
      {recordings.value.length > 0 ? <Search /> : undefined}
      <Settings />
    </header>
  );
}
