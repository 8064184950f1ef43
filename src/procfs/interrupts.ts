import { countsOf, cpusOfHead } from './cpu-counts.ts';
import { type Parsed, parseLines } from './parsed.ts';

export interface InterruptRow {
  /** A number, or the kernel's three letters: `LOC`. */
  readonly irq: string;
  /** Undefined for what is counted of all CPUs together: `ERR`. */
  readonly cpu: number | undefined;
  readonly count: number;
  /** The interrupt controller; empty for the kernel's own lines. */
  readonly chip: string;
  /** The line's number at its controller. */
  readonly hwirq: number | undefined;
  /** `edge`, `level`, `fasteoi`: how the line is signalled. */
  readonly type: string;
  /** Names of the handlers; of the kernel's own lines what they are. */
  readonly handlers: string;
}

/** /proc/interrupts (kernel/irq/proc.c, show_interrupts; arch_show_interrupts of each architecture). */
export function parseInterrupts(text: string): Parsed<InterruptRow> {
  let cpus: readonly number[] = [];
  return parseLines<InterruptRow>(text, line => {
    const head = cpusOfHead(line);
    if (head !== undefined) {
      cpus = head;
      return [];
    }
    const found = countsOf(line, cpus.length);
    if (found === undefined) return undefined;
    const { name, counts, rest } = found;
    const about = { irq: name, ...(/^\d+$/.test(name) ? deviceOf(rest) : { ...noDevice, handlers: rest }) };
    if (counts.length < cpus.length) {
      // The count of a machine's errors stands for all CPUs.
      return counts.length === 1 && rest === ''
        ? [{ ...about, cpu: undefined, count: counts[0]! }]
        : undefined;
    }
    return counts.map((count, place) => ({ ...about, cpu: cpus[place]!, count }));
  });
}

const noDevice = { chip: '', hwirq: undefined, type: '' };

/** `CHIP HWIRQ-NAME  HANDLER, HANDLER` or `CHIP HWIRQ Level  HANDLER`. */
function deviceOf(rest: string): Omit<InterruptRow, 'irq' | 'cpu' | 'count'> {
  const [, chip, hwirq, flow = '', level = '', handlers = ''] =
    /^(\S.*?)\s+(\d+)(?:-(\S*))?(?:\s+(Level|Edge)\b)?(?:\s+(.*))?$/.exec(rest) ?? [];
  if (chip === undefined) return { ...noDevice, handlers: rest };
  return { chip, hwirq: Number(hwirq), type: flow || level.toLowerCase(), handlers };
}
