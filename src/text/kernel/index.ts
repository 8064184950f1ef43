import type { EventStyle } from '../event-style.ts';
import { kernelDefaults } from './kernel-wishes.ts';
import { LinePrinter } from './line-printer.ts';
import { RecordPrinter } from './record-printer.ts';

export { type KernelWishes, kernelDefaults, parseKernelWishes } from './kernel-wishes.ts';

/** As the kernel's own `trace` file prints. */
export const kernelStyle: EventStyle = {
  id: 'kernel',
  formats: ['ftrace-text', 'trace-dat'],
  printer: (recording, { kernel = kernelDefaults, latency = false }) =>
    recording.format === 'ftrace-text'
      ? new LinePrinter()
      : new RecordPrinter(latency ? { ...kernel, latencyFormat: true } : kernel),
};
