import type { OutputBytes } from '../output-bytes.ts';
import { type IrqColumns, irqLegend, legendRow } from './irq-flags.ts';

const noiseUnits = '   NOISE  %% OF CPU  NOISE    +-----------------------------+';
const noiseColumns = '   IN US  AVAILABLE  IN US     HW    NMI    IRQ   SIRQ THREAD';
const noiseMarks = '       |    |            |      |      |      |      |      |';
const single = '                    SINGLE      Interference counters:';
const margin = ' '.repeat(30);

/** The columns of the tracers `osnoise` and `timerlat`, which have their own (kernel/trace/trace_osnoise.c). */
export function printNoiseHead(tracer: 'osnoise' | 'timerlat', columns: IrqColumns, out: OutputBytes): void {
  // These two never learnt of disabled bottom halves.
  const names = irqLegend({ ...columns, bottomHalves: false });
  const dashes = Math.max(5, names.length);
  const bars = '|'.repeat(names.length);
  const rows = names.map((name, index) => `#${margin}${legendRow(index, dashes)} ${name}`);
  const last = rows.length - 1;
  const slash = `#${margin}${'|'.repeat(names.length - 1)} /`;
  const left = `#           TASK-PID      CPU# ${bars}   TIMESTAMP `;
  const marks = `#              | |         |   ${bars}      |     `;
  if (tracer === 'timerlat') {
    const { lazyDepth } = columns;
    rows.push(lazyDepth ? slash : `${slash}     delay`);
    rows.push(`#${margin}${bars}            ${lazyDepth ? ' ' : ''}ACTIVATION`);
    rows.push(
      `${left}${lazyDepth ? '   ID            CONTEXT                LATENCY' : '  ID            CONTEXT                 LATENCY'}`,
    );
    rows.push(`${marks}    |                  |                       |`);
  } else {
    if (columns.lazyDepth) {
      rows.push(
        `${slash}          ${' '.repeat(37)}MAX`,
        `${slash.replace('| /', ' /')}${' '.repeat(25)}${single}`,
      );
    } else {
      rows[last] += `     ${' '.repeat(columns.migrate ? 20 : 23)}MAX`;
      rows.push(
        columns.migrate
          ? `${slash}     delay               ${single}`
          : `${slash.replace('| /', ' /')}${' '.repeat(25)}${single}`,
      );
    }
    rows.push(`#${margin}${bars}               RUNTIME   ${noiseUnits}`);
    rows.push(`${left}   IN US    ${noiseColumns}`, `${marks}      |      ${noiseMarks}`);
  }
  out.text(`${rows.join('\n')}\n`);
}
