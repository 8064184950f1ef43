import type { ComponentChildren } from 'preact';
import { callsFirst, eventsFirst } from '../../opening/index.ts';
import { go, type Place, parsePlace, placeText } from '../app/place.ts';
import { openFailure, openRecording, recordings, shownHead } from '../app/recordings.ts';

interface MadeLinkWishes {
  /** Id of the recording. */
  readonly recording: string;
  readonly name: string;
  /** Where in it, as the address has it. */
  readonly to: string;
  /** Part of the recording; the one that the view is best with where it is not said. */
  readonly part?: string;
  readonly label?: string;
  readonly children: ComponentChildren;
}

/** Leads to a place in a recording, which is opened first where another one is open. */
export function MadeLink({ recording, name, to, part, label, children }: MadeLinkWishes) {
  const place = parsePlace(to);
  const open = (event: MouseEvent): void => {
    event.preventDefault();
    void openMade(recording, name, place, part);
  };
  return (
    <a href={placeText(place)} onClick={open} {...(label === undefined ? {} : { 'aria-label': label })}>
      {children}
    </a>
  );
}

async function openMade(id: string, name: string, to: Place, asked?: string): Promise<void> {
  const part = asked ?? (to.view === 'calls' ? callsFirst[0] : undefined);
  if (!isOpen(id, part)) await openRecording({ kind: 'served', id }, name, { part });
  if (openFailure.value !== undefined) return;
  const nothing = { from: undefined, to: undefined, range: undefined, select: undefined, drawer: undefined };
  const opened = { recording: undefined, part: part === shownHead()?.part ? part : undefined };
  go({ ...nothing, find: undefined, ...opened, ...to.params, view: to.view });
}

/** Whether nothing else is open than the part that would be opened. */
function isOpen(id: string, part: string | undefined): boolean {
  const [opened, ...others] = recordings.value;
  if (opened?.servedAs !== id || others.length > 0) return false;
  const wanted = part === undefined ? eventsFirst : [part, ...eventsFirst];
  return wanted.find(one => opened.parts.includes(one)) === opened.part;
}
