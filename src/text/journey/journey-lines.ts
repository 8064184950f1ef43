import type { Journey, Stretch } from '../../analyses/journey/index.ts';
import { leavesOf } from '../../analyses/journey/index.ts';
import type { Tasks } from '../../analyses/tasks/index.ts';
import { cellWidth, padCells } from '../../base/index.ts';
import { say } from '../../words/index.ts';
import { cutMiddle } from '../replay/cut-middle.ts';
import { durationText } from '../replay/durations.ts';
import { type ColourDepth, paintLayer, paintQuiet, paintStrong } from '../replay/layer-colours.ts';
import { printable } from '../replay/printable.ts';
import { barOf } from '../tables/bar.ts';

/** How a journey is drawn. */
export interface JourneyStyle {
  readonly width: number;
  readonly colours: ColourDepth;
  /** Stretches shorter than this part of the whole stand together in one line; 0 shows all. */
  readonly least: number;
  readonly tasks: Tasks;
}

/** The hue of each kind of stretch, here and in the page. */
export const stretchHues = {
  user: 'user',
  kernel: 'system-call',
  computing: 'kernel',
  cpu: 'process',
  interrupt: 'interrupt',
  device: 'block',
  queue: 'block',
  work: 'deferred',
  timer: 'deferred',
  task: 'wait',
  waiting: 'wait',
  unknown: 'lost',
} as const;

const timeCells = 9;
const barCells = 24;

/** A journey as lines: first what its time went into, then every stretch in order, those inside of another below it. */
export function journeyLines(journey: Journey, style: JourneyStyle): readonly string[] {
  const { operation, stretches } = journey;
  const { colours, tasks } = style;
  const who = `${tasks.comms[operation.task] ?? ''} ${tasks.tids[operation.task] ?? ''}`;
  const whole = operation.end - operation.start;
  const title = printable(`${operation.name}  ${who}  ${durationText(whole)}`);
  return [
    paintStrong(title, colours),
    '',
    ...sumLines(stretches, whole, style),
    '',
    ...stretchLines(stretches, operation.start, whole, 0, style),
    ...effectLines(journey, style),
  ];
}

function sumLines(stretches: readonly Stretch[], whole: number, style: JourneyStyle): string[] {
  const sums = new Map<Stretch['kind'], number>();
  for (const { kind, start, end } of leavesOf(stretches)) sums.set(kind, (sums.get(kind) ?? 0) + end - start);
  const most = Math.max(...sums.values(), 1);
  const labels = new Map([...sums.keys()].map(kind => [kind, say(`journey.${kind}`)]));
  const cells = Math.max(...[...labels.values()].map(cellWidth), 0) + 2;
  return [...sums]
    .sort((a, b) => b[1] - a[1])
    .map(([kind, time]) => {
      const share = whole === 0 ? 0 : time / whole;
      const bar = padCells(barOf((time / most) * barCells), barCells);
      const painted = paintLayer(bar, stretchHues[kind], style.colours);
      const numbers = `${durationText(time).padStart(timeCells)} ${(100 * share).toFixed(1).padStart(6)} %`;
      return `  ${padCells(labels.get(kind)!, cells)}${painted}${numbers}`;
    });
}

function stretchLines(
  stretches: readonly Stretch[],
  origin: number,
  whole: number,
  depth: number,
  style: JourneyStyle,
): string[] {
  const lines: string[] = [];
  let small: Stretch[] = [];
  const flush = (): void => {
    if (small.length > 0) lines.push(smallLine(small, origin, depth, style));
    small = [];
  };
  for (const stretch of stretches) {
    if (stretch.end - stretch.start < style.least * whole) {
      small.push(stretch);
      continue;
    }
    flush();
    lines.push(line(stretch, origin, depth, style));
    lines.push(...stretchLines(stretch.inside, origin, whole, depth + 1, style));
  }
  flush();
  return lines;
}

function line(stretch: Stretch, origin: number, depth: number, style: JourneyStyle): string {
  const { kind, name, start, end, task, cpu } = stretch;
  const { tasks, colours, width } = style;
  const what = say(`journey.${kind}`);
  const text = name === '' ? what : `${what}: ${name}`;
  const who = task < 0 ? '' : `${tasks.comms[task]}${cpu < 0 ? '' : ` @${cpu}`}`;
  const head = `${at(start - origin)}${durationText(end - start).padStart(timeCells + 1)}  ${'  '.repeat(depth)}`;
  const whoCells = Math.min(24, cellWidth(who));
  const room = Math.max(10, width - cellWidth(head) - whoCells - 2);
  const shown = padCells(cutMiddle(printable(text), room), room);
  return `${paintQuiet(head, colours)}${paintLayer(shown, stretchHues[kind], colours)}  ${paintQuiet(cutMiddle(printable(who), whoCells), colours)}`.trimEnd();
}

function smallLine(
  small: readonly Stretch[],
  origin: number,
  depth: number,
  { colours }: JourneyStyle,
): string {
  const [first, last] = [small[0]!, small.at(-1)!];
  const time = small.reduce((sum, { start, end }) => sum + end - start, 0);
  const kinds = [...new Set([...leavesOf(small)].map(({ kind }) => say(`journey.${kind}`)))].join(', ');
  const text = say('journey.small', { count: small.length, kinds });
  const head = `${at(first.start - origin)}${durationText(time).padStart(timeCells + 1)}  ${'  '.repeat(depth)}`;
  return paintQuiet(`${head}${last === first ? kinds : text}`, colours);
}

function at(nanoseconds: number): string {
  return `+${durationText(nanoseconds)}`.padStart(timeCells + 1);
}

function effectLines({ effects, operation }: Journey, { colours, tasks, width }: JourneyStyle): string[] {
  if (effects.length === 0) return [];
  const shown = effects.slice(0, 10);
  const lines = shown.map(({ kind, name, task }) => {
    const who = task < 0 ? '' : ` → ${tasks.comms[task]}`;
    return cutMiddle(printable(`  ${say(`journey.effect.${kind}`)}: ${name}${who}`), width);
  });
  const more = effects.length - shown.length;
  return [
    '',
    paintStrong(say('journey.effects', { name: operation.name }), colours),
    ...lines,
    ...(more > 0 ? [paintQuiet(say('overview.more', { count: more }), colours)] : []),
  ];
}
