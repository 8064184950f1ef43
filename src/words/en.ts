import { calls } from './en/calls.ts';
import { command } from './en/command.ts';
import { diff } from './en/diff.ts';
import { doctor } from './en/doctor.ts';
import { elf } from './en/elf.ts';
import { events } from './en/events.ts';
import { exportTo } from './en/export.ts';
import { findings } from './en/findings.ts';
import { journey } from './en/journey.ts';
import { lab } from './en/lab.ts';
import { open } from './en/open.ts';
import { overview } from './en/overview.ts';
import { query } from './en/query.ts';
import { record } from './en/record.ts';
import { recordPage } from './en/record-page.ts';
import { replay } from './en/replay.ts';
import { setup } from './en/setup.ts';
import { sql } from './en/sql.ts';
import { start } from './en/start.ts';
import { targets } from './en/targets.ts';
import { timeline } from './en/timeline.ts';
import { tracks } from './en/tracks.ts';
import { vm } from './en/vm.ts';
import { web } from './en/web.ts';
import { webCalls } from './en/web-calls.ts';
import { webCompare } from './en/web-compare.ts';
import { webExplain } from './en/web-explain.ts';
import { webJourney } from './en/web-journey.ts';
import { webLabs } from './en/web-labs.ts';
import { webMap } from './en/web-map.ts';
import { webReports } from './en/web-reports.ts';
import { webStart } from './en/web-start.ts';
import { webTable } from './en/web-table.ts';

/** Every sentence of Ringside, in English. A key is never translated and never reused for another meaning. */
export const en = {
  ...calls,
  ...command,
  ...diff,
  ...doctor,
  ...elf,
  ...events,
  ...exportTo,
  ...findings,
  ...journey,
  ...lab,
  ...open,
  ...overview,
  ...replay,
  ...query,
  ...record,
  ...recordPage,
  ...setup,
  ...sql,
  ...start,
  ...targets,
  ...timeline,
  ...tracks,
  ...vm,
  ...web,
  ...webCompare,
  ...webJourney,
  ...webExplain,
  ...webStart,
  ...webCalls,
  ...webLabs,
  ...webMap,
  ...webReports,
  ...webTable,
} as const;
