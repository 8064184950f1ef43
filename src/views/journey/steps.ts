import { leavesOf, type Stretch } from '../../analyses/journey/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import type { Trace } from '../../store/index.ts';
import { printable } from '../../text/replay/index.ts';
import { say } from '../../words/index.ts';
import type { JourneyStep } from './contract.ts';

/** The stretches in order, each followed by what lies inside of it; those shorter than `least` stand together. */
export function stepsOf(
  trace: Trace,
  stretches: readonly Stretch[],
  origin: number,
  least: number,
): readonly JourneyStep[] {
  const steps: JourneyStep[] = [];
  const add = (list: readonly Stretch[], depth: number): void => {
    let small: Stretch[] = [];
    const flush = (): void => {
      if (small.length > 0) steps.push(smallStep(small, origin, depth));
      small = [];
    };
    for (const stretch of list) {
      if (stretch.end - stretch.start < least) {
        small.push(stretch);
        continue;
      }
      flush();
      steps.push(stepOf(trace, stretch, origin, depth));
      add(stretch.inside, depth + 1);
    }
    flush();
  };
  add(stretches, 0);
  return steps;
}

function stepOf(trace: Trace, stretch: Stretch, origin: number, depth: number): JourneyStep {
  const { kind, name, start, end, task, cpu, beginRow, endRow } = stretch;
  const what = say(`journey.${kind}`);
  const on = cpu < 0 ? '' : ` @${cpu}`;
  return {
    depth,
    kind,
    what: name === '' ? what : printable(`${what}: ${name}`),
    who: task < 0 ? '' : printable(`${tasksOf(trace).comms[task]}${on}`),
    at: start - origin,
    duration: end - start,
    start,
    end,
    beginRow,
    endRow,
  };
}

function smallStep(small: readonly Stretch[], origin: number, depth: number): JourneyStep {
  const [first, last] = [small[0]!, small.at(-1)!];
  const kinds = [...new Set([...leavesOf(small)].map(({ kind }) => say(`journey.${kind}`)))].join(', ');
  return {
    depth,
    kind: undefined,
    what: small.length === 1 ? kinds : say('journey.small', { count: small.length, kinds }),
    who: '',
    at: first.start - origin,
    duration: small.reduce((sum, { start, end }) => sum + end - start, 0),
    start: first.start,
    end: last.end,
    beginRow: first.beginRow,
    endRow: last.endRow,
  };
}
