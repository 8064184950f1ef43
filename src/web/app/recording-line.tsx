import { countText, durationText } from '../../text/replay/index.ts';
import { say } from '../../words/index.ts';
import { Icon } from '../parts/icon.tsx';
import { useAnswer } from './client.ts';
import { go, hrefTo, place } from './place.ts';
import { openPart, recordings, shownHead } from './recordings.ts';
import { shownRecording } from './shown-recording.ts';

/** One line of what is open: the command, the kernel, how long, and what was lost. */
export function RecordingLine() {
  const isOpen = recordings.value.length > 0;
  const { value: head } = useAnswer('overview.head', isOpen ? {} : undefined);
  if (!isOpen || head === undefined) return <div class="recording-line">Ringside</div>;
  const { title, kernel, span, isTicks, time, lost, problems } = head;
  const long = isTicks ? say('web.ticks', { count: countText(span) }) : durationText(span);
  return (
    <div class="recording-line">
      {recordings.value.length > 1 ? <RecordingChoice /> : <strong title={title}>{title}</strong>}
      <PartChoice />
      {kernel === '' ? undefined : <span class="wide-only">{kernel}</span>}
      <span class="wide-only">
        {long}
        {time === 'real' ? '' : ` (${say(`web.time.${time}`)})`}
      </span>
      <a
        class={lost ? 'ledger harm' : 'ledger'}
        href={hrefTo({ view: 'losses' })}
        aria-current={place.value.view === 'losses' ? 'page' : undefined}
      >
        <Icon name={lost ? 'warning' : 'check'} />
        <span>
          {lost
            ? say('web.lost')
            : problems > 0
              ? say('web.notes', { count: problems })
              : say('web.nothing-lost')}
        </span>
      </a>
    </div>
  );
}

/** Which of the recordings that are open the views show. */
function RecordingChoice() {
  const choose = (text: string): void => {
    const recording = text === '0' ? undefined : text;
    // Times, rows and threads of one recording are nothing in another.
    go({ recording, from: undefined, to: undefined, range: undefined, select: undefined });
  };
  return (
    <select
      class="recording-choice"
      aria-label={say('web.recording.choice')}
      value={String(shownRecording.value)}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    >
      {recordings.value.map(({ name }, index) => (
        <option key={index} value={String(index)}>
          {`${index + 1} · ${name}`}
        </option>
      ))}
    </select>
  );
}

/** What else the folder holds of the same run: `uftrace.data` beside `trace.dat`. */
function PartChoice() {
  const head = shownHead();
  if (head === undefined || head.parts.length < 2) return null;
  return (
    <select
      class="recording-choice"
      aria-label={say('web.recording.part')}
      title={say('web.recording.part.about')}
      value={head.part}
      onChange={({ currentTarget }) => void openPart(currentTarget.value)}
    >
      {head.parts.map(part => (
        <option key={part} value={part}>
          {part}
        </option>
      ))}
    </select>
  );
}
