import type { Finding } from '../../analyses/index.ts';
import type { EventCount, Overview, SubjectRow, TaskCount } from '../../analyses/overview/index.ts';
import { cellWidth, padCells, wrapCells } from '../../base/index.ts';
import { inWords, say } from '../../words/index.ts';
import { cutEnd } from '../replay/cut-middle.ts';
import { countText, durationText } from '../replay/durations.ts';
import { type ColourDepth, paintQuiet, paintStrong } from '../replay/layer-colours.ts';
import { printable } from '../replay/printable.ts';
import { barOf } from '../tables/bar.ts';

/** How an overview is drawn. */
export interface OverviewStyle {
  readonly width: number;
  readonly colours: ColourDepth;
  /** Rows of each table. */
  readonly top: number;
  /** The kernel and its architecture; empty where nothing says them. */
  readonly kernel: string;
  /** What is most worth saying, the most remarkable first. */
  readonly findings: readonly Finding[];
}

const widestLabel = 44;

/** What a recording is and what is in it, as lines for a terminal: what is missing first. */
export function overviewLines(overview: Overview, style: OverviewStyle): readonly string[] {
  return [
    ...headLines(overview, style),
    '',
    ...problemLines(overview, style),
    ...findingLines(style),
    ...table(say('overview.events'), overview.eventCounts.map(eventRow), overview.eventCounts.length, style),
    ...table(say('overview.tasks'), overview.taskCounts.map(taskRow), overview.taskCounts.length, style),
    ...cpuLines(overview, style),
    ...subjectLines(overview.subjects, style),
  ];
}

function headLines(overview: Overview, { width, colours, kernel }: OverviewStyle): string[] {
  const { facts, clock, events, first, last, cpuCounts, taskCounts, counted } = overview;
  const cpus = new Set(cpuCounts.map(({ cpu }) => cpu)).size;
  const span =
    clock.unit === 'ns' ? durationText(last - first) : `${countText(last - first)} ${say('overview.ticks')}`;
  const about = counted < 1 ? say('overview.about', { share: percent(counted) }) : '';
  const what = [
    facts.format,
    facts.writer === '' ? '' : say('overview.written-by', { writer: facts.writer }),
    kernel === '' ? '' : `Linux ${kernel}`,
    facts.machine ?? '',
    clock.name === '' ? '' : say('overview.clock', { clock: clock.name }),
  ];
  const counts = say('overview.counts', {
    events: countText(events),
    span,
    cpus,
    tasks: countText(taskCounts.length),
  });
  return [
    paintStrong(printable(facts.command ?? facts.source), colours),
    ...wrapCells(printable(what.filter(part => part !== '').join(' · ')), width).map(line =>
      paintQuiet(line, colours),
    ),
    ...wrapCells(about === '' ? counts : `${counts} ${about}`, width),
  ];
}

function problemLines({ problems }: Overview, { width, colours }: OverviewStyle): string[] {
  if (problems.length === 0) return [say('overview.nothing-missing'), ''];
  const lines = [paintStrong(say('overview.missing'), colours)];
  for (const { severity, sentence, place, count } of problems) {
    const amount = count < 0 ? say('events.uncounted') : count === 1 ? '' : countText(count);
    const where = [amount, place].filter(part => part !== '').join(', ');
    const text = `${say(`events.severity.${severity}`)}: ${inWords(sentence)}${where === '' ? '' : ` (${where})`}`;
    const wrapped = wrapCells(printable(text), width - 4);
    lines.push(...wrapped.map((line, index) => `${index === 0 ? '  • ' : '    '}${line}`));
  }
  return [...lines, ''];
}

function findingLines({ findings, width, colours }: OverviewStyle): string[] {
  if (findings.length === 0) return [];
  const lines = findings.map(({ id, values }) => say(`finding.${id as 'irq.busy'}`, values as never));
  return [
    paintStrong(say('overview.findings'), colours),
    ...lines.flatMap(line =>
      wrapCells(printable(line), width - 4).map((part, index) => `${index === 0 ? '  • ' : '    '}${part}`),
    ),
    '',
  ];
}

interface Bar {
  readonly label: string;
  readonly count: number;
  readonly share: number;
  readonly note: string;
}

function eventRow({ event, count, share, rate }: EventCount): Bar {
  return { label: event, count, share, note: rate === 0 ? '' : `${rateText(rate)}/s` };
}

function taskRow({ comm, pid, count, share }: TaskCount): Bar {
  return { label: `${comm} ${pid}`, count, share, note: '' };
}

function table(
  title: string,
  rows: readonly Bar[],
  all: number,
  { width, colours, top }: OverviewStyle,
): string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, all > top ? top - 1 : top);
  const labels = shown.map(({ label }) => printable(label));
  const labelCells =
    Math.min(widestLabel, width - 45, Math.max(cellWidth(title), ...labels.map(cellWidth))) + 2;
  const noteCells = Math.max(0, ...shown.map(({ note }) => note.length)) + 2;
  const barCells = Math.max(6, Math.min(40, width - labelCells - 24 - noteCells));
  const longest = Math.max(...shown.map(({ share }) => share), Number.MIN_VALUE);
  const lines = [paintStrong(title, colours)];
  shown.forEach(({ share, count, note }, index) => {
    const label = padCells(cutEnd(labels[index]!, labelCells - 1), labelCells);
    const bar = padCells(barOf((share / longest) * barCells), barCells);
    const numbers = countText(count).padStart(13) + percent(share).padStart(9) + note.padStart(noteCells);
    lines.push(`${label}${bar}${numbers}`.trimEnd());
  });
  if (shown.length < all)
    lines.push(paintQuiet(say('overview.more', { count: all - shown.length }), colours));
  return [...lines, ''];
}

function cpuLines({ cpuCounts, clock, start }: Overview, { colours, top }: OverviewStyle): string[] {
  if (cpuCounts.length === 0) return [];
  const lines = [paintStrong(say('overview.cpus'), colours)];
  const labels = cpuCounts.map(({ buffer, cpu }) =>
    printable(buffer === '' ? `CPU ${cpu}` : `CPU ${cpu} ${buffer}`),
  );
  const cells = Math.max(...labels.map(cellWidth)) + 2;
  const time = (value: number): string =>
    clock.unit === 'ns' ? secondsText(start + BigInt(value)) : String(start + BigInt(value));
  cpuCounts.slice(0, top).forEach(({ count, first, last }, index) => {
    lines.push(
      `${padCells(labels[index]!, cells)}${countText(count).padStart(13)}   ${time(first)} – ${time(last)}`,
    );
  });
  if (cpuCounts.length > top)
    lines.push(paintQuiet(say('overview.more', { count: cpuCounts.length - top }), colours));
  return [...lines, ''];
}

function subjectLines(subjects: readonly SubjectRow[], { width, colours }: OverviewStyle): string[] {
  const lines = [paintStrong(say('overview.subjects'), colours)];
  for (const { subject, recorded, missing, record } of subjects) {
    const head = `${recorded === 'yes' ? '●' : recorded === 'partly' ? '◐' : '○'} ${subject.padEnd(11)}`;
    const what = say(`overview.subject.${subject as 'calls'}`);
    if (recorded === 'yes') {
      lines.push(`${head}${what}`);
      continue;
    }
    const need = say('overview.needs', { events: missing.join(' '), record });
    const [first = '', ...rest] = wrapCells(`${what} — ${need}`, width - 13);
    lines.push(paintQuiet(`${head}${first}`, colours));
    for (const line of rest) lines.push(paintQuiet(' '.repeat(13) + line, colours));
  }
  return lines;
}

function percent(share: number): string {
  return share > 0 && share < 0.001 ? '<0.1 %' : `${(100 * share).toFixed(1)} %`;
}

function rateText(rate: number): string {
  return rate >= 100 ? countText(Math.round(rate)) : rate.toPrecision(2);
}

function secondsText(nanoseconds: bigint): string {
  const whole = nanoseconds / 1_000_000_000n;
  const rest = (nanoseconds < 0n ? -nanoseconds : nanoseconds) % 1_000_000_000n;
  return `${whole}.${(rest / 1000n).toString().padStart(6, '0')}`;
}
