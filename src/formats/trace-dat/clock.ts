import type { TraceClock } from '../../store/index.ts';
import type { TraceDatMetadata } from './metadata.ts';

// Those that trace-cmd takes for nanoseconds (extract_trace_clock); all others are printed as they are.
const nanosecondClocks = /^(local|global|uptime|perf|mono.*|tsc2nsec|tai)$/;

/** The clock a file names and what its ticks are. */
export function clockOf(metadata: TraceDatMetadata): TraceClock {
  const chosen = /(?:^| )\[([^\]\s]*)/.exec(metadata.traceClock ?? '')?.[1];
  const name = chosen ?? metadata.buffers.find(buffer => buffer.name === '')?.clock ?? '';
  const counts = metadata.tsc === undefined && chosen !== undefined && !nanosecondClocks.test(chosen);
  return { name, unit: counts ? 'ticks' : 'ns' };
}
