import { countText, durationText, layerLabel } from '../../text/replay/index.ts';
import type { RecordingCounts, RecordingHead, TimeShare, TimeShares } from '../../views/index.ts';
import { say } from '../../words/index.ts';

interface Told {
  readonly head: RecordingHead;
  readonly counts: RecordingCounts;
  readonly time: TimeShares | undefined;
}

/** What happened, in sentences that a person would say. */
export function Story({ head, counts, time }: Told) {
  const sentences = [
    recorded(head, counts),
    ...(time === undefined ? [] : [inFunctions(time), ofTask(time)]),
    met(counts),
    counts.problems.length === 0 ? say('start.all-there') : '',
  ];
  return (
    <header class="story">
      <h1>{head.title}</h1>
      <p class="story-text">{sentences.filter(sentence => sentence !== '').join(' ')}</p>
      <p class="quiet">
        {[head.format, head.kernel, head.isWhole ? '' : say('start.window')]
          .filter(part => part !== '')
          .join(' · ')}
      </p>
    </header>
  );
}

function recorded({ span, isTicks, time }: RecordingHead, { events, cpus, tasks }: RecordingCounts): string {
  const long = isTicks ? say('web.ticks', { count: countText(span) }) : durationText(span);
  return say('start.recorded', {
    long: time === 'real' ? long : `${long} (${say(`web.time.${time}`)})`,
    events: countText(events),
    cpus,
    tasks,
  });
}

const mostNamed = 3;
const least = 0.01;

function inFunctions({ layers }: TimeShares): string {
  const busy = layers.filter(({ id }) => id !== 'wait');
  const parts = shares(busy).map(({ id, share }) => `${layerLabel({ id, label: id })} ${percent(share)}`);
  return parts.length === 0 ? '' : say('start.functions', { parts: parts.join(', ') });
}

function ofTask({ task, states }: TimeShares): string {
  const parts = shares(states).map(({ id, share }) =>
    say(`start.state.${id as 'running'}`, { share: percent(share) }),
  );
  return parts.length === 0 ? '' : say('start.task', { task, parts: parts.join(', ') });
}

function met({ faults, interrupts }: RecordingCounts): string {
  const parts = [
    ...(faults === undefined ? [] : [say('start.faults', { count: countText(faults) })]),
    ...(interrupts === undefined ? [] : [say('start.interrupts', { count: countText(interrupts) })]),
  ];
  return parts.length === 0 ? '' : say('start.met', { parts: parts.join(say('start.and')) });
}

function shares(all: readonly TimeShare[]): readonly { readonly id: string; readonly share: number }[] {
  const whole = all.reduce((sum, { time }) => sum + time, 0);
  return all
    .map(({ id, time }) => ({ id, share: whole === 0 ? 0 : time / whole }))
    .sort((a, b) => b.share - a.share)
    .filter(({ share }) => share >= least)
    .slice(0, mostNamed);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
