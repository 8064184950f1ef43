import { MergedRows } from '../../store/index.ts';
import { PageRun } from '../../tracefs/index.ts';
import type { TraceSample } from '../format.ts';
import { view } from './cursor.ts';
import type { PageReader } from './page-reader.ts';
import type { RunReading } from './read-runs.ts';

/** Pages of one CPU picked evenly as a trace; about `bytes` of them. */
export async function samplePages(
  { reader, buffer }: { readonly reader: PageReader; readonly buffer: number },
  bytes: number,
  reading: RunReading,
): Promise<TraceSample> {
  const { pageSize, cpu } = reader;
  const { pages, weight } = await reader.sample(bytes);
  const { layout, start, problems } = reading;
  const to = Math.floor(pages.length / pageSize);
  // Places of sampled pages are no places in the file: only what is read as a whole tells of them.
  const events = { lost: () => {}, broken: () => {} };
  const convert = reading.convertOf(cpu);
  const run = new PageRun({ buffer, cpu, pageSize }, { from: 0, to }, { layout, start, convert, events });
  run.begin(view(pages), 0);
  run.walk(to);
  const rows = new MergedRows(reading.meta(), reading.common);
  rows.merge([run]);
  if (weight > 1) {
    problems.add({
      name: 'overview.estimate',
      severity: 'note',
      place: '',
      count: Math.round(to * (weight - 1)),
      sentence: 'Counts are estimates from pages picked evenly; about these many pages were not read.',
    });
  }
  return { trace: rows.trace(reading.meta(), [run], rows.count), weight };
}
