import {
  followOperation,
  type Journey,
  leavesOf,
  type Operation,
  parseWanted,
} from '../../analyses/journey/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import { findEvents } from '../../analyses/walk/index.ts';
import { UsageError } from '../../base/index.ts';
import type { Trace } from '../../store/index.ts';
import { journeyLines, stretchHues } from '../../text/journey/index.ts';
import { printable } from '../../text/replay/index.ts';
import { say } from '../../words/index.ts';
import type { OfRecording, Question } from '../question.ts';
import { allOperations, findOperation, nameOf, shortNameOf } from './all-operations.ts';
import type {
  JourneyChoice,
  JourneyChoices,
  JourneyEffect,
  JourneyPicture,
  JourneySum,
  OfJourney,
} from './contract.ts';
import { layOut } from './lanes.ts';
import { stepsOf } from './steps.ts';

const mostChoices = 200;

/** What can be followed: the longest operation of each kind and name. */
export const askChoices: Question<OfRecording, JourneyChoices> = (bench, { of }) => {
  const { trace } = bench.recording(of);
  const groups = new Map<string, { longest: Operation; count: number }>();
  for (const one of allOperations(trace)) {
    const key = `${one.kind}:${one.name}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { longest: one, count: 1 });
    else {
      group.count++;
      if (one.end - one.start > group.longest.end - group.longest.start) group.longest = one;
    }
  }
  const sorted = [...groups.values()].sort((a, b) => lengthOf(b.longest) - lengthOf(a.longest));
  return {
    choices: sorted.slice(0, mostChoices).map(({ longest, count }) => choiceOf(trace, longest, count)),
    more: Math.max(0, sorted.length - mostChoices),
    hasSwitches: findEvents(trace, 'sched:sched_switch').length > 0,
  };
};

function lengthOf({ start, end }: Operation): number {
  return end - start;
}

function choiceOf(trace: Trace, longest: Operation, count: number): JourneyChoice {
  const { kind, name } = longest;
  return {
    of: shortNameOf(trace, longest),
    kind,
    name: printable(name),
    who: whoOf(trace, longest.task),
    duration: lengthOf(longest),
    count,
  };
}

function whoOf(trace: Trace, task: number): string {
  const tasks = tasksOf(trace);
  return task < 0 ? '' : printable(`${tasks.comms[task]} ${tasks.tids[task]}`);
}

/** Shorter stretches than this part of the whole stand together in the steps and in the text. */
const least = 0.01;
const textWidth = 110;
const mostEffects = 100;

/** Follows an operation. Throws a UsageError where there is none of that name. */
export const askJourney: Question<OfJourney, JourneyPicture> = (bench, { of, operation: text }) => {
  const { trace } = bench.recording(of);
  const operation = findOperation(trace, text);
  if (operation === undefined) {
    const isText = parseWanted(text) !== undefined;
    throw new UsageError(
      isText ? say('journey.none', { of: printable(text) }) : say('journey.bad-of', { of: printable(text) }),
      say('journey.of'),
    );
  }
  return pictureOf(trace, operation);
};

/** An operation's journey, drawn and told. */
export function pictureOf(trace: Trace, operation: Operation): JourneyPicture {
  const journey = followOperation(trace, operation);
  const { kind, name, task, start, end } = operation;
  const whole = end - start;
  const tasks = tasksOf(trace);
  return {
    of: nameOf(trace, operation),
    kind,
    name: printable(name),
    who: whoOf(trace, task),
    sentence: say(`journey.about.${kind}`),
    start,
    end,
    ...layOut(trace, journey.stretches, task, whole),
    sums: sumsOf(journey),
    steps: stepsOf(trace, journey.stretches, start, least * whole),
    effects: effectsOf(trace, journey),
    moreEffects: Math.max(0, journey.effects.length - mostEffects),
    text: journeyLines(journey, { width: textWidth, colours: 0, least, tasks }).join('\n'),
  };
}

function sumsOf({ operation, stretches }: Journey): readonly JourneySum[] {
  const sums = new Map<JourneySum['kind'], number>();
  for (const { kind, start, end } of leavesOf(stretches)) sums.set(kind, (sums.get(kind) ?? 0) + end - start);
  const whole = lengthOf(operation);
  return [...sums]
    .sort((a, b) => b[1] - a[1])
    .map(([kind, time]) => ({
      kind,
      what: say(`journey.${kind}`),
      hue: stretchHues[kind],
      time,
      share: whole === 0 ? 0 : time / whole,
    }));
}

function effectsOf(trace: Trace, { operation, effects }: Journey): readonly JourneyEffect[] {
  return effects.slice(0, mostEffects).map(({ kind, name, task, beginRow, endRow }) => ({
    what: printable(`${say(`journey.effect.${kind}`)}: ${name}`),
    who: whoOf(trace, task),
    after: trace.time[beginRow]! - operation.start,
    duration: endRow < 0 ? Number.NaN : trace.time[endRow]! - trace.time[beginRow]!,
    beginRow,
  }));
}
